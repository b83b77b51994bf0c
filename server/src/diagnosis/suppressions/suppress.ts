import { commentPrefix } from '../../syntax/comment-prefix.ts'
import type { TextEdit } from '../finding.ts'
import type { SourceText } from '../subject.ts'

/** Languages that have block comments only. */
const blocks: Record<string, [string, string]> = {
  css: ['/*', '*/'],
  html: ['<!--', '-->'],
  xml: ['<!--', '-->'],
  markdown: ['<!--', '-->'],
  vue: ['<!--', '-->'],
}

/**
 * The edit after which a rule's findings on a line, or in the whole file, are not wanted any more: in a comment that is there already, or
 * a new one before the line. Null where nobody knows how comments are written. `reason` is what the comment says.
 */
export function suppressionEdit(
  { text, languageId }: Pick<SourceText, 'text' | 'languageId'>,
  { rule, line }: { rule: string; line: number | null },
  reason: string,
): TextEdit | null {
  const [open, close] = blocks[languageId] ?? [commentPrefix(languageId), '']
  if (open === null) return null
  const lines = text.split(/\r?\n/)
  const known = knownList(lines, line)
  if (known) return { range: { start: known, end: known }, newText: `, ${rule}` }
  const at = line ?? (/^(?:#!|<\?|<!DOCTYPE)/i.test(lines[0] ?? '') ? 1 : 0)
  const indent = line === null ? '' : (/^\s*/.exec(lines[at] ?? '')?.[0] ?? '')
  const word = line === null ? 'wayline-ignore-file' : 'wayline-ignore'
  const comment = [open, `${word}[${rule}]`, reason, close].filter(part => part !== '').join(' ')
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n'
  const start = { line: at, character: 0 }
  return { range: { start, end: start }, newText: `${indent}${comment}${lineBreak}` }
}

/** The end of the list of a suppression that is about the same line, or the file. */
function knownList(lines: readonly string[], line: number | null): { line: number; character: number } | null {
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
