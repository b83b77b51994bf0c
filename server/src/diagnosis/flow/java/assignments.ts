import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Span, Temp } from '../ir.ts'
import { targetAt, type Target } from '../lower-alike.ts'
import { lowerExpression, operatorOf } from './expressions.ts'
import { codeChildren, spanOf, type Lowering } from './lowering.ts'
import { memberOf } from './members.ts'

function targetOf(node: SyntaxNode | null, span: Span, lowering: Lowering): Target | null {
  const { builder } = lowering
  switch (node?.type) {
    case 'parenthesized_expression':
      return targetOf(codeChildren(node)[0] ?? null, span, lowering)
    case 'array_access': {
      const object = lowerExpression(node.childForFieldName('array'), lowering)
      const key = lowerExpression(node.childForFieldName('index'), lowering)
      return {
        read: () => builder.make({ op: 'element', object, key, span: spanOf(node) }),
        write: value => builder.setElement(object, key, value, span),
      }
    }
    case 'identifier':
    case 'field_access': {
      const member = memberOf(node, lowering)
      return member.kind === 'variable' || member.kind === 'field'
        ? targetAt(member, spanOf(node), span, builder)
        : null
    }
    default:
      return null
  }
}

export function lowerAssignment(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const target = targetOf(node.childForFieldName('left'), spanOf(node), lowering)
  const text = node.childForFieldName('operator')?.type ?? '='
  const earlier = text === '=' ? null : (target?.read() ?? null)
  const right = lowerExpression(node.childForFieldName('right'), lowering)
  const value = earlier === null ? right : combine(text, earlier, right, spanOf(node), lowering)
  target?.write(value)
  return builder.make({ op: 'cast', type: '', value, span: spanOf(node) })
}

function combine(text: string, left: Temp, right: Temp, span: Span, { builder }: Lowering): Temp {
  const operator = operatorOf(text)
  return operator
    ? builder.binary(operator, left, right, span)
    : builder.make({ op: 'unknown', of: [left, right], span })
}

/** `i++` and its like. */
export function lowerUpdate(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const isPrefix = node.children[0]?.isNamed === false
  const operator = node.children.some(child => child.type === '++') ? '+' : '-'
  const target = targetOf(codeChildren(node)[0] ?? null, spanOf(node), lowering)
  if (!target) return builder.make({ op: 'unknown', of: [], span: spanOf(node) })
  const before = target.read()
  const after = builder.binary(operator, before, builder.constant(1, spanOf(node)), spanOf(node))
  target.write(after)
  return isPrefix ? after : before
}
