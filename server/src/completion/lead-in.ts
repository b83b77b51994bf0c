import type { CompletionEvent } from '../gateway/gateway.ts'
import { commentPrefix } from '../syntax/comment-prefix.ts'
import { linesOf, type Cursor } from './cursor.ts'
import { leadingMark, mayBecomeMark } from './polish/special-tokens.ts'

/**
 * The answer without what some models say before it: a mark of their format, a code fence, the path comment of the prompt,
 * and what stands left of and above the cursor already. Nothing is held back longer than it may become such a thing.
 */
export async function* withoutLeadIn(
  events: AsyncIterable<CompletionEvent>,
  cursor: Cursor,
): AsyncGenerator<CompletionEvent, void, void> {
  let held: string | null = ''
  for await (const event of events) {
    if (held === null) {
      yield event
      continue
    }
    if (event.type === 'completion-delta') held += event.text
    const isEnd = event.type === 'completion-end'
    const length: number | null = leadInLength(held, cursor, isEnd)
    if (length !== null) {
      const text = held.slice(length)
      held = null
      if (text !== '') yield { type: 'completion-delta', text }
    }
    if (isEnd) yield event
  }
}

/** How much of an answer's beginning is no part of it; null while more of it has to come to tell. */
export function leadInLength(text: string, cursor: Cursor, isEnd: boolean): number | null {
  let at = 0
  for (;;) {
    const rest = text.slice(at)
    if (rest === '' && !isEnd) return null
    let isUndecided = false
    let found = 0
    for (const kind of kinds) {
      const length = kind(rest, cursor)
      if (length === null) isUndecided = true
      else found = Math.max(found, length)
    }
    if (found === 0) return isUndecided && !isEnd ? null : at
    at += found
  }
}

/** How long such a beginning is; 0 for none, null if that cannot be told yet. */
type Kind = (text: string, cursor: Cursor) => number | null

const kinds: Kind[] = [mark, fence, talk, pathComment, linesAbove, typed]

function mark(text: string, { linePrefix }: Cursor): number | null {
  const length = leadingMark(text)
  if (length === 0) return text !== '' && mayBecomeMark(text) ? null : 0
  // On a line of its own nothing begins with a line break; elsewhere that is the answer's.
  const lineBreak = linePrefix.trim() === '' ? /^\r?\n/.exec(text.slice(length)) : null
  return length + (lineBreak?.[0].length ?? 0)
}

/** In Markdown a fence is text. */
function fence(text: string, { request }: Cursor): number | null {
  if (isProse(request.languageId)) return 0
  const opening = /^\s*```[\w+#.-]*[ \t]*\r?\n/.exec(text)
  if (opening) return opening[0].length
  return /^\s*(?:`{1,2}|```[\w+#.-]*[ \t]*\r?)?$/.test(text) && text !== '' ? null : 0
}

/** How chat models begin to speak. */
const openings = [
  'Sure,',
  'Sure!',
  'Certainly!',
  'Certainly,',
  'Of course',
  "Here's ",
  'Here is ',
  'Here are ',
  'Below is ',
  'The missing ',
  'The completed ',
]
/** After so many characters without a fence it was no talk. */
const longestTalk = 400

/** What chat models say before they open a fence. */
function talk(text: string, { request }: Cursor): number | null {
  const start = text.trimStart()
  if (isProse(request.languageId) || start === '') return 0
  if (openings.some(opening => opening.startsWith(start))) return null
  if (!openings.some(opening => start.startsWith(opening))) return 0
  const fenceStart = text.search(/^[ \t]*```/m)
  if (fenceStart >= 0) return fenceStart
  return text.length < longestTalk ? null : 0
}

function pathComment(text: string, { request }: Cursor): number | null {
  const mark = commentPrefix(request.languageId) ?? '//'
  const start = text.trimStart()
  const wanted = `${mark} Path: `
  if (start.length < wanted.length) return start !== '' && wanted.startsWith(start) ? null : 0
  if (!start.startsWith(wanted)) return 0
  const end = text.indexOf('\n', text.length - start.length)
  return end < 0 ? null : end + 1
}

/** Lines that stand above the cursor's own, said again on the way to it. */
function linesAbove(text: string, { before, linePrefix }: Cursor): number | null {
  const above = linesOf(before.slice(-2000)).slice(0, -1).filter(isFilled)
  const said = linesOf(text)
  const whole = said.slice(0, -1).filter(isFilled)
  const last = said.at(-1)?.trim() ?? ''
  for (let count = Math.min(mostLines, above.length); count > 0; count--) {
    const wanted = above.slice(-count).map(line => line.trim())
    // One short line, such as a closing bracket, may well follow upon itself.
    if (wanted.join('').length < (linePrefix.trim() === '' ? leastCharacters : 1)) continue
    const isSame = wanted.every((line, index) => {
      const mine = whole[index]?.trim()
      return mine === undefined ? index > whole.length || line.startsWith(last) : mine === line
    })
    if (!isSame) continue
    if (whole.length >= count)
      return text.slice(lengthOfLines(text, count)).trim() === '' ? null : lengthOfLines(text, count)
    if (text.trim() !== '') return null
  }
  return 0
}

const mostLines = 8
const leastCharacters = 4

/** What is typed on the cursor's line, said again. */
function typed(text: string, { linePrefix }: Cursor): number | null {
  const wanted = linePrefix.trimStart()
  const start = text.replace(/^[ \t]+/, '')
  if (wanted.trim().length < leastCharacters || start === '') return 0
  if (start.startsWith(wanted)) return text.length - start.length + wanted.length
  return wanted.startsWith(start) ? null : 0
}

/** Characters of so many lines that are not blank, with all blank lines before, between and after them. */
function lengthOfLines(text: string, count: number): number {
  let at = 0
  for (let seen = 0; ;) {
    const end = text.indexOf('\n', at) + 1
    if (end === 0) return at
    if (isFilled(text.slice(at, end)) && ++seen > count) return at
    at = end
  }
}

function isFilled(line: string): boolean {
  return line.trim() !== ''
}

function isProse(languageId: string): boolean {
  return /^(?:markdown|mdx|quarto|rmd|plaintext)$/.test(languageId)
}
