import type { Severity } from '../../config.ts'
import type { Finding } from '../finding.ts'
import type { SourceText } from '../subject.ts'

/** What a diagnosing process is to know before its first file. Another setup is another process. */
export interface DiagnosisSetup {
  /** Folders of rules beside our own pack: absolute paths. */
  ruleFolders: readonly string[]
  /** A severity, or `off`, for rules by their id, instead of their own. */
  rules: Readonly<Record<string, Severity | 'off'>>
  /** From this cognitive complexity on a function is a finding; 0 for never. */
  complexityLimit: number
  /** Folders of the workspace or of the check: absolute paths. What one file calls in another is looked for there. */
  roots: readonly string[]
}

/** What a diagnosing process is sent. */
export type ToDiagnoser =
  | { type: 'setup'; setup: DiagnosisSetup }
  | { type: 'diagnose'; id: number; source: SourceText }
  | { type: 'count-errors'; id: number; source: SourceText }

/** What comes back from it. */
export type FromDiagnoser =
  | { type: 'findings'; id: number; findings: Finding[] }
  | { type: 'errors'; id: number; errors: number | null }
  | { type: 'failure'; id: number; message: string }
  | { type: 'log'; message: string }
