import type { Severity } from '../../config.ts'
import type { Finding, Range } from '../finding.ts'
import type { FunctionMetrics } from '../metrics/function-metrics.ts'
import type { OfferedRefactoring } from '../refactorings/refactorings-at.ts'
import type { RuleInfo } from '../rule-info.ts'
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

/**
 * What a diagnosing process can be asked: findings, ERROR and MISSING nodes, figures, or refactorings of a file, which of others'
 * findings its comments suppress, and all that there is to say of rules.
 */
export type Work =
  | { type: 'diagnose' | 'count-errors' | 'measure'; source: SourceText }
  | { type: 'refactor'; source: SourceText; range: Range }
  | { type: 'suppress'; source: SourceText; findings: Finding[] }
  | { type: 'catalog' }

/** What a diagnosing process is sent. */
export type ToDiagnoser = { type: 'setup'; setup: DiagnosisSetup } | (Work & { id: number })

/** What it answers to work. */
export type WorkAnswer =
  | { type: 'findings'; findings: Finding[] }
  | { type: 'errors'; errors: number | null }
  | { type: 'functions'; functions: FunctionMetrics[] }
  | { type: 'refactorings'; refactorings: OfferedRefactoring[] }
  | { type: 'rules'; rules: RuleInfo[] }

/** What comes back from it. */
export type FromDiagnoser =
  (WorkAnswer & { id: number }) | { type: 'failure'; id: number; message: string } | { type: 'log'; message: string }
