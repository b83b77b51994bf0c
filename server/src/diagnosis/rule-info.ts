import type { Severity } from '../config.ts'
import type { FindingKind } from './finding.ts'

/** What there is to say of a rule beside its findings: what hovers, pages, SARIF and `wayline rules explain` tell. */
export interface RuleInfo {
  /** Kebab-case; those that hold for one language only begin with its name: `java-sql-injection`. */
  id: string
  kind: FindingKind
  severity: Severity
  /** A few words, such as a heading has. */
  title: string
  /** Why it matters and what to do, in plain sentences; Markdown. */
  explanation: string
  /** LSP language identifiers; empty for every language. */
  languages: string[]
  /** Numbers of the Common Weakness Enumeration, such as 89. */
  cwe: number[]
  /** Categories of the OWASP Top 10 of 2021, such as `A03:2021`. */
  owasp: string[]
  /** Code that the rule finds, and the same code as it should be. */
  examples: { bad: string; good: string } | null
  /** Where the makers of another tool explain a rule of theirs. */
  url?: string
}
