import path from 'node:path'
import { severities, type Severity } from '../../config.ts'
import type { Catalog } from '../catalog.ts'
import type { Finding, Range } from '../finding.ts'
import type { SkippedPath } from '../run/list-sources.ts'
import type { SourceText } from '../subject.ts'
import { covered, excerptOf, type Excerpt } from './excerpt.ts'

/** A finding as reports tell it. */
export interface ReportedFinding extends Finding {
  /** From the folder of the report, with `/` between its parts; absolute for what lies elsewhere. */
  path: string
  excerpt: Excerpt
  /** Stays the same when lines above it come and go. */
  fingerprint: string
  /** Where somebody has said that it is not to count, and why; null for one that counts. */
  suppression: Suppression | null
}

export interface Suppression {
  /** In a comment beside the code, or in a baseline. */
  by: 'comment' | 'baseline'
  reason: string
}

/** Everything that a check has to tell. */
export interface Report {
  /** Absolute; what its paths are relative to. */
  folder: string
  /** Of Wayline. */
  version: string
  /** By path, then by place. */
  findings: readonly ReportedFinding[]
  /** How many files were diagnosed. */
  files: number
  /** Files that could not be, from the folder, and why. */
  failures: readonly SkippedPath[]
  skipped: readonly SkippedPath[]
  /** Tools of others that could not be had, or not be understood, and why; nothing where none was wanted. */
  guestFailures?: readonly { guest: string; reason: string }[]
  catalog: Catalog
  /** The lowest severity that makes a check fail; every one where nothing is said. */
  failOn?: Severity | 'never'
}

/** Those that count. */
export function countingFindings({ findings }: Report): ReportedFinding[] {
  return findings.filter(({ suppression }) => suppression === null)
}

/** Whether a severity makes a check fail. */
export function isFailure(severity: Severity, failOn: Report['failOn'] = 'hint'): boolean {
  return failOn !== 'never' && severities.indexOf(severity) <= severities.indexOf(failOn)
}

/** How many of them there are of each severity. */
export function bySeverity(findings: readonly ReportedFinding[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 }
  for (const { severity } of findings) counts[severity]++
  return counts
}

/** What is written of a finding in the report of a folder. Of places in `secrets` only their length is shown. */
export function reported(
  finding: Finding,
  { path: file, text }: SourceText,
  folder: string,
  more: Pick<ReportedFinding, 'fingerprint' | 'suppression'>,
  secrets: readonly Range[] = [],
): ReportedFinding {
  const excerpt = covered(excerptOf(text, finding.range), secrets)
  return { ...finding, path: relativePath(folder, file), excerpt, ...more }
}

/** A path as reports have it. Both are absolute, as the system writes them. */
export function relativePath(folder: string, file: string): string {
  const relative = path.relative(folder, file).replaceAll(path.sep, '/')
  return relative.startsWith('../') || path.isAbsolute(relative) ? file.replaceAll(path.sep, '/') : relative
}

/** In the order of reports. */
export function byPathAndPlace(a: ReportedFinding, b: ReportedFinding): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  const { start: first } = a.range
  const { start: second } = b.range
  return first.line - second.line || first.character - second.character || (a.rule < b.rule ? -1 : 1)
}
