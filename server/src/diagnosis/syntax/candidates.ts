import type { GrammarName } from '../../syntax/grammars.ts'
import type { TreeError } from './errors-in-tree.ts'
import { closers, indentationOf, type Bracket, type OpenPlaces } from './open-places.ts'
import { deletion, insertion, type Repair } from './repair.ts'
import { statementEnd } from './trust.ts'
import { unendedBlocks } from './word-blocks.ts'

export interface Faulty {
  /** Without comments, which nothing depends on. */
  text: string
  grammar: GrammarName
  error: TreeError
  places: OpenPlaces
  lineOf: (offset: number) => number
}

/** What may put an error right, the likeliest first. Each is to be tried. */
export function repairsFor(faulty: Faulty): Repair[] {
  // Indentation tells better where that belongs.
  const isEndOfBlock = faulty.error.missing !== null && /^(?:\}|end|fi|done|esac)$/.test(faulty.error.missing)
  const all = [
    ...endOfStrings(faulty),
    ...(isEndOfBlock ? [] : missingToken(faulty)),
    ...wrongBrackets(faulty),
    ...strayBrackets(faulty),
    ...endOfBrackets(faulty),
    ...endOfBlocks(faulty),
    ...(isEndOfBlock ? missingToken(faulty) : []),
    ...separators(faulty),
    ...superfluous(faulty),
  ]
  const seen = new Set<string>()
  return all.filter(({ start, end, newText }) => {
    const key = `${start} ${end} ${newText}`
    return seen.has(key) ? false : seen.add(key)
  })
}

/** Where the last thing before an offset ends. */
export function endBefore(text: string, offset: number): number {
  return text.slice(0, offset).trimEnd().length
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return text.slice(0, end < 0 ? text.length : end).trimEnd().length
}

function missingToken({ text, grammar, error: { missing, start }, places, lineOf }: Faulty): Repair[] {
  if (missing === null || !isToken(missing)) return []
  const at = endBefore(text, start)
  const opener = places.openAt(start).findLast(({ bracket }) => closers[bracket] === missing)
  const isWord = /^\w+$/.test(missing)
  if (isWord && grammar !== 'ruby' && grammar !== 'lua' && grammar !== 'bash') return []
  const message = opener ? closing(opener, lineOf) : `Expected \`${missing}\`.`
  const repair = insertion(at, isWord ? ` ${missing}` : missing, {
    message,
    isSeen: opener
      ? isIn(places.unclosed, opener)
      : missing === ';' && isEndOfStatement(text, at, places) && !mayBeMacroCall(text, at, grammar),
    ...(opener && { opener: spanOf(opener) }),
  })
  return [repair]
}

/** In C a call that nothing is done with may be a macro, which brings its own end. */
function mayBeMacroCall(text: string, at: number, grammar: GrammarName): boolean {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at)
  return (grammar === 'c' || grammar === 'cpp') && line.endsWith(')') && !/^\s*return\b|[^=!<>]=[^=]/.test(line)
}

/** Whether nothing goes on at an offset: the line ends, and no bracket but that of a block is open. */
function isEndOfStatement(text: string, at: number, places: OpenPlaces): boolean {
  const open = places.openAt(at).at(-1)
  return at === lineEnd(text, at) && (!open || open.bracket === '{')
}

/** Punctuation, and words of the language; what stands for something else has a name with `_`, or says what it is. */
function isToken(type: string): boolean {
  return /^[^\w\s]{1,3}$/.test(type) || /^(?:end|fi|done|esac|then|do|in)$/.test(type)
}

function closing({ bracket, start }: Bracket, lineOf: Faulty['lineOf']): string {
  return `Expected \`${closers[bracket] ?? ''}\`, to close the \`${bracket}\` of line ${lineOf(start) + 1}.`
}

function isIn(brackets: readonly Bracket[], { start }: Bracket): boolean {
  return brackets.some(bracket => bracket.start === start)
}

function spanOf({ bracket, start }: Bracket): { start: number; end: number } {
  return { start, end: start + bracket.length }
}

function endOfBrackets({ text, grammar, error, places, lineOf }: Faulty): Repair[] {
  const open = [
    ...places.unclosed.filter(({ bracket }) => bracket !== '{'),
    ...places.openAt(error.start).slice(-3).reverse(),
  ]
  return open.slice(0, 8).flatMap(bracket => {
    const closer = closers[bracket.bracket] ?? ''
    const isUnclosed = isIn(places.unclosed, bracket)
    const line = placesOnLine(text, bracket.start, grammar)
    const near = [endBefore(text, error.start), endBefore(text, error.end), ...placesOnLine(text, error.start, grammar)]
    // What goes on behind it seldom goes on below; a bracket at the end of a line begins several.
    const goesOn = lineEnd(text, bracket.start) > bracket.start + 1
    const ends = goesOn ? [...line, ...near] : [...near, ...line]
    return [...new Set(ends)]
      .filter(at => at > bracket.start)
      .map(at =>
        insertion(at, closer, { message: closing(bracket, lineOf), opener: spanOf(bracket), isSeen: isUnclosed }),
      )
  })
}

/** Where on a line a bracket may have been forgotten: at its end, or before what ends or begins something there. */
function placesOnLine(text: string, offset: number, grammar: GrammarName): number[] {
  const end = lineEnd(text, offset)
  const line = text.slice(offset, end)
  const marks = grammar === 'python' ? /\s*:$/ : /\s*(?:(?:=\s*)?\{|;|,|=>|->|\bdo|\bthen|\))\s*$/
  const mark = marks.exec(line)
  return mark ? [offset + mark.index, end] : [end]
}

