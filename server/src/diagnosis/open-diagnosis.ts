import type { OpenGrammar } from '../syntax/tree.ts'
import { loadCatalog } from './catalog.ts'
import { createDiagnoseFile, type DiagnoseFile } from './diagnose-file.ts'
import type { Finding } from './finding.ts'
import { createFinders } from './finders.ts'
import type { DiagnosisSetup } from './workers/messages.ts'

/** Puts together what diagnoses files, once for a process: every finder, the suppressions, and the severities that the setup wants. */
export async function openDiagnosis(
  setup: DiagnosisSetup,
  open: OpenGrammar,
  log: (message: string) => void,
): Promise<DiagnoseFile> {
  const { rules } = setup
  const catalog = await loadCatalog(setup)
  const diagnose = createDiagnoseFile({
    open,
    finders: await createFinders(setup, log),
    suppressions: { isKnown: rule => catalog.has(rule), isActive: rule => rules[rule] !== 'off' },
    log,
  })
  return async source => (await diagnose(source)).flatMap(finding => asWanted(finding, rules))
}

/** A finding with the severity that the setup gives to its rule; none where the rule is off. */
function asWanted(finding: Finding, rules: DiagnosisSetup['rules']): Finding[] {
  const severity = rules[finding.rule]
  if (severity === 'off') return []
  return [severity === undefined ? finding : { ...finding, severity }]
}
