import { features, type Exercised } from './feature.ts'

/** What has been exercised, as a Markdown table: an editor each line, a feature each column. */
export function featuresTable(exercised: Exercised[]): string {
  const editors = [...new Set(exercised.map(({ editor }) => editor))].sort((one, other) => one.localeCompare(other))
  const isExercised = (editor: string, feature: string): boolean =>
    exercised.some(one => one.editor === editor && one.feature === feature)
  const rows = editors.map(editor => [editor, ...features.map(name => (isExercised(editor, name) ? 'yes' : '–'))])
  return aligned(['editor', ...features], rows)
}

function aligned(head: string[], rows: string[][]): string {
  const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map(row => row[column]?.length ?? 0)))
  const line = (cells: string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map(width => '-'.repeat(width))), ...rows.map(line)].join('\n')
}

/** A document with the table in place of what stands between its marks. Throws where it has none. */
export function withTable(document: string, table: string): string {
  const marked = /(<!-- editors:start -->)[\s\S]*(<!-- editors:end -->)/
  if (!marked.test(document)) throw new Error('The document has no place for the table of editors.')
  return document.replace(marked, (_, start: string, end: string) => `${start}\n\n${table}\n\n${end}`)
}
