import fs from 'node:fs'
import path from 'node:path'
import { isAlive } from './is-alive.ts'

/**
 * Writes a file of this process's own beside another, for `use` to link or move into its place in one step. Whatever happens,
 * it is gone afterwards, and so is what processes have left there that were killed in the middle of this.
 */
export function viaTemporaryFile<T>(file: string, text: string, use: (temporary: string) => T): T {
  removeLeftOvers(file)
  const temporary = `${file}.${process.pid}`
  try {
    fs.writeFileSync(temporary, text, { mode: 0o600 })
    return use(temporary)
  } finally {
    fs.rmSync(temporary, { force: true })
  }
}

function removeLeftOvers(file: string): void {
  const folder = path.dirname(file)
  const start = `${path.basename(file)}.`
  for (const name of fs.readdirSync(folder)) {
    const pid = name.startsWith(start) ? /^(?:stale\.)?(\d+)$/.exec(name.slice(start.length))?.[1] : undefined
    if (pid === undefined || isAlive(Number(pid))) continue
    try {
      fs.rmSync(path.join(folder, name), { force: true })
    } catch {
      // It stands in nobody's way; whether the folder can be written is told by what follows.
    }
  }
}
