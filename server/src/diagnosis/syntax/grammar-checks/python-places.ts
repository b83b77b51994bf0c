import type { SyntaxNode } from '../../../syntax/tree.ts'
import { isInField, type Within } from './descent.ts'

/** Statements and expressions of Python that have a meaning only in some places. */
export const placedTypes = [
  'await',
  'break_statement',
  'continue_statement',
  'import_from_statement',
  'nonlocal_statement',
  'return_statement',
  'yield',
]

/** What may be around them and tells. */
export const aroundTypes = [
  'class_definition',
  'dictionary_comprehension',
  'for_statement',
  'function_definition',
  'generator_expression',
  'lambda',
  'list_comprehension',
  'set_comprehension',
  'while_statement',
  'with_statement',
]

/** What is wrong with where it stands, in words; null where nothing is. */
export function misplaced({ node, around }: Within, hasOpenLoop: boolean): string | null {
  switch (node.type) {
    case 'return_statement':
      return isOutsideFunction(scopeOf(node, around)) ? '`return` stands outside of a function.' : null
    case 'yield':
      return isOutsideFunction(scopeOf(node, around)) ? '`yield` stands outside of a function.' : null
    case 'await':
      return outsideAsync('`await`', scopeOf(node, around), hasOpenLoop)
    case 'with_statement':
    case 'for_statement':
      if (node.child(0)?.type !== 'async') return null
      return outsideAsync(`\`async ${node.child(1)?.type ?? ''}\``, scopeOf(node, around), hasOpenLoop)
    case 'break_statement':
    case 'continue_statement':
      return isInLoop(node, around) ? null : `\`${node.type.slice(0, -'_statement'.length)}\` stands outside of a loop.`
    case 'nonlocal_statement':
      // In a class there is `__class__`, which nobody has assigned.
      return !around.some(({ type }) => type === 'class_definition') &&
        around.filter(({ type }) => type === 'function_definition').length < 2
        ? '`nonlocal` needs a function around this one that has the variable.'
        : null
    case 'import_from_statement': {
      const scope = scopeOf(node, around)
      const isAll = node.namedChildren.some(({ type }) => type === 'wildcard_import')
      return isAll && scope !== 'unknown' && scope !== 'module'
        ? '`import *` may stand at the level of the module only.'
        : null
    }
    default:
      return null
  }
}

type Scope = SyntaxNode | 'module' | 'unknown'

/** The function or class that a node is run in; unknown for what is run elsewhere than it stands. */
function scopeOf(node: SyntaxNode, around: readonly SyntaxNode[]): Scope {
  for (const outer of around.toReversed()) {
    if (/comprehension|generator/.test(outer.type)) return 'unknown'
    if (!/definition|lambda/.test(outer.type)) continue
    return isInField(node, outer, 'body') ? outer : 'unknown'
  }
  return 'module'
}

function isOutsideFunction(scope: Scope): boolean {
  return scope === 'module' || (scope !== 'unknown' && scope.type === 'class_definition')
}

function outsideAsync(what: string, scope: Scope, hasOpenLoop: boolean): string | null {
  if (scope === 'unknown' || (scope === 'module' && hasOpenLoop)) return null
  if (scope !== 'module' && scope.child(0)?.type === 'async') return null
  return `${what} stands outside of an \`async def\`.`
}

function isInLoop(node: SyntaxNode, around: readonly SyntaxNode[]): boolean {
  for (const outer of around.toReversed()) {
    if (/definition|lambda/.test(outer.type)) return false
    // What stands behind the `else` of a loop is no part of it.
    if (/^(?:for|while)_/.test(outer.type) && isInField(node, outer, 'body')) return true
  }
  return false
}
