import type { Finding, Fix } from '../finding.ts'
import type { SourceText } from '../subject.ts'
import { verifyFix, type VerifyOptions } from './verify-fix.ts'

/** A file with all fixes that keep their promise. */
export interface FixedFile {
  text: string
  /** What has been fixed, in the order in which it was. */
  fixed: { finding: Finding; fix: Fix }[]
  /** What is left. */
  findings: Finding[]
  /** Why fixes were not taken, one sentence each. */
  refusals: string[]
}

/** One file can have only so many fixes at a time: each means diagnosing it again. */
const mostFixes = 200

/**
 * Fixes whatever can be, one finding after the other, each with the first of its fixes that is verified in the text as it
 * is by then. Where all of them fail, the finding stays.
 */
export async function fixAll(
  source: SourceText,
  options: VerifyOptions,
  signal?: AbortSignal,
  isWanted: (finding: Finding) => boolean = () => true,
): Promise<FixedFile> {
  const result: FixedFile = { text: source.text, fixed: [], findings: [], refusals: [] }
  result.findings = [...(options.before ?? (await options.diagnose(source)))]
  // From the end, so that places before stay what they are: a failed finding keeps its index from the start.
  let at = result.findings.length - 1
  while (at >= 0 && result.fixed.length < mostFixes) {
    const finding = result.findings[at]
    if (finding && finding.fixes.length > 0 && isWanted(finding)) {
      signal?.throwIfAborted()
      const current = { ...source, text: result.text }
      for (const fix of finding.fixes) {
        const verdict = await verifyFix(current, finding, fix, { ...options, before: result.findings })
        if (verdict.isVerified) {
          result.text = verdict.text
          result.findings = verdict.findings
          result.fixed.push({ finding, fix })
          break
        }
        result.refusals.push(`${finding.rule}, line ${finding.range.start.line + 1}: ${verdict.reason}`)
      }
    }
    at = Math.min(at, result.findings.length) - 1
  }
  return result
}
