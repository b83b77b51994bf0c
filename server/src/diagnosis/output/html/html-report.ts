import { createHash } from 'node:crypto'
import { severities } from '../../../config.ts'
import { bySeverity, countingFindings, type Report, type ReportedFinding } from '../report.ts'
import { barChart, filesMap, grouped } from './charts.ts'
import { escapedHtml } from './escaped-html.ts'
import { findingsByFile, mostShown } from './finding-list.ts'
import { pageScript } from './page-script.ts'
import { pageStyle } from './page-style.ts'
import { phrase } from './page-words.ts'

/** Bars of the chart of rules. */
const mostBars = 12

/**
 * One page that needs nothing else: no network, no other file. Everything that comes from a repository is text in it,
 * and its own policy lets no other script or style run.
 */
export function htmlReport(report: Report): string {
  const findings = countingFindings(report)
  return `<!doctype html>
<html lang="en" data-language="en" data-theme="light">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${hashOf(pageStyle)}; script-src ${hashOf(pageScript)}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Wayline: ${findings.length}</title>
<style>${pageStyle}</style>
</head>
<body>
${head(report, findings)}
<main>
<div class="cards">
${severityChart(findings)}
${ruleChart(findings)}
${filesMap(findings)}
</div>
${failures(report)}
${filterForm(findings)}
${findingsByFile(findings, report)}
${findings.length > mostShown ? `<p>${findings.length - mostShown} ${phrase('more')}</p>` : ''}
</main>
<script>${pageScript}</script>
</body>
</html>
`
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

function head({ files, version, findings: all }: Report, findings: readonly ReportedFinding[]): string {
  const suppressed = all.length - findings.length
  const aside = suppressed > 0 ? ` · ${suppressed} ${phrase('suppressed')}` : ''
  return `<header>
<div><h1>${phrase('title')}</h1>
<div class="quiet">${findings.length} ${phrase('findings')} · ${files} ${phrase('files')}${aside} · Wayline ${escapedHtml(version)}</div></div>
<div class="controls"><button id="language" type="button">English / 中文</button>
<button id="theme" type="button">${phrase('theme')}</button></div>
</header>`
}

function severityChart(findings: readonly ReportedFinding[]): string {
  const counts = bySeverity(findings)
  const bars = severities.map(severity => ({ label: phrase(severity), count: counts[severity], style: severity }))
  return `<section class="card"><h2>${phrase('bySeverity')}</h2>${barChart(bars)}</section>`
}

function ruleChart(findings: readonly ReportedFinding[]): string {
  const bars = [...grouped(findings, ({ rule }) => rule)]
    .map(([rule, of]) => ({ label: escapedHtml(rule), count: of.length, style: of[0]?.severity ?? 'hint' }))
    .sort((a, b) => b.count - a.count)
    .slice(0, mostBars)
  return `<section class="card"><h2>${phrase('byRule')}</h2>${barChart(bars)}</section>`
}

function failures({ failures: failed, guestFailures = [] }: Report): string {
  if (failed.length + guestFailures.length === 0) return ''
  const items = failed.map(({ path, reason }) => `<li><code>${escapedHtml(path)}</code>: ${escapedHtml(reason)}</li>`)
  const guests = guestFailures.map(({ reason }) => `<li>${escapedHtml(reason)}</li>`)
  return `<section class="card failures"><h2>${phrase('failures')}</h2><ul>${[...items, ...guests].join('')}</ul></section>`
}

function filterForm(findings: readonly ReportedFinding[]): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort()
  const boxes = severities.map(
    severity => `<label><input type="checkbox" name="severity" value="${severity}" checked>${phrase(severity)}</label>`,
  )
  const options = rules.map(rule => `<option>${escapedHtml(rule)}</option>`)
  return `<form>
<label>${phrase('search')} <input id="search" type="search" autocomplete="off"></label>
<label>${phrase('path')} <input id="path" type="search" autocomplete="off"></label>
<label>${phrase('rule')} <select id="rule"><option value="">*</option>${options.join('')}</select></label>
${boxes.join('\n')}
<button type="reset">${phrase('reset')}</button>
<span role="status" class="quiet"><span id="shown">${findings.length}</span> ${phrase('shown')}</span>
</form>`
}
