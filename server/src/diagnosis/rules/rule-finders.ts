import type { Finder } from '../diagnose-file.ts'
import type { DiagnosisSetup } from '../workers/messages.ts'
import { loadAstGrep, type AstGrep } from './ast-grep.ts'
import { createRuleFinder } from './rule-finder.ts'
import type { Rule } from './rule-set.ts'

/** The finder of pattern rules; none where there is no build of ast-grep's library for this computer, and the log says so. */
export async function ruleFinders(
  { rules: overrides, roots }: DiagnosisSetup,
  rules: readonly Rule[],
  log: (message: string) => void,
): Promise<Finder[]> {
  let astGrep: AstGrep
  try {
    astGrep = await loadAstGrep()
  } catch (error) {
    // Its first sentence; what the library advises behind it is for whoever installs packages.
    const reason = error instanceof Error ? (error.message.split(/\n|\. /, 1)[0] ?? '') : String(error)
    log(
      `Pattern rules are off: ast-grep's library cannot be loaded on ${process.platform} ${process.arch} (${reason}).`,
    )
    return []
  }
  if (astGrep.whatIsMissing !== null) log(astGrep.whatIsMissing)
  return [createRuleFinder({ rules, astGrep, overrides, roots, log })]
}
