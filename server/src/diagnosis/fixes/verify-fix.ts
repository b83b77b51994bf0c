import type { Finding, Fix, TextEdit } from '../finding.ts'
import type { SourceText } from '../subject.ts'
import { applyFix } from './apply-fix.ts'
import { touchedLines } from './touched-lines.ts'

/** What a fix is verified with. */
export interface VerifyOptions {
  diagnose: (source: SourceText) => Promise<Finding[]>
  /** ERROR and MISSING nodes of a text; null where it cannot be parsed. */
  countErrors: (source: SourceText) => Promise<number | null>
  /** What `diagnose` says of the source as it is, where that is known already. */
  before?: readonly Finding[]
}

export type Verdict =
  /** The fix keeps its promise: `text` is the file with it, `findings` what is left in that. */
  | { isVerified: true; text: string; findings: Finding[] }
  /** It does not; `reason` is a sentence for the log, and for a model that is to try again. */
  | { isVerified: false; reason: string }

/**
 * Applies a fix to a copy of its file and looks whether that is better: it parses no worse, the finding is gone and there
 * is no new one. Only such fixes are offered.
 */
export async function verifyFix(
  source: SourceText,
  finding: Finding,
  fix: Fix,
  options: VerifyOptions,
): Promise<Verdict> {
  const text = applyFix(source.text, fix)
  if (text === null) return refused('Its edits overlap, or lie outside of the file.')
  if (text === source.text) return refused('It changes nothing.')
  const fixed = { ...source, text }
  const errors = await errorsOf(source, fixed, finding, options)
  if (errors !== null) return refused(errors)
  const before = options.before ?? (await options.diagnose(source))
  const findings = await options.diagnose(fixed)
  const reason = whatIsWorse({ source, fixed, finding, fix, before, findings })
  return reason === null ? { isVerified: true, text, findings } : refused(reason)
}

function refused(reason: string): Verdict {
  return { isVerified: false, reason }
}

/** What is wrong with the syntax of the fixed text; null where nothing is. */
async function errorsOf(
  source: SourceText,
  fixed: SourceText,
  { kind }: Finding,
  { countErrors }: VerifyOptions,
): Promise<string | null> {
  const before = await countErrors(source)
  const after = await countErrors(fixed)
  if (before === null && after === null) return null
  if (after === null) return 'The file could not be parsed with it.'
  const allowed = kind === 'syntax' ? (before ?? Infinity) - 1 : (before ?? 0)
  if (after <= allowed) return null
  return kind === 'syntax' ? 'The file has as many syntax errors with it.' : 'It leads to a syntax error.'
}

interface Comparison {
  source: SourceText
  fixed: SourceText
  finding: Finding
  fix: Fix
  before: readonly Finding[]
  findings: readonly Finding[]
}

/**
 * Findings are the same when they are of one rule and their lines read the same, wherever those have moved. On lines that
 * the fix itself has changed, the rule has to do.
 */
function whatIsWorse({ source, fixed, finding, fix, before, findings }: Comparison): string | null {
  const touched = touchedLines(fix.edits)
  const keyBefore = keyOf(source.text, touched.before)
  const keyAfter = keyOf(fixed.text, touched.after)
  const allowed = counted(before, keyBefore)
  const isWritten = newlyWritten(source.text, fixed.text, touched.after)
  const own = keyBefore(finding)
  const left = allowed.get(own) ?? 0
  if (left === 0) return 'The finding was not there any more.'
  allowed.set(own, left - 1)
  for (const found of findings) {
    const key = keyAfter(found)
    const count = allowed.get(key) ?? 0
    allowed.set(key, count - 1)
    if (count > 0) continue
    if (key === own) return `The finding is still there: ${found.message}`
    // What a syntax error had hidden is none of the fix's doing.
    if (finding.kind === 'syntax' && found.kind !== 'syntax' && !isWritten(found.range.start.line)) continue
    return `It leads to another finding (${found.rule}, line ${found.range.start.line + 1}): ${found.message}`
  }
  return null
}

/** Which lines say what none has said before; the same words with other marks between them are nothing new. */
function newlyWritten(before: string, after: string, touched: ReadonlySet<number>): (line: number) => boolean {
  const words = (line: string): string => line.replaceAll(/[^\p{L}\p{N}_]+/gu, ' ').trim()
  const lines = after.split('\n')
  const known = new Set(before.split('\n').map(words))
  return line => touched.has(line) && !known.has(words(lines[line] ?? ''))
}

/** A finding that was not there before edits; null where there is none. */
export function addedFinding(
  { source, fixed, before, findings }: Pick<Comparison, 'source' | 'fixed' | 'before' | 'findings'>,
  edits: readonly TextEdit[],
): Finding | null {
  const touched = touchedLines(edits)
  const allowed = counted(before, keyOf(source.text, touched.before))
  const keyAfter = keyOf(fixed.text, touched.after)
  for (const found of findings) {
    const count = allowed.get(keyAfter(found)) ?? 0
    if (count === 0) return found
    allowed.set(keyAfter(found), count - 1)
  }
  return null
}

type KeyOf = (finding: Finding) => string

function keyOf(text: string, touched: ReadonlySet<number>): KeyOf {
  const lines = text.split('\n')
  return ({ rule, range: { start } }) =>
    touched.has(start.line) ? `${rule}\nchanged` : `${rule}\n=${lines[start.line]?.trim() ?? ''}`
}

function counted(findings: readonly Finding[], key: KeyOf): Map<string, number> {
  const counts = new Map<string, number>()
  for (const finding of findings) counts.set(key(finding), (counts.get(key(finding)) ?? 0) + 1)
  return counts
}
