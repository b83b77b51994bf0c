import type { RuleInfo } from '../../diagnosis/rule-info.ts'
import { guests } from '../../diagnosis/guests/guests.ts'
import type { Guest } from '../../diagnosis/guests/guest.ts'
import { runGuests } from '../../diagnosis/guests/run-guests.ts'
import { byPathAndPlace, type Report } from '../../diagnosis/output/report.ts'
import { listSources } from '../../diagnosis/run/list-sources.ts'
import { createRedactor } from '../../safety/secrets/redactor.ts'
import { UsageError } from '../report-error.ts'
import type { Diagnosing } from './diagnose-files.ts'
import { reportFile } from '../../diagnosis/output/report-file.ts'

/** Tools that `--with` asks for. */
export interface WantedGuests {
  guests: readonly Guest[]
  /** Whether the user has named them: then each of them has to be there. */
  areNamed: boolean
}

/** Reads `--with`: true for every tool that is found, or names with commas between. Throws UsageError. */
export function parseGuests(wanted: string | true): WantedGuests {
  if (wanted === true) return { guests, areNamed: false }
  const names = wanted.split(',').map(name => name.trim())
  const named = names.map(name => {
    const guest = guests.find(one => one.name === name)
    if (guest) return guest
    throw new UsageError(
      `There is no tool ${JSON.stringify(name)} to check with.`,
      `There are ${guests.map(one => one.name).join(', ')}. Paths come before --with.`,
    )
  })
  return { guests: [...new Set(named)], areNamed: true }
}

/** Adds to a report what tools of the workspace find in the wanted files, which may be all of the folder. */
export async function addGuests(
  report: Report,
  { guests: wanted, areNamed }: WantedGuests,
  of: { files: readonly string[]; isWhole: boolean },
  { folder, baseline, diagnosers, signal, setup }: Diagnosing,
): Promise<Report> {
  const { files } = await listSources(folder, [], signal)
  const redactor = createRedactor({ log: () => undefined })
  await redactor.ready()
  const run = await runGuests({
    folder,
    files: files.map(({ path: file }) => file),
    wanted: of.files,
    isWhole: of.isWhole,
    guests: wanted,
    areNamed,
    env: process.env,
    signal,
    ...(process.stderr.isTTY ? { onStart: name => void process.stderr.write(`\r\u001b[KRunning ${name} …`) } : {}),
  }).finally(() => process.stderr.isTTY && process.stderr.write('\r\u001b[K'))
  const findings = [...report.findings]
  const catalog = new Map(report.catalog)
  for (const { source, findings: found } of run.files) {
    const active = found.flatMap(finding => {
      const severity = setup.rules[finding.rule]
      if (severity === 'off') return []
      // What a tool says may quote a secret, and so may the lines that it is about.
      const message = redactor.redact(finding.message, source.languageId)
      return [{ ...finding, message, severity: severity ?? finding.severity }]
    })
    const marked = await diagnosers.suppress(source, active, { signal })
    const shown = redactor.redact(source.text, source.languageId)
    findings.push(...reportFile(marked, source, folder, baseline, shown))
    for (const { rule } of marked) catalog.set(rule, infoOf(rule, run.urls.get(rule)))
  }
  return { ...report, findings: findings.sort(byPathAndPlace), catalog, guestFailures: run.failures }
}

function infoOf(id: string, url: string | undefined): RuleInfo {
  const [guest = '', ...rule] = id.split('/')
  return {
    id,
    kind: 'guest',
    severity: 'warning',
    title: `${rule.join('/')} (${guest})`,
    explanation: `A rule of ${guest}, which the project uses.`,
    languages: [],
    cwe: [],
    owasp: [],
    examples: null,
    ...(url ? { url } : {}),
  }
}
