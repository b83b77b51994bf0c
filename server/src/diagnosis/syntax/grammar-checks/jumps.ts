import type { SyntaxNode } from '../../../syntax/tree.ts'
import { isInField } from './descent.ts'

/** What a language calls what jumps lead out of. */
export interface JumpForms {
  /** Statements that `continue` and `break` may stand in. */
  loops: RegExp
  /** Statements that `break` may stand in besides. */
  switches: RegExp
  /** What no jump leads out of. */
  walls: RegExp
  /** The type of a name behind `break` and `continue`. */
  label: string
}

/** Says what is wrong with a `break` or `continue`, given what is around it; null where nothing is. */
export function jumpFault(node: SyntaxNode, around: readonly SyntaxNode[], forms: JumpForms): string | null {
  const word = node.type === 'break_statement' ? 'break' : 'continue'
  const label = node.namedChildren.find(({ type }) => type === forms.label)
  const inner = around.slice(around.findLastIndex(({ type }) => forms.walls.test(type)) + 1)
  if (label) {
    const hasLabel = inner.some(
      ({ type, namedChildren }) => type === 'labeled_statement' && namedChildren[0]?.text === label.text,
    )
    return hasLabel ? null : `Nothing around this \`${word}\` has the label \`${label.text}\`.`
  }
  if (inner.some(outer => forms.loops.test(outer.type) && isPartOf(node, outer))) return null
  if (word === 'break' && inner.some(({ type }) => forms.switches.test(type))) return null
  const what = word === 'break' ? 'a loop or a `switch`' : 'a loop'
  return `\`${word}\` stands outside of ${what}.`
}

function isPartOf(node: SyntaxNode, loop: SyntaxNode): boolean {
  return loop.childForFieldName('body') === null || isInField(node, loop, 'body')
}
