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
  const ascii = withAsciiClasses(source)
  const flags = /^\(\?([a-z]*i[a-z]*)\)/.exec(ascii)
  if (flags === null) return ascii
  // The library looks for every spelling of the first letters, which takes longer to prepare than what it spares in texts as short as those.
  const rest = ascii.slice(flags[0].length)
  const folding = /\[\^|\\[WSDBPp]|[^\0-\x7f]/.test(rest) ? flags[1] : `${flags[1]}-u`
  return `\\A[\\x00-\\x7f]*?(?:(?${folding})${rest})`
}

function withAsciiClasses(source: string): string {
  const open: string[] = []
  const anyOne = anyOneIn(source)
  return source.replaceAll(/\\.|\[\^\]?|\[\]?|[\].]/gs, token => {
    if (token.startsWith('[')) {
      const isNegated = token.startsWith('[^')
      open.push(isNegated ? ']&&\\x00-\\x7f]' : ']')
      return isNegated ? `[${token}` : token
    }
    if (token === ']') return open.pop() ?? token
    if (token === '.') return open.length > 0 ? token : anyOne
    if (token === '\\b') return open.length > 0 ? token : '(?-u:\\b)'
    const name = token.slice(1)
    if (!Object.hasOwn(classes, name)) return token
    const ranges = classes[name] ?? ''
    return open.length > 0 ? ranges : `[${ranges}]`
  })
}

/** What a point means: line breaks too where a flag at the beginning says so. Flags elsewhere leave it as it is. */
function anyOneIn(source: string): string {
  const flags = /^\(\?([a-z]+)\)/.exec(source)
  const rest = source.slice(flags?.[0].length ?? 0)
  if (/\(\?[a-z]*-?[a-z]*s/.test(rest) || flags?.[1]?.includes('R') === true) return '.'
  return flags?.[1]?.includes('s') === true ? '[\\x00-\\x7f]' : '[\\x00-\\x09\\x0b-\\x7f]'
}

/** Whether a text is all ASCII. */
export function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text)
}
