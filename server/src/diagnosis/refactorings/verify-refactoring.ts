import { applyFix } from '../fixes/apply-fix.ts'
import { addedFinding, type VerifyOptions } from '../fixes/verify-fix.ts'
import type { SourceText } from '../subject.ts'
import type { OfferedRefactoring } from './refactorings-at.ts'

/** Why a refactoring is not made after all, as a sentence; null where nothing speaks against it: it leads to no finding. */
export async function objectionTo(
  { title, edits }: OfferedRefactoring,
  source: SourceText,
  { diagnose, before }: Pick<VerifyOptions, 'diagnose' | 'before'>,
): Promise<string | null> {
  const text = applyFix(source.text, { title, edits })
  if (text === null) return 'Its edits lie outside of the file.'
  const fixed = { ...source, text }
  const known = before ?? (await diagnose(source))
  const added = addedFinding({ source, fixed, before: known, findings: await diagnose(fixed) }, edits)
  return added && `It leads to another finding (${added.rule}, line ${added.range.start.line + 1}): ${added.message}`
}
