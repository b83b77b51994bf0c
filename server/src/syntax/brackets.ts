import { commentPrefix } from './comment-prefix.ts'

/** How deep a text goes: the depth at its end, and the lowest on the way, both counted from its beginning. */
export interface Depth {
  end: number
  lowest: number
}

/** Depth of brackets, without those in comments and strings as far as that can be told without parsing. */
export function depthOf(text: string, languageId: string): Depth {
  const depth = { end: 0, lowest: 0 }
  for (const bracket of bracketsIn(text, languageId)) {
    depth.end += '([{'.includes(bracket) ? 1 : -1
    depth.lowest = Math.min(depth.lowest, depth.end)
  }
  return depth
}

/** How many brackets that are open at a place are closed nowhere after it. */
export function unclosedAt(before: string, after: string, languageId: string): number {
  const open = depthOf(before, languageId)
  const closed = -depthOf(after, languageId).lowest
  // What is closed without having been opened belongs to text that is not seen.
  return Math.max(0, open.end - open.lowest - closed)
}

function bracketsIn(text: string, languageId: string): string[] {
  const tokens = text.match(tokensOf(languageId)) ?? []
  return tokens.filter(token => token.length === 1 && '()[]{}'.includes(token))
}

/** Languages in which single quotes stand around one character, or stand alone. */
const characterLanguages = new Set('c cpp csharp cuda-cpp go java kotlin objective-c rust scala swift zig'.split(' '))
const known = new Map<string, RegExp>()

/** What is to be passed over as a whole, and brackets. */
function tokensOf(languageId: string): RegExp {
  const tokens = known.get(languageId) ?? buildTokens(languageId)
  known.set(languageId, tokens)
  return tokens
}

function buildTokens(languageId: string): RegExp {
  const mark = commentPrefix(languageId)
  const comments = mark === null ? [] : [`${mark.replaceAll(/[%-]/g, '\\$&')}[^\\n]*`]
  const blocks = mark === '//' || languageId === 'css' ? ['/\\*[^]*?(?:\\*/|$)'] : []
  const triples = ['"""[^]*?(?:"""|$)', ...(languageId === 'python' ? ["'''[^]*?(?:'''|$)"] : [])]
  const double = '"(?:\\\\.|[^"\\\\\\n])*"?'
  const single = characterLanguages.has(languageId)
    ? "'(?:\\\\[^\\n']{1,8}|[^'\\\\\\n]|\\\\')'"
    : "'(?:\\\\.|[^'\\\\\\n])*'"
  return new RegExp(
    [...blocks, ...comments, ...triples, double, single, '`(?:\\\\.|[^`\\\\])*`', '[()[\\]{}]'].join('|'),
    'g',
  )
}
