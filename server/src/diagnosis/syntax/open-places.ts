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
  const history: { at: number; open: Open | null }[] = []
  let open: Open | null = null
  for (const { text: lexeme, start } of lexemesIn(text, languageId)) {
    if (lexeme.length > 1 || !'()[]{}'.includes(lexeme)) {
      if (isOpenString(lexeme)) strings.push({ quote: lexeme.charAt(0), start })
      continue
    }
    const bracket = { bracket: lexeme, start }
    if (closers[lexeme] !== undefined) open = { ...bracket, outer: open }
    else {
      const partner = partnerOf(bracket, open, text)
      if (partner) {
        unclosed.push(...listOf(open, partner))
        open = partner.outer
      } else stray.push(bracket)
    }
    history.push({ at: start, open })
  }
  unclosed.push(...listOf(open, null))

  return {
    unclosed,
    stray,
    strings,
    openAt(offset) {
      const last = history.findLast(({ at }) => at < offset)
      return listOf(last?.open ?? null, null)
    },
  }
}

/** Brackets that are open, the innermost first: most of each list is part of the next. */
interface Open extends Bracket {
  outer: Open | null
}

/** Deeper brackets are machine-made, or meant to fell whoever walks them. */
const deepest = 100

/** The brackets up to, and without, one that is further out; the innermost last. */
function listOf(open: Open | null, end: Open | null): Bracket[] {
  const list: Bracket[] = []
  for (let at = open; at && at !== end && list.length < deepest; at = at.outer)
    list.push({ bracket: at.bracket, start: at.start })
  return list.reverse()
}

/** The same text with blanks for its comments. */
export function withoutComments(text: string, languageId: string): string {
  let code = ''
  let at = 0
  for (const { text: lexeme, start } of lexemesIn(text, languageId)) {
    if (!comment.test(lexeme)) continue
    code += text.slice(at, start) + lexeme.replaceAll(/[^\r\n]/g, ' ')
    at = start + lexeme.length
  }
  return code + text.slice(at)
}

/** Where a comment of several lines begins that does not end; null where there is none. */
export function openComment(text: string, languageId: string): number | null {
  const last = lexemesIn(text, languageId).at(-1)
  return last?.text.startsWith('/*') && !/^\/\*[^]*\*\/$/.test(last.text) ? last.start : null
}

const comment = /^(?:\/[/*]|#|--)/

function partnerOf({ bracket, start }: Bracket, open: Open | null, text: string): Open | null {
  const nearest = outwards(open, at => closers[at.bracket] === bracket)
  if (!nearest || bracket !== '}' || !isFirstOfLine(text, start)) return nearest
  const indentation = indentationOf(text, start)
  if (indentationOf(text, nearest.start) <= indentation) return nearest
  // It stands further to the left than what it would close: perhaps it closes what is further out.
  const outer = outwards(
    nearest,
    at => closers[at.bracket] === bracket && indentationOf(text, at.start) === indentation,
  )
  return outer ?? nearest
}

function outwards(open: Open | null, isWanted: (at: Open) => boolean): Open | null {
  let at = open
  for (let depth = 0; at && depth < deepest; depth++) {
    if (isWanted(at)) return at
    at = at.outer
  }
  return null
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
