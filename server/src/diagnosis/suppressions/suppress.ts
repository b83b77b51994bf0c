import { commentPrefix } from '../../syntax/comment-prefix.ts'
import { applyFix } from '../fixes/apply-fix.ts'
import type { Finding, Position, TextEdit } from '../finding.ts'
import type { SourceText } from '../subject.ts'
import type { Diagnosers } from '../workers/diagnosers.ts'

/** What a comment is to say: that a rule's findings on a line, or in the whole file, are not wanted. */
export interface SuppressionWish {
  rule: string
  /** From 0; null for the whole file. */
  line: number | null
}

/** A comment that says so, or what is to be added to one that is there. */
export interface SuppressionComment {
  at: Position
  /** Up to where the reason stands. */
  before: string
  /** Null where it joins a comment that has its reason. */
  after: string | null
}

/** Languages that have block comments only. */
const blocks: Record<string, [string, string]> = {
  css: ['/*', '*/'],
  html: ['<!--', '-->'],
  xml: ['<!--', '-->'],
  markdown: ['<!--', '-->'],
  vue: ['<!--', '-->'],
}
const jsx = new Set(['javascript', 'javascriptreact', 'typescriptreact'])

/**
 * The comments after which a rule's findings are not wanted any more, as far as the lines alone tell: the one that people would write comes
 * first. None where nobody knows how comments are written.
 */
export function suppressionComments(
  { text, languageId }: Pick<SourceText, 'text' | 'languageId'>,
  { rule, line }: SuppressionWish,
): SuppressionComment[] {
  const [open, close] = blocks[languageId] ?? [commentPrefix(languageId), '']
  if (open === null) return []
  const lines = text.split(/\r?\n/)
  const known = knownList(lines, line)
  if (known) return [{ at: known, before: `, ${rule}`, after: null }]
  const at = line ?? (/^(?:#!|<\?|<!DOCTYPE)/i.test(lines[0] ?? '') ? 1 : 0)
  const content = lines[at] ?? ''
  const indent = line === null ? '' : (/^\s*/.exec(content)?.[0] ?? '')
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n'
  const mark = `${line === null ? 'wayline-ignore-file' : 'wayline-ignore'}[${rule}]`
  const end = close === '' ? '' : ` ${close}`
  const start = { line: at, character: 0 }
  const own = { at: start, before: `${indent}${open} ${mark}`, after: `${end}${lineBreak}` }
  if (line === null) return [own]
  const goesOn = (index: number): boolean => lines[index]?.endsWith('\\') ?? false
  return [
    // Between a line and the one that it goes on in there is no comment.
    ...(goesOn(at - 1) ? [] : [own]),
    ...(jsx.has(languageId) ? [{ at: start, before: `${indent}{/* ${mark}`, after: ` */}${lineBreak}` }] : []),
    ...(goesOn(at) ? [] : [{ at: { line: at, character: content.length }, before: `  ${open} ${mark}`, after: end }]),
  ]
}

/** The edit that writes a comment, with a reason or without. */
export function suppressionEdit({ at, before, after }: SuppressionComment, reason: string): TextEdit {
  const text = after === null || reason === '' ? before : `${before} ${reason}`
  return { range: { start: at, end: at }, newText: `${text}${after ?? ''}` }
}

/**
 * The first comment that does what it says: in a string, for example, it would be text like any other. `countErrors` and `suppress` are those
 * of a diagnosing process. Null where there is none.
 */
export async function suppressionThatHolds(
  source: SourceText,
  finding: Finding,
  wish: SuppressionWish,
  { countErrors, suppress }: Pick<Diagnosers, 'countErrors' | 'suppress'>,
): Promise<SuppressionComment | null> {
  const comments = suppressionComments(source, wish)
  const errors = comments.length > 0 ? await countErrors(source) : 0
  for (const comment of comments) {
    const edit = suppressionEdit(comment, 'tried')
    const text = applyFix(source.text, { title: '', edits: [edit] })
    if (text === null) continue
    const tried = { ...source, text }
    const [marked] = await suppress(tried, [movedBy(finding, edit.newText.split('\n').length - 1)])
    if (marked?.suppressed !== undefined && ((await countErrors(tried)) ?? 0) <= (errors ?? 0)) return comment
  }
  return null
}

function movedBy(finding: Finding, lines: number): Finding {
  const { start, end } = finding.range
  const moved = (place: Position): Position => ({ ...place, line: place.line + lines })
  return { ...finding, range: { start: moved(start), end: moved(end) } }
}

/** The end of the list of a suppression that is about the same line, or the file. */
function knownList(lines: readonly string[], line: number | null): Position | null {
  const word = line === null ? 'wayline-ignore-file[' : 'wayline-ignore['
  const candidates = line === null ? [...lines.slice(0, 20).keys()] : [line, line - 1]
  for (const at of candidates) {
    const content = lines[at] ?? ''
    const start = content.indexOf(word)
    const end = start < 0 ? -1 : content.indexOf(']', start)
    // On the line before, one that follows code is about that code.
    const isOwnLine = line === null || at === line || /^\W*$/.test(content.slice(0, start))
    if (end >= 0 && isOwnLine) return { line: at, character: end }
  }
  return null
}
