import type { Finder } from './diagnose-file.ts'
import { createFlowFinder } from './flow/flow-finder.ts'
import { createMetricsFinder } from './metrics/metrics-finder.ts'
import { ruleFinders } from './rules/rule-finders.ts'
import type { Rule } from './rules/rule-set.ts'
import { createSecretFinder } from './secrets/secret-finder.ts'
import { syntaxFinder } from './syntax/syntax-finder.ts'
import type { DiagnosisSetup } from './workers/messages.ts'

/** Every way of finding what is wrong, set up once for a process. `rules` are all pattern rules, those of the setup's folders too. */
export async function createFinders(
  setup: DiagnosisSetup,
  rules: readonly Rule[],
  log: (message: string) => void,
): Promise<readonly Finder[]> {
  return [
    syntaxFinder,
    createMetricsFinder(setup.complexityLimit),
    createSecretFinder(setup),
    createFlowFinder(setup),
    ...(await ruleFinders(setup, rules, log)),
  ]
}
