import fs from 'node:fs'
import { LRUCache } from 'lru-cache'

/** Longer files are data, not code that a finding leads to. */
const longest = 2_000_000
const kept = new LRUCache<string, { modifiedMs: number; lines: string[] }>({ max: 20 })

/**
 * A line of a file that is not open, for telling an editor that counts bytes where something in it is. Empty where there is none. Read while
 * everything waits, because it is asked for between a document's version and the answer that is for it; few findings lead to other files.
 */
export function lineOfFile(path: string, line: number): string {
  try {
    const { mtimeMs: modifiedMs, size } = fs.statSync(path)
    if (size > longest) return ''
    const known = kept.get(path)
    const lines = known?.modifiedMs === modifiedMs ? known.lines : fs.readFileSync(path, 'utf8').split('\n')
    kept.set(path, { modifiedMs, lines })
    return lines[line] ?? ''
  } catch {
    // It has gone since: nobody can be led there.
    return ''
  }
}
