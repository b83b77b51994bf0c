import { relativePath, type Report, type ReportedFinding } from '../report.ts'
import { grouped } from './charts.ts'
import { escapedHtml } from './escaped-html.ts'
import { phrase } from './page-words.ts'

/** Findings that the page lists; a page with more would be slow to open. */
export const mostShown = 5000

/** Every finding, by file: what it says at once, its code, path and explanation when it is opened. */
export function findingsByFile(findings: readonly ReportedFinding[], report: Report): string {
  const sections = [...grouped(findings.slice(0, mostShown), ({ path }) => path)].map(
    ([path, of]) =>
      `<section class="file"><h3>${escapedHtml(path)}<span class="quiet">${of.length}</span></h3>\n${of.map(finding => entry(finding, report)).join('\n')}\n</section>`,
  )
  return `<div id="findings">${sections.join('\n')}</div>`
}

function entry(finding: ReportedFinding, report: Report): string {
  const { rule, severity, message, range, path, fixes } = finding
  const info = report.catalog.get(rule)
  const searched = `${message} ${rule} ${path}`.toLowerCase()
  const weaknesses = [...(info?.cwe.map(number => `CWE-${number}`) ?? []), ...(info?.owasp ?? [])].join(' · ')
  const fix = fixes[0]
  return `<details class="finding ${severity}" data-severity="${severity}" data-rule="${escapedHtml(rule)}" data-path="${escapedHtml(path)}" data-text="${escapedHtml(searched)}">
<summary><span class="badge">${phrase(severity)}</span> <code>${range.start.line + 1}:${range.start.character + 1}</code> ${withCode(message)} <span class="quiet">${escapedHtml(rule)}${weaknesses ? ` · ${escapedHtml(weaknesses)}` : ''}</span></summary>
${code(finding)}
${stepList(finding, report)}
${info ? `<p>${withCode(info.explanation)}</p>` : ''}
${fix ? `<p>${phrase('fix')} ${escapedHtml(fix.title)} (<code>${phrase('apply')}</code>)</p>` : ''}
</details>`
}

function code({ excerpt: { firstLine, lines }, range: { start, end } }: ReportedFinding): string {
  const width = String(firstLine + lines.length).length
  const shown = lines.map((line, index) => {
    const number = firstLine + index
    const isOwn = number >= start.line && number <= end.line
    const text = `${String(number + 1).padStart(width)}  ${escapedHtml(line)}`
    return `<span class="row${isOwn ? ' own' : ''}">${text}</span>`
  })
  // Rows are blocks: a line break between them would be an empty row.
  return `<pre tabindex="0"><code>${shown.join('')}</code></pre>`
}

function stepList({ steps, path: own, kind }: ReportedFinding, { folder }: Report): string {
  if (steps.length === 0) return ''
  const items = steps.map(({ path, range, message }) => {
    const file = path === null ? own.slice(own.lastIndexOf('/') + 1) : relativePath(folder, path)
    return `<li><code>${escapedHtml(`${file}:${range.start.line + 1}`)}</code> ${withCode(message)}</li>`
  })
  return `<p>${phrase(kind === 'metric' ? 'parts' : 'steps')}</p><ol>${items.join('')}</ol>`
}

/** What stands between backticks is code. */
function withCode(text: string): string {
  return escapedHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>')
}
