import fs from 'node:fs'
import { systemCodeOf } from './system-error.ts'

/** Whether a process runs. One that has ended, and that only its parent has not yet taken note of, does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return systemCodeOf(error) === 'EPERM'
  }
}

function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name stands in parentheses and may contain anything; the state comes after it.
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z')
  } catch {
    // It has ended between the two questions, or its entry cannot be read; the next look will tell.
    return false
  }
}
