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
  /** What was read for something that has been kept is read again, in effect; false where any of it has changed since. */
  repeat(read: Dependencies): boolean
}

/** Records reads, recordings within recordings too. */
export function createReads(now: () => number): Reads {
  const current = new LRUCache<string, { at: number; holds: boolean }>({ max: 2000 })
  let recording: Dependencies | null = null

  function isCurrent(path: string, state: string): boolean {
    const key = `${state} ${path}`
    const known = current.get(key)
    if (known && now() - known.at < freshMs) return known.holds
    const holds = isAsItWas(path, state)
    current.set(key, { at: now(), holds })
    return holds
  }

  function add(path: string, state: string): void {
    if (recording) addDependency(recording, path, state)
  }

  return {
    add,
    recorded(run) {
      const around = recording
      const read: Dependencies = new Map()
      recording = read
      try {
        return { result: run(), read }
      } finally {
        recording = around
        for (const [path, state] of read) add(path, state)
      }
    },
    repeat(read) {
      for (const [path, state] of read) if (!isCurrent(path, state)) return false
      for (const [path, state] of read) add(path, state)
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
