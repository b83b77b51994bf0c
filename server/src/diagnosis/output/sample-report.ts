import type { Finding } from '../finding.ts'
import type { RuleInfo } from '../rule-info.ts'
import { reported, type Report, type Suppression } from './report.ts'

/** For tests: a report with a flow, a figure, something suppressed, a failure, and a repository that wishes the reader ill. */
export function sampleReport(): Report {
  const findings = [
    sample(flow, 'src/web/show.py', showText),
    sample(metric, 'src/web/show.py', showText),
    sample(secret, 'src/settings.py', 'KEY = "abc"\n', { by: 'baseline', reason: 'Kept from before.' }),
    sample(hostile, hostilePath, hostileText),
  ]
  const failures = [{ path: 'src/huge.py', reason: 'Diagnosis ended: SIGKILL' }]
  return { folder: '/project', version: '1.2.3', findings, files: 7, failures, skipped: [], catalog }
}

/** In a path and in a text: what closes tags, begins commands of CI and steers terminals. */
export const hostilePath = 'a<b>&"c\'\n::error::d%/\u202eevil, e.js'
export const hostileText = `x\u001b]0;title\u0007("</script><img src=x onerror=alert(1)>")\n`

const showText = 'def show(request):\n\tname = request.args["name"]\n\treturn render("名" + name)\n'

function sample(finding: Finding, path: string, text: string, suppression: Suppression | null = null) {
  const source = { path: `/project/${path}`, languageId: 'python', text }
  return reported(finding, source, '/project', { fingerprint: `${finding.rule}-print`, suppression })
}

const range = (line: number, from: number, to: number) => ({
  start: { line, character: from },
  end: { line, character: to },
})

const flow: Finding = {
  rule: 'python-xss',
  kind: 'flow',
  severity: 'error',
  message: 'What the request says reaches the page.',
  range: range(2, 8, 26),
  steps: [
    { path: null, range: range(1, 8, 28), message: 'It comes from the request.' },
    { path: '/project/src/web/page.py', range: range(4, 0, 5), message: 'It goes through here.' },
  ],
  fixes: [{ title: 'Escape it', edits: [{ range: range(2, 8, 26), newText: 'render(escape(name))' }] }],
}
const metric: Finding = {
  rule: 'complexity',
  kind: 'metric',
  severity: 'information',
  message: 'The complexity is 20.',
  range: range(0, 4, 8),
  steps: [{ path: null, range: range(1, 1, 3), message: '+1' }],
  fixes: [],
}
const secret: Finding = {
  rule: 'secret-key',
  kind: 'secret',
  severity: 'warning',
  message: 'A key.',
  range: range(0, 6, 11),
  steps: [],
  fixes: [],
}
const hostile: Finding = {
  rule: 'javascript-hostile',
  kind: 'rule',
  severity: 'warning',
  message: '</script><b>\n::error::"%0A" \ud800\u0000\u001b[31m',
  range: range(0, 0, 1),
  steps: [],
  fixes: [],
}

const xss: RuleInfo = {
  id: 'python-xss',
  kind: 'flow',
  severity: 'error',
  title: 'Text from outside in a page',
  explanation: 'It may be a script.',
  languages: ['python'],
  cwe: [79],
  owasp: ['A03:2021'],
  examples: { bad: 'render("```" + name)', good: 'render(escape(name))' },
}
const catalog = new Map([[xss.id, xss]])
