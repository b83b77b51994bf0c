import { indentOf, linesOf, terminatorOf, type Cursor } from '../cursor.ts'
import type { Filter } from './suggestion.ts'

/** Keeps to the document: its tabs or spaces, its line ends, and no second indentation where the line has one already. */
export const indentation: Filter = (suggestion, { cursor }) => {
  const own = cursor.linePrefix.trim() === '' ? withoutDouble(suggestion.text, cursor.linePrefix) : suggestion.text
  const [first = '', ...lines] = linesOf(own)
  if (lines.length === 0) return { ...suggestion, text: own }
  const style = styleOf(cursor)
  return { ...suggestion, text: [first, ...lines.map(line => reindent(line, style))].join(terminatorOf(cursor)) }
}

/** Models often begin with the indentation that the user has typed already. */
function withoutDouble(text: string, indent: string): string {
  if (indent === '') return text
  const first = indentOf(text)
  return first === '' || text.startsWith('\n')
    ? text
    : text.slice(first.startsWith(indent) ? indent.length : first.length)
}

const nearLines = 5

interface Style {
  hasTabs: boolean
  width: number
}

/** Null where the document does not tell. The lines nearest to the cursor are the code; further up are texts in comments. */
function styleOf({ before, linePrefix }: Cursor): Style | null {
  const indents = linesOf(before.slice(-8000) + linePrefix)
    .map(indentOf)
    .filter(indent => indent !== '')
  const near = indents.slice(-nearLines)
  if (near.length === 0) return null
  const tabs = near.filter(indent => indent.startsWith('\t')).length
  const widths = indents.filter(indent => indent.startsWith(' ')).map(indent => indent.length)
  return { hasTabs: tabs * 2 > near.length, width: widths.length > 0 ? Math.min(...widths.filter(isStep), 8) : 4 }
}

/** One space is alignment of a comment, not a step. */
function isStep(width: number): boolean {
  return width > 1
}

function reindent(line: string, style: Style | null): string {
  const indent = indentOf(line)
  if (!style || indent === '') return line
  const content = line.slice(indent.length)
  if (style.hasTabs && indent.includes(' ')) {
    // Models think in steps of four, or of two when two is all they begin with.
    const spaces = indent.replaceAll('\t', '    ').length
    return '\t'.repeat(Math.max(1, Math.round(spaces / (spaces % 4 === 0 ? 4 : 2)))) + content
  }
  if (!style.hasTabs && indent.includes('\t')) return indent.replaceAll('\t', ' '.repeat(style.width)) + content
  return line
}
