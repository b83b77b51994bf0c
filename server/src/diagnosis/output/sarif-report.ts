import { pathToFileURL } from 'node:url'
import type { Severity } from '../../config.ts'
import type { Range, Step } from '../finding.ts'
import type { RuleInfo } from '../rule-info.ts'
import { wellFormed } from './excerpt.ts'
import { relativePath, type Report, type ReportedFinding } from './report.ts'

const levels: Record<Severity, string> = { error: 'error', warning: 'warning', information: 'note', hint: 'note' }
/** What GitHub orders security alerts by, from 0 to 10. */
const securitySeverity: Record<Severity, string> = { error: '8.0', warning: '6.0', information: '3.0', hint: '1.0' }
const root = '%SRCROOT%'

/** The Static Analysis Results Interchange Format, version 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/ */
export function sarifReport(report: Report): string {
  const ids = [...new Set(report.findings.map(({ rule }) => rule))].sort()
  const numbers = new Map(ids.map((id, index) => [id, index]))
  const cwes = [...new Set(ids.flatMap(id => report.catalog.get(id)?.cwe ?? []))].sort((a, b) => a - b)
  const run = {
    tool: {
      driver: {
        name: 'Wayline',
        version: report.version,
        rules: ids.map(id => ruleOf(id, report)),
        ...(cwes.length > 0 ? { supportedTaxonomies: [{ name: 'CWE', index: 0 }] } : {}),
      },
    },
    ...(cwes.length > 0 ? { taxonomies: [weaknesses(cwes)] } : {}),
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [root]: { description: { text: 'The folder that was checked.' } } },
    invocations: [invocation(report)],
    results: report.findings.map(finding => resultOf(finding, numbers.get(finding.rule) ?? 0, report)),
  }
  const schema = 'https://json.schemastore.org/sarif-2.1.0.json'
  return `${JSON.stringify({ $schema: schema, version: '2.1.0', runs: [run] }, null, 2)}\n`
}

function ruleOf(id: string, { catalog, findings }: Report): object {
  const info = catalog.get(id)
  const severity = info?.severity ?? findings.find(({ rule }) => rule === id)?.severity ?? 'warning'
  if (!info) return { id, defaultConfiguration: { level: levels[severity] } }
  const isSecurity = info.cwe.length > 0 || info.kind === 'secret'
  return {
    id,
    shortDescription: { text: info.title || id },
    fullDescription: { text: info.explanation || info.title || id },
    help: { text: info.explanation || info.title || id, markdown: helpOf(info) },
    ...(info.url ? { helpUri: info.url } : {}),
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: [
        ...(isSecurity ? ['security'] : []),
        ...info.cwe.map(number => `external/cwe/cwe-${String(number).padStart(3, '0')}`),
        ...info.owasp.map(category => `owasp/${category}`),
        info.kind,
      ],
      ...(isSecurity ? { 'security-severity': securitySeverity[severity] } : {}),
    },
    ...(info.cwe.length > 0
      ? {
          relationships: info.cwe.map(number => ({
            target: { id: `CWE-${number}`, toolComponent: { name: 'CWE', index: 0 } },
            kinds: ['relevant'],
          })),
        }
      : {}),
  }
}

function helpOf({ title, explanation, examples }: RuleInfo): string {
  const shown = examples ? ['Instead of', fenced(examples.bad), 'write', fenced(examples.good)] : []
  return [explanation || title, ...shown].join('\n\n')
}

function fenced(code: string): string {
  // More backticks than there are anywhere in the code.
  const longest = Math.max(2, ...Array.from(code.matchAll(/`+/g), ([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${code.trimEnd()}\n${fence}`
}

function weaknesses(cwes: readonly number[]): object {
  return {
    name: 'CWE',
    organization: 'MITRE',
    shortDescription: { text: 'The MITRE Common Weakness Enumeration' },
    informationUri: 'https://cwe.mitre.org/',
    isComprehensive: false,
    taxa: cwes.map(number => ({
      id: `CWE-${number}`,
      helpUri: `https://cwe.mitre.org/data/definitions/${number}.html`,
    })),
  }
}

function invocation({ failures, guestFailures = [] }: Report): object {
  const ofFiles = failures.map(({ path, reason }) => ({
    level: 'error',
    message: { text: `Not diagnosed: ${reason}` },
    locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
  }))
  const ofGuests = guestFailures.map(({ guest, reason }) => ({
    level: 'warning',
    message: { text: wellFormed(reason) },
    descriptor: { id: `guest/${guest}` },
  }))
  return { executionSuccessful: failures.length === 0, toolExecutionNotifications: [...ofFiles, ...ofGuests] }
}

function resultOf(finding: ReportedFinding, ruleIndex: number, report: Report): object {
  const { rule, severity, message, path, range, steps, fingerprint, suppression } = finding
  const location = locationOf(path, range)
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[severity],
    message: { text: message },
    locations: [location],
    partialFingerprints: { 'waylineFingerprint/v1': fingerprint },
    ...pathOf(finding, steps, location, report),
    ...(suppression
      ? {
          suppressions: [
            {
              kind: suppression.by === 'comment' ? 'inSource' : 'external',
              ...(suppression.reason ? { justification: suppression.reason } : {}),
            },
          ],
        }
      : {}),
  }
}

/** The steps of a flow lead to its place one after the other; what adds to a figure stands beside it. */
function pathOf(
  { kind, message, path }: ReportedFinding,
  steps: readonly Step[],
  end: object,
  { folder }: Report,
): object {
  if (steps.length === 0) return {}
  const at = (step: Step): object => ({
    ...locationOf(step.path === null ? path : relativePath(folder, step.path), step.range),
    message: { text: step.message },
  })
  if (kind === 'metric') return { relatedLocations: steps.map((step, id) => ({ id, ...at(step) })) }
  const locations = [...steps.map(at), { ...end, message: { text: message } }].map(location => ({ location }))
  return { codeFlows: [{ threadFlows: [{ locations }] }] }
}

function locationOf(path: string, { start, end }: Range): object {
  return {
    physicalLocation: {
      artifactLocation: artifact(path),
      region: {
        startLine: start.line + 1,
        startColumn: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
      },
    },
  }
}

function artifact(path: string): object {
  const isAbsolute = path.startsWith('/') || /^[a-z]:\//i.test(path)
  if (isAbsolute) return { uri: pathToFileURL(path).href }
  return { uri: wellFormed(path).split('/').map(encodeURIComponent).join('/'), uriBaseId: root }
}
