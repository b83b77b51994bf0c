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

/** Brackets around a place that have no partner. */
export interface Unpaired {
  /** Open before the place and closed nowhere after it. */
  open: number
  /** Closed after the place and opened nowhere before it. */
  closed: number
}

/** Compares what is open before a place with what is closed after it, from the innermost block outwards. */
export function unpairedAt(before: string, after: string, languageId: string): Unpaired {
  const open = match(bracketsIn(before, languageId)).open.reverse()
  const { closed } = match(bracketsIn(after, languageId))
  let pairs = 0
  while (pairs < open.length && pairs < closed.length && partners[closed[pairs] ?? ''] === open[pairs]) pairs++
  return { open: open.length - pairs, closed: closed.length - pairs }
}

/** Whether a text ends inside a comment of several lines, or inside a string that may have several. */
export function endsInText(text: string, languageId: string): boolean {
  const last = [...text.matchAll(tokensOf(languageId))].at(-1)
  if (!last || last.index + last[0].length < text.length) return false
  const [token] = last
  const end = token.startsWith('/*') ? '*/' : /^(?:"""|'''|`)/.exec(token)?.[0]
  return end !== undefined && !(token.length >= 2 * end.length && token.endsWith(end))
}

/** The brackets that would close what a text opens and leaves open, the innermost first. */
export function closersOf(text: string, languageId: string): string {
  return closing(match(bracketsIn(text, languageId)).open)
}

/** The same for what is open at a place and closed nowhere after it. */
export function closersAt(before: string, after: string, languageId: string): string {
  const { open } = match(bracketsIn(before, languageId))
  const { closed } = match(bracketsIn(after, languageId))
  return closing(open.slice(0, Math.max(0, open.length - closed.length)))
}

function closing(open: readonly string[]): string {
  return open
    .map(bracket => closers[bracket] ?? '')
    .reverse()
    .join('')
}

const closers: Record<string, string> = { '(': ')', '[': ']', '{': '}' }
const partners: Record<string, string> = { ')': '(', ']': '[', '}': '{' }

/** Brackets without a partner among these. One that fits nothing, as in a pattern, does not disturb the others. */
function match(brackets: string[]): { open: string[]; closed: string[] } {
  const open: string[] = []
  const closed: string[] = []
  for (const bracket of brackets) {
    const partner = partners[bracket]
    if (partner === undefined) open.push(bracket)
    else if (open.includes(partner)) open.length = open.lastIndexOf(partner)
    else if (open.length === 0) closed.push(bracket)
  }
  return { open, closed }
}

function bracketsIn(text: string, languageId: string): string[] {
  const tokens = text.match(tokensOf(languageId)) ?? []
  return tokens.filter(token => token.length === 1 && '()[]{}'.includes(token))
}

/** Brackets, strings and comments of a text in their order, as far as they can be told without parsing. */
export function lexemesIn(text: string, languageId: string): { text: string; start: number }[] {
  return Array.from(text.matchAll(tokensOf(languageId)), ({ 0: lexeme, index }) => ({ text: lexeme, start: index }))
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
  const isShell = languageId === 'shellscript'
  const comments =
    mark === null ? [] : [`${isShell ? '(?<![^\\s;&|(])' : ''}${mark.replaceAll(/[%-]/g, '\\$&')}[^\\n]*`]
  // What stands before the bracket that ends a case of the shell's is no bracket's content.
  const cases = isShell ? ['(?:^|(?<=\\n))[ \\t]*[\\w*?.|"\'/+-]+\\)'] : []
  const blocks = mark === '//' || languageId === 'css' ? ['/\\*[^]*?(?:\\*/|$)'] : []
  const triples = ['"""[^]*?(?:"""|$)', ...(languageId === 'python' ? ["'''[^]*?(?:'''|$)"] : [])]
  const double = '"(?:\\\\.|[^"\\\\\\n])*"?'
  const single = characterLanguages.has(languageId)
    ? "'(?:\\\\[^\\n']{1,8}|[^'\\\\\\n]|\\\\')'"
    : "'(?:\\\\.|[^'\\\\\\n])*'"
  return new RegExp(
    [...cases, ...blocks, ...comments, ...triples, double, single, '`(?:\\\\.|[^`\\\\])*`?', '[()[\\]{}]'].join('|'),
    'g',
  )
}
