import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { AstGrep } from '../ast-grep.ts'
import type { MatcherParts } from '../required-words.ts'
import type { RuleLanguage } from '../rule-languages.ts'
import { Code, type CodeNode } from './code-node.ts'
import { createConditions, findIn } from './condition.ts'

/**
 * Sifts out the rules that may find something in a file: ast-grep's library compiles a rule anew for every file, which takes longer
 * than looking at the file. Never sifts out one that finds something.
 */
export interface Sieve {
  /** The places of those rules in the list that may find something; a rule that is not among them finds nothing. */
  sift(text: string, root: SyntaxNode, candidates: readonly number[]): number[]
}

/** Languages whose grammar is another one here than ast-grep's: what a tree of ours has not, one of theirs may have. */
const foreign = new Set<RuleLanguage>(['csharp', 'kotlin'])

/** Makes a sieve of rules that the library has taken; null for a language whose trees say nothing. */
export function createSieve(rules: readonly MatcherParts[], language: RuleLanguage, astGrep: AstGrep): Sieve | null {
  if (foreign.has(language)) return null
  const conditions = createConditions(language, astGrep)
  const ofRules = rules.map(rule => conditions.of(rule))
  return {
    sift(text, root, candidates) {
      const code = new Code(text, root)
      const kinds = new Set(candidates.flatMap(index => ofRules[index]?.kinds ?? []))
      const ofKinds = code.ofKinds(kinds)
      return candidates.filter(index => {
        const condition = ofRules[index]
        if (!condition) return true
        conditions.begin()
        const mayHold = (node: CodeNode): boolean => findIn(condition, node, null, () => true)
        const { kinds: own } = condition
        return own === null ? code.all().some(mayHold) : own.some(kind => ofKinds.get(kind)?.some(mayHold))
      })
    },
  }
}
