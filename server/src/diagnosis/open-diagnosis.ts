import type { OpenGrammar } from '../syntax/tree.ts'
import { catalogOf, type Catalog } from './catalog.ts'
import { createDiagnoseFile, type DiagnoseFile } from './diagnose-file.ts'
import type { Finding } from './finding.ts'
import { createFinders } from './finders.ts'
import { isGuestRule } from './guests/guests.ts'
import { problemText } from './rules/inspect-rules.ts'
import { loadRules } from './rules/load-rules.ts'
import type { DiagnosisSetup } from './workers/messages.ts'

/** What a process diagnoses files with, and what there is to say of its rules. */
export interface OpenDiagnosis {
  diagnose: DiagnoseFile
  catalog: Catalog
}

/** Puts together what diagnoses files, once for a process: every finder, the suppressions, and the severities that the setup wants. */
export async function openDiagnosis(
  setup: DiagnosisSetup,
  open: OpenGrammar,
  log: (message: string) => void,
): Promise<OpenDiagnosis> {
  const { rules } = setup
  const loaded = loadRules(setup.ruleFolders)
  for (const problem of loaded.problems) log(problemText(problem))
  for (const notice of loaded.notices) log(notice)
  const catalog = catalogOf(loaded.rules)
  const diagnose = createDiagnoseFile({
    open,
    finders: await createFinders(setup, loaded.rules, log),
    suppressions: {
      isKnown: rule => catalog.has(rule) || isGuestRule(rule),
      // What guests would find is not known here.
      isActive: rule => rules[rule] !== 'off' && !isGuestRule(rule),
    },
    cweOf: rule => (rules[rule] === 'off' ? [] : (catalog.get(rule)?.cwe ?? [])),
    log,
  })
  return {
    diagnose: async (source, dependencies) =>
      (await diagnose(source, dependencies)).flatMap(finding => asWanted(finding, rules)),
    catalog,
  }
}

/** A finding with the severity that the setup gives to its rule; none where the rule is off. */
function asWanted(finding: Finding, rules: DiagnosisSetup['rules']): Finding[] {
  const severity = rules[finding.rule]
  if (severity === 'off') return []
  return [severity === undefined ? finding : { ...finding, severity }]
}
