import type { SyntaxNode } from '../../../syntax/tree.ts'
import { lowerForEach, lowerLoop } from './comprehensions.ts'
import { lowerCondition } from './conditions.ts'
import { lowerExpression } from './expressions.ts'
import { lowerDefinition } from './definitions.ts'
import { codeChildren, nested, spanOf, type Lowering } from './lowering.ts'
import { lowerMatch } from './matches.ts'
import { lowerAssignment, lowerAugmented } from './targets.ts'
import { lowerTry, lowerWith } from './tries.ts'

export function lowerStatement(node: SyntaxNode | null, lowering: Lowering): void {
  if (node) nested(lowering, () => lowerKind(node, lowering))
}

function lowerKind(node: SyntaxNode, lowering: Lowering): void {
  const { builder } = lowering
  const span = spanOf(node)
  switch (node.type) {
    case 'module':
    case 'block':
      for (const child of node.namedChildren) lowerStatement(child, lowering)
      return
    case 'expression_statement':
      for (const child of codeChildren(node)) lowerSimple(child, lowering)
      return
    case 'if_statement':
    case 'elif_clause':
      lowerIf(node, lowering)
      return
    case 'for_statement': {
      const [target, over] = [node.childForFieldName('left'), node.childForFieldName('right')]
      const body = (): void => lowerStatement(node.childForFieldName('body'), lowering)
      lowerForEach(
        { target, over: lowerExpression(over, lowering), body, otherwise: otherwiseOf(node, lowering) },
        lowering,
      )
      return
    }
    case 'while_statement':
      lowerLoop(
        (then, after) => lowerCondition(node.childForFieldName('condition'), then, after, lowering),
        () => lowerStatement(node.childForFieldName('body'), lowering),
        otherwiseOf(node, lowering),
        lowering,
      )
      return
    case 'else_clause':
      lowerStatement(node.childForFieldName('body'), lowering)
      return
    case 'return_statement':
      lowerReturn(node, lowering)
      return
    case 'raise_statement': {
      const values = codeChildren(node).map(child => lowerExpression(child, lowering))
      builder.throw(values[0] ?? null, span)
      return
    }
    case 'assert_statement': {
      const [condition, message] = codeChildren(node)
      builder.ifElse(
        (then, otherwise) => lowerCondition(condition ?? null, then, otherwise, lowering),
        () => undefined,
        () => {
          if (message) lowerExpression(message, lowering)
          builder.throw(null, span)
        },
      )
      return
    }
    case 'try_statement':
      lowerTry(node, lowering)
      return
    case 'with_statement':
      lowerWith(node, lowering)
      return
    case 'match_statement':
      lowerMatch(node, lowering)
      return
    case 'break_statement':
      builder.break()
      return
    case 'continue_statement':
      builder.continue()
      return
    case 'function_definition':
    case 'class_definition':
    case 'decorated_definition':
      lowerDefinition(node, lowering)
      return
    case 'comment':
    case 'pass_statement':
    case 'import_statement':
    case 'import_from_statement':
    case 'future_import_statement':
    case 'global_statement':
    case 'nonlocal_statement':
    case 'delete_statement':
    case 'type_alias_statement':
    case 'ERROR':
      return
    case 'exec_statement': {
      const code = lowerExpression(codeChildren(node)[0] ?? null, lowering)
      builder.call({ form: 'free', receiver: null, type: 'builtins', name: 'exec', arguments: [code], span })
      return
    }
    default:
      lowerExpression(node, lowering)
  }
}

/** The `else` of a loop. */
function otherwiseOf(loop: SyntaxNode, lowering: Lowering): (() => void) | null {
  const node = loop.childForFieldName('alternative')
  return node && (() => lowerStatement(node, lowering))
}

function lowerSimple(node: SyntaxNode, lowering: Lowering): void {
  if (node.type === 'assignment') lowerAssignment(node, lowering)
  else if (node.type === 'augmented_assignment') lowerAugmented(node, lowering)
  // A text alone documents.
  else if (node.type !== 'string') lowerExpression(node, lowering)
}

/** Ways out of a chain stand beside each other, so that a long one is not a deep one. */
function lowerIf(node: SyntaxNode, lowering: Lowering): void {
  const { builder } = lowering
  const after = builder.block()
  const branches = [node, ...node.namedChildren.filter(child => child.type === 'elif_clause')]
  for (const branch of branches) {
    const [then, otherwise] = [builder.block(), builder.block()]
    lowerCondition(branch.childForFieldName('condition'), then, otherwise, lowering)
    builder.begin(then)
    lowerStatement(branch.childForFieldName('consequence'), lowering)
    builder.jump(after)
    builder.begin(otherwise)
  }
  const last = node.namedChildren.find(child => child.type === 'else_clause')
  if (last) lowerStatement(last, lowering)
  builder.jump(after)
  builder.begin(after)
}

/** What a function with an address returns is an answer. */
function lowerReturn(node: SyntaxNode, lowering: Lowering): void {
  const { builder, answers, yielded } = lowering
  const span = spanOf(node)
  const child = codeChildren(node)[0]
  const value = child ? lowerExpression(child, lowering) : null
  if (value !== null && answers !== null)
    builder.call({ form: 'free', receiver: null, type: answers, name: 'return', arguments: [value], span })
  builder.return(yielded === null ? value : builder.read(yielded, span), span)
}
