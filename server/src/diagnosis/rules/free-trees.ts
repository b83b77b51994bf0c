import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** So many characters of code have trees of some hundred megabytes. */
const mostCharacters = 8_000_000

/**
 * Counts what has been parsed, and has the trees of it freed every few million characters. They lie outside of V8's heap, which sees small
 * objects and no reason to look for those that nobody needs.
 */
export function createTreeCount(collect: () => void = collector()): (text: string) => void {
  let characters = 0
  return text => {
    characters += text.length
    if (characters < mostCharacters) return
    characters = 0
    collect()
  }
}

function collector(): () => void {
  let collect: unknown = null
  return () => {
    if (collect === null) {
      setFlagsFromString('--expose-gc')
      collect = runInNewContext('gc')
    }
    if (isCallable(collect)) collect()
  }
}

function isCallable(value: unknown): value is () => void {
  return typeof value === 'function'
}
