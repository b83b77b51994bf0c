import { isMatcher } from './patterns.ts'

/** What the classes of all of Unicode are among ASCII: they compile in a hundredth of the time. */
const classes: Record<string, string> = { w: '0-9A-Za-z_', d: '0-9', s: '\\t-\\r\\x20' }

/**
 * A matcher that finds the same in texts that are all ASCII, made of regular expressions that compile fast: the library
 * compiles them anew for every file, which for `\w` of all of Unicode takes longer than reading the file.
 */
export function forAscii(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forAscii)
  if (!isMatcher(value)) return value
  const changed: Record<string, unknown> = {}
  for (const [key, part] of Object.entries(value))
    changed[key] = key === 'regex' && typeof part === 'string' ? asciiRegex(part) : forAscii(part)
  return changed
}

/** The same regular expression of Rust's syntax, as far as ASCII goes. */
export function asciiRegex(source: string): string {
  let depth = 0
  return source.replaceAll(/\\.|[[\]]/gs, token => {
    if (token === '[') depth++
    else if (token === ']') depth = Math.max(0, depth - 1)
    else if (token === '\\b') return depth > 0 ? token : '(?-u:\\b)'
    else if (Object.hasOwn(classes, token.slice(1))) {
      const ranges = classes[token.slice(1)] ?? ''
      return depth > 0 ? ranges : `[${ranges}]`
    }
    return token
  })
}

/** Whether a text is all ASCII. */
export function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text)
}
