import { LRUCache } from 'lru-cache'
import { addDependency, isAsItWas, type Dependencies } from '../dependencies.ts'

/** How long a file that was as it had been is taken to be so, in milliseconds. */
const freshMs = 2000

/** Knows what is read of other files, for whoever keeps what is made of them. */
export interface Reads {
  /** Runs something, and tells what it has read. Whoever records around it has read that too. */
  recorded<T>(run: () => T): { result: T; read: Dependencies }
  /** Takes part in what is recorded. */
  add(path: string, state: string): void
  /** What was read for something that has been kept, and is as it was, is read again, in effect. */
  include(read: Dependencies): void
  /** What was read for something that has been kept is read again, in effect; false where any of it has changed since. */
  repeat(read: Dependencies): boolean
}

/** What is recorded: what has been read itself, and what has been read for what was kept. */
interface Recording {
  own: Dependencies
  parts: Set<Dependencies>
}

/** Records reads, recordings within recordings too. */
export function createReads(now: () => number): Reads {
  const current = new LRUCache<string, { at: number; holds: boolean }>({ max: 2000 })
  const repeated = new WeakMap<Dependencies, { at: number; holds: boolean }>()
  let recording: Recording | null = null

  function isCurrent(path: string, state: string): boolean {
    const key = `${state} ${path}`
    const known = current.get(key)
    if (known && now() - known.at < freshMs) return known.holds
    const holds = isAsItWas(path, state)
    current.set(key, { at: now(), holds })
    return holds
  }

  function areCurrent(read: Dependencies): boolean {
    const known = repeated.get(read)
    if (known && now() - known.at < freshMs) return known.holds
    const at = now()
    const holds = [...read].every(([path, state]) => isCurrent(path, state))
    repeated.set(read, { at, holds })
    return holds
  }

  function include(read: Dependencies): void {
    if (read.size > 0) recording?.parts.add(read)
  }

  return {
    add(path, state) {
      if (recording) addDependency(recording.own, path, state)
    },
    include,
    recorded(run) {
      const around: Recording | null = recording
      const inside: Recording = { own: new Map(), parts: new Set() }
      recording = inside
      try {
        return { result: run(), read: inside.own }
      } finally {
        recording = around
        for (const part of inside.parts) for (const [path, state] of part) addDependency(inside.own, path, state)
        include(inside.own)
      }
    },
    repeat(read) {
      if (!areCurrent(read)) return false
      include(read)
      return true
    },
  }
}

/** How long what was found out is taken to be so, in milliseconds. */
const keptMs = 2000

/** Keeps what is found out by reading files, for a short time and while those are as they were; whoever asks has read them as well. */
export function createKept<T>(reads: Reads, now: () => number, max: number): (key: string, find: () => T) => T {
  const kept = new LRUCache<string, { at: number; result: T; read: Dependencies }>({ max })
  return (key, find) => {
    const known = kept.get(key)
    if (known && now() - known.at < keptMs && reads.repeat(known.read)) return known.result
    const found = { at: now(), ...reads.recorded(find) }
    kept.set(key, found)
    return found.result
  }
}
