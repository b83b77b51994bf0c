import type { Finder } from './diagnose-file.ts'
import { createMetricsFinder } from './metrics/metrics-finder.ts'
import { syntaxFinder } from './syntax/syntax-finder.ts'
import type { DiagnosisSetup } from './workers/messages.ts'

/** Every way of finding what is wrong, set up once for a process. */
export function createFinders({ complexityLimit }: DiagnosisSetup): Promise<readonly Finder[]> {
  return Promise.resolve([syntaxFinder, createMetricsFinder(complexityLimit)])
}
