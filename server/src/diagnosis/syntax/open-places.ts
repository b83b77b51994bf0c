import { lexemesIn } from '../../syntax/brackets.ts'

/** A bracket in a text. */
export interface Bracket {
  bracket: string
  start: number
}

/** What of a text's brackets and strings has no partner. */
export interface OpenPlaces {
  /** Opened and never closed. */
  unclosed: Bracket[]
  /** Closed without having been opened, or in place of another. */
  stray: Bracket[]
  /** The beginning of a string that does not end on its line. */
  strings: { quote: string; start: number }[]
  /** Open at an offset, the innermost last. */
  openAt: (offset: number) => Bracket[]
}

export const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/**
 * Pairs the brackets of a text. Where they do not match, indentation tells which of them is the lonely one: the end of a
 * block stands as far to the right as the line that began it.
 */
export function openPlaces(text: string, languageId: string): OpenPlaces {
  const unclosed: Bracket[] = []
  const stray: Bracket[] = []
  const strings: OpenPlaces['strings'] = []
  const history: { at: number; open: readonly Bracket[] }[] = []
  let open: Bracket[] = []
  for (const { text: lexeme, start } of lexemesIn(text, languageId)) {
    if (lexeme.length > 1 || !'()[]{}'.includes(lexeme)) {
      if (isOpenString(lexeme)) strings.push({ quote: lexeme.charAt(0), start })
      continue
    }
    if (closers[lexeme] !== undefined) open = [...open.slice(-deepest), { bracket: lexeme, start }]
    else open = close({ bracket: lexeme, start }, open)
    history.push({ at: start, open })
  }
  unclosed.push(...open)

  function close(closer: Bracket, before: readonly Bracket[]): Bracket[] {
    const partner = partnerOf(closer, before, text)
    if (partner < 0) {
      stray.push(closer)
      return [...before]
    }
    unclosed.push(...before.slice(partner + 1))
    return before.slice(0, partner)
  }

  return {
    unclosed,
    stray,
    strings,
    openAt(offset) {
      const next = history.findIndex(({ at }) => at >= offset)
      return [...(history.at(next < 0 ? -1 : next - 1 < 0 ? history.length : next - 1)?.open ?? [])]
    },
  }
}

/** Deeper brackets are machine-made: what is further out is forgotten, so that keeping the state at each costs little. */
const deepest = 200

function partnerOf({ bracket, start }: Bracket, open: readonly Bracket[], text: string): number {
  const fitting = [...open.keys()].filter(at => closers[open[at]?.bracket ?? ''] === bracket)
  const nearest = fitting.at(-1) ?? -1
  const indentation = indentationOf(text, start)
  if (bracket !== '}' || !isFirstOfLine(text, start)) return nearest
  const innermost = open[nearest]
  if (!innermost || indentationOf(text, innermost.start) <= indentation) return nearest
  // It stands further to the left than what it would close: perhaps it closes what is further out.
  return fitting.findLast(at => indentationOf(text, open[at]?.start ?? 0) === indentation) ?? nearest
}

/** In some languages it may go on over the end of its line: what is done about it is tried all the same. */
function isOpenString(lexeme: string): boolean {
  const quote = lexeme.charAt(0)
  if (quote !== '"' && quote !== "'") return false
  if (lexeme.startsWith('"""') || lexeme.startsWith("'''")) return false
  return lexeme.length < 2 || !lexeme.endsWith(quote)
}

export function indentationOf(text: string, offset: number): number {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  let at = lineStart
  while (text[at] === ' ' || text[at] === '\t') at++
  return at - lineStart
}

function isFirstOfLine(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === ''
}
