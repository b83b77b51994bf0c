import type { OpenGrammar } from '../syntax/tree.ts'
import { addDependency, type Dependencies } from './dependencies.ts'
import type { Finding } from './finding.ts'
import { isOwnReport } from './output/own-report.ts'
import { applySuppressions, type SuppressionOptions } from './suppressions/apply-suppressions.ts'
import { withoutShaken } from './syntax/behind-faults.ts'
import { withoutCleared, withoutTwins, type Cleared } from './twins.ts'
import { openSubject, type SourceText, type Subject } from './subject.ts'

/** One way of finding what is wrong. Pure: the same file has the same findings. */
export interface Finder {
  /** In messages of the log. */
  name: string
  find(subject: Subject): Finding[] | Promise<Finding[]>
  /** Where it knows, after `find`, that what other finders may suspect is not so. */
  clears?: (subject: Subject) => readonly Cleared[]
}

export interface DiagnoseOptions {
  open: OpenGrammar
  finders: readonly Finder[]
  suppressions: SuppressionOptions
  /** The weaknesses that a rule is about, as numbers of the CWE: where two say the same, one is left. Of a rule that is off none. */
  cweOf?: (rule: string) => readonly number[]
  log: (message: string) => void
}

/** `dependencies` takes the other files that the findings depend on. */
export type DiagnoseFile = (source: SourceText, dependencies?: Dependencies) => Promise<Finding[]>

/** Runs every finder over a file, and marks what its comments suppress. A finder that fails costs its own findings only, and is named in the log. */
export function createDiagnoseFile({ open, finders, suppressions, cweOf, log }: DiagnoseOptions): DiagnoseFile {
  return async (source, dependencies) => {
    if (isOwnReport(source)) return []
    const subject = await openSubject(source, open)
    const found: Finding[] = []
    try {
      for (const finder of finders) {
        try {
          found.push(...(await finder.find(subject)))
        } catch (error) {
          // The memory in which grammars work is not to be trusted after that.
          if (error instanceof Error && error.name === 'RuntimeError') throw error
          log(
            `${finder.name} failed at ${source.path}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
          )
        }
      }
      if (dependencies) for (const [path, state] of subject.dependencies) addDependency(dependencies, path, state)
      const weaknesses = cweOf ?? (() => [])
      const cleared = finders.flatMap(finder => finder.clears?.(subject) ?? [])
      const { findings, aliases } = withoutTwins(
        withoutCleared(withoutShaken(found, subject), cleared, weaknesses),
        weaknesses,
      )
      return applySuppressions(subject, findings, suppressions, aliases).sort(byPlace)
    } finally {
      subject.close()
    }
  }
}

function byPlace({ range: { start: a } }: Finding, { range: { start: b } }: Finding): number {
  return a.line - b.line || a.character - b.character
}
