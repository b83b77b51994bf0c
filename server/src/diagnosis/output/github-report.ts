import type { Severity } from '../../config.ts'
import { countingFindings, type Report } from './report.ts'
import { summary } from './text-report.ts'

const commands: Record<Severity, string> = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' }

/** Workflow commands of GitHub Actions: annotations at the lines of a change. */
export function githubReport(report: Report): string {
  const lines = countingFindings(report).map(({ path, range: { start, end }, severity, message, rule }) => {
    const isOneLine = start.line === end.line
    const properties = [
      ['file', path],
      ['line', start.line + 1],
      ['endLine', end.line + 1],
      // Columns are for annotations in one line.
      ...(isOneLine ? [['col', start.character + 1]] : []),
      ...(isOneLine ? [['endColumn', Math.max(end.character, start.character + 1)]] : []),
      ['title', report.catalog.get(rule)?.title ?? rule],
    ]
    const written = properties.map(([name = '', value = '']) => `${name}=${escapedProperty(String(value))}`)
    return `::${commands[severity]} ${written.join(',')}::${escaped(`${message} [${rule}]`)}\n`
  })
  // Text from a repository must not begin a command of its own.
  return `${lines.join('')}${summary(report).replaceAll('::', ': :')}\n`
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