/** One that closes what another kind of bracket has opened. */
function wrongBrackets({ places, lineOf }: Faulty): Repair[] {
  return places.stray.slice(0, 3).flatMap(({ bracket, start }) => {
    const opener = places.openAt(start).at(-1)
    const closer = closers[opener?.bracket ?? '']
    if (!opener || closer === undefined) return []
    const message = `${closing(opener, lineOf).slice(0, -1)}, instead of \`${bracket}\`.`
    const span = { start, end: start + 1 }
    const title = `Replace \`${bracket}\` by \`${closer}\``
    return [{ ...span, newText: closer, message, title, at: span, opener: spanOf(opener), isSeen: true }]
  })
}

function strayBrackets({ places, error }: Faulty): Repair[] {
  return [...places.stray]
    .sort((one, other) => Math.abs(one.start - error.start) - Math.abs(other.start - error.start))
    .slice(0, 3)
    .map(({ bracket, start }) =>
      deletion(start, start + 1, bracket, `Nothing is open that this \`${bracket}\` could close.`, true),
    )
}

function endOfBlocks({ text, grammar, error, places, lineOf }: Faulty): Repair[] {
  const lonely = new Set(places.unclosed.map(({ start }) => start))
  return unendedBlocks(text, grammar, error.start).map(({ opener, start, closer, before, indentation }) => {
    const at = endBefore(text, before)
    const lineBreak = text.includes('\r\n') ? '\r\n' : '\n'
    const message = `Expected \`${closer}\`, to ${opener === '{' ? 'close' : 'end'} the \`${opener}\` of line ${lineOf(start) + 1}.`
    return insertion(at, `${lineBreak}${indentation}${closer}`, {
      message,
      opener: { start, end: start + opener.length },
      isSeen: lonely.has(start) || opener !== '{',
    })
  })
}

function endOfStrings({ text, error, places, lineOf }: Faulty): Repair[] {
  const line = lineOf(error.start)
  return places.strings
    .filter(({ start }) => Math.abs(lineOf(start) - line) <= 1 || start < error.end)
    .slice(0, 4)
    .flatMap(({ quote, start }) => {
      const end = lineEnd(text, start)
      const tail = /[;,)\]}:\s]*$/.exec(text.slice(start + 1, end))?.[0] ?? ''
      // The longest tail first: what ends the statement is seldom part of the string.
      const ends = Array.from({ length: tail.length }, (_, at) => end - tail.length + at)
      return [...ends, end].map(at => ({
        ...insertion(at, quote, { message: 'This string does not end.', isSeen: true }),
        at: { start, end },
      }))
    })
}

function separators({ text, grammar, error, places }: Faulty): Repair[] {
  const at = endBefore(text, error.start)
  const lineStart = text.lastIndexOf('\n', error.start - 1) + 1
  const ends = [...new Set([at, endBefore(text, error.end), endBefore(text, lineStart), lineEnd(text, error.start)])]
  const open = places.openAt(error.start).at(-1)
  const mark = statementEnd[grammar]
  return ends.flatMap(place => {
    const isEnd = isEndOfStatement(text, place, places)
    const isBelowEqual = grammar === 'c_sharp' && isEnd && isAtSameLevel(text, place)
    return [
      ...(mark !== undefined && isEnd
        ? [insertion(place, mark, { message: `Expected \`${mark}\`.`, isSeen: isBelowEqual })]
        : []),
      ...headerEnd(text, grammar, place),
      ...(open && isBetweenElements(text, place, open.bracket)
        ? [insertion(place, ',', { message: 'Expected `,`.' })]
        : []),
    ]
  })
}

/** Elements of a list; in braces only what has a name, for there may be statements in them. */
function isBetweenElements(text: string, place: number, bracket: string): boolean {
  return bracket !== '{' || /^\s*["']?[\w-]+["']?\s*(?::|=>)(?!:)/.test(text.slice(place, place + 100))
}

/** Whether the next line begins where this one does, or ends the block. */
function isAtSameLevel(text: string, end: number): boolean {
  const next = text.length - text.slice(end).trimStart().length
  const level = indentationOf(text, next)
  return level === indentationOf(text, end) || (text[next] === '}' && level < indentationOf(text, end))
}

/** What stands between the head of a statement and its block. */
function headerEnd(text: string, grammar: GrammarName, place: number): Repair[] {
  if (place !== lineEnd(text, place)) return []
  const line = text.slice(text.lastIndexOf('\n', place - 1) + 1, place)
  if (grammar === 'python')
    return pythonHeader.test(line) ? [insertion(place, ':', { message: 'Expected `:`, to begin the block.' })] : []
  const [, word] =
    (grammar === 'lua' || grammar === 'bash' ? /^\s*(if|elseif|elif|while|until|for)\b/.exec(line) : null) ?? []
  if (word === undefined || /\b(?:then|do)\s*$/.test(line)) return []
  const begin = /if$/.test(word) || word === 'elseif' ? 'then' : 'do'
  const message = `Expected \`${begin}\`, to begin the block.`
  return [insertion(place, grammar === 'bash' ? `; ${begin}` : ` ${begin}`, { message })]
}

const pythonHeader = /^\s*(?:async\s+)?(?:if|elif|else|for|while|def|class|try|except|finally|with|match|case)\b/

/** A mark too many, or the same word twice. */
function superfluous({ text, error }: Faulty): Repair[] {
  const found = text.slice(error.start, error.end)
  const start = endBefore(text, error.start)
  const word = found.trim()
  const isTwice = text.slice(Math.max(0, start - word.length), start) === word
  if (word === '' || (!/^[,;:.]{1,2}$/.test(word) && !isTwice)) return []
  return [deletion(error.start, error.end, word, `Unexpected \`${word}\`.`, false)]
}
