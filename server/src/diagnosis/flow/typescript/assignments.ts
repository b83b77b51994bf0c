import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Temp } from '../ir.ts'
import { combine, lowerExpression, lowerNamed } from './expressions.ts'
import { literalOf } from './literals.ts'
import { codeChildren, nothing, spanOf, type Lowering } from './lowering.ts'
import { bare, placeOf, readPlace, writePlace } from './members.ts'
import { writePattern } from './patterns.ts'

export function lowerAssignment(node: SyntaxNode, lowering: Lowering): Temp {
  const left = bare(node.childForFieldName('left'))
  const right = node.childForFieldName('right')
  if (!left || /^(object|array)(_pattern)?$/.test(left.type)) {
    const value = lowerExpression(right, lowering)
    writePattern(left, value, node, lowering)
    return value
  }
  const place = placeOf(left, lowering)
  const operator = node.childForFieldName('operator')?.type ?? '='
  if (operator === '=' || !place) {
    if (place?.kind === 'element') tellNestedStore(left, place.key, lowering)
    const name = place && 'name' in place ? place.name : left.text.slice(0, 80)
    const value = lowerNamed(right, name, lowering)
    if (place) writePlace(place, value, left, node, lowering)
    return value
  }
  const before = readPlace(place, left, lowering)
  const isChoice = /^(&&|\|\||\?\?)=$/.test(operator)
  const value = isChoice
    ? chosen(before, right, node, lowering)
    : combine(operator, before, lowerExpression(right, lowering), node, lowering)
  writePlace(place, value, left, node, lowering)
  return value
}

/** `a[b][c] = d`: whoever chooses both names reaches what all objects have. */
function tellNestedStore(left: SyntaxNode, key: Temp, lowering: Lowering): void {
  const object = bare(left.childForFieldName('object'))
  const index = object?.type === 'subscript_expression' ? object.childForFieldName('index') : null
  if (!index || literalOf(index) !== undefined) return
  const values = [lowerExpression(index, lowering), key]
  const call = { form: 'static' as const, receiver: null, type: 'operator', name: 'nested-store', arguments: values }
  lowering.builder.call({ ...call, span: spanOf(left) })
}

/** What `a ??= b` and its like leave: either of the two. */
function chosen(before: Temp, right: SyntaxNode | null, node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const span = spanOf(node)
  return builder.choice(null, span, put => {
    const isKept = builder.make({ op: 'unknown', of: [], span })
    builder.ifElse(
      (then, otherwise) => builder.branch(isKept, then, otherwise, span),
      () => put(before),
      () => put(lowerExpression(right, lowering)),
    )
  })
}

/** `i++` and its like. */
export function lowerUpdate(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const span = spanOf(node)
  const argument = bare(node.childForFieldName('argument') ?? codeChildren(node)[0] ?? null)
  const place = argument && placeOf(argument, lowering)
  if (!place) return nothing(lowering, span)
  const before = readPlace(place, argument, lowering)
  const operator = node.children.some(child => child.type === '++') ? '+' : '-'
  const after = builder.binary(operator, before, builder.constant(1, span), span)
  writePlace(place, builder.make({ op: 'cast', type: 'number', value: after, span }), argument, node, lowering)
  return node.children[0]?.isNamed === false ? after : before
}
