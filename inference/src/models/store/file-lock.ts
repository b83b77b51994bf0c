import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { isAlive } from './is-alive.ts'
import { systemCodeOf } from './system-error.ts'
import { viaTemporaryFile } from './temporary-file.ts'

const Holder = z.object({ pid: z.number().int().positive(), build: z.string() })
export type Holder = z.infer<typeof Holder>

export interface Lock {
  file: string
  /** Safe to call twice; leaves the file alone if another process has taken it over. */
  release(): void
}

export type LockAttempt = { lock: Lock } | { holder: Holder }

/** Locks that this process holds, so that it does not take its own for that of a dead process of the same number. */
const heldHere = new Set<string>()

/**
 * Takes the lock file for this process, or tells who holds it. A lock whose process no longer lives is taken over at
 * once, so that a killed process blocks nobody. The file appears whole (`link` of a finished file) and names its holder.
 */
export function acquireLock(file: string, build = ''): LockAttempt {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  return viaTemporaryFile(file, JSON.stringify({ pid: process.pid, build }), mine => takeWith(mine, file))
}

/** Who holds the lock, or null if nobody does. */
export function lockHolder(file: string): Holder | null {
  const holder = readHolder(file)
  return holder && isAlive(holder.pid) ? holder : null
}

function takeWith(mine: string, file: string): LockAttempt {
  for (let attempt = 0; attempt < 20; attempt++) {
    if (tryLink(mine, file)) return { lock: heldLock(file) }
    const holder = readHolder(file)
    const isHeld = holder !== null && (holder.pid === process.pid ? heldHere.has(file) : isAlive(holder.pid))
    if (isHeld) return { holder }
    removeStale(file, holder)
  }
  const holder = readHolder(file)
  if (holder) return { holder }
  throw new Error(`The lock file ${file} can be neither taken nor read.`)
}

function tryLink(from: string, to: string): boolean {
  try {
    fs.linkSync(from, to)
    return true
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST') return false
    throw error
  }
}

function readHolder(file: string): Holder | null {
  try {
    return Holder.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
  } catch {
    // Gone in the meantime, or not one of ours: both mean that nobody who lives holds it.
    return null
  }
}

/** Moves the dead holder's file aside; if by then it was another's, that one gets it back. */
function removeStale(file: string, seen: Holder | null): void {
  const aside = `${file}.stale.${process.pid}`
  try {
    fs.renameSync(file, aside)
  } catch {
    // Somebody else was faster.
    return
  }
  const moved = readHolder(aside)
  if (moved && moved.pid !== seen?.pid && isAlive(moved.pid)) tryLink(aside, file)
  fs.rmSync(aside, { force: true })
}

function heldLock(file: string): Lock {
  heldHere.add(file)
  let isReleased = false
  return {
    file,
    release() {
      if (isReleased) return
      isReleased = true
      heldHere.delete(file)
      if (readHolder(file)?.pid === process.pid) fs.rmSync(file, { force: true })
    },
  }
}
