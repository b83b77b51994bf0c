import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Span, Temp } from '../ir.ts'
import { lowerExpression, operatorOf } from './expressions.ts'
import { codeChildren, nested, spanOf, type Lowering } from './lowering.ts'
import { lowerIdentifier } from './members.ts'

/** Targets of several values. */
const several = /^(pattern_list|tuple_pattern|list_pattern|tuple|list|expression_list)$/

/** Puts a value into a target. `parts`: the values of a literal list on the right, where it is one. */
export function assign(
  target: SyntaxNode | null,
  value: Temp,
  parts: readonly Temp[] | null,
  span: Span,
  lowering: Lowering,
): void {
  if (!target) return
  const { builder } = lowering
  switch (target.type) {
    case 'identifier':
      assignName(target, value, span, lowering)
      return
    case 'attribute': {
      const object = lowerExpression(target.childForFieldName('object'), lowering)
      builder.setField(object, null, target.childForFieldName('attribute')?.text ?? '', value, span)
      return
    }
    case 'subscript': {
      const [held, key, ...others] = codeChildren(target)
      const object = lowerExpression(held ?? null, lowering)
      const at = lowerExpression(key ?? null, lowering)
      for (const other of others) lowerExpression(other, lowering)
      builder.setElement(object, at, value, span)
      return
    }
    case 'list_splat_pattern':
    case 'list_splat':
    case 'parenthesized_expression':
    case 'as_pattern_target':
      assign(codeChildren(target)[0] ?? null, value, null, span, lowering)
      return
  }
  if (several.test(target.type)) nested(lowering, () => unpack(target, value, parts, span, lowering))
}

function unpack(target: SyntaxNode, value: Temp, parts: readonly Temp[] | null, span: Span, lowering: Lowering): void {
  const { builder } = lowering
  const targets = codeChildren(target)
  const starred = targets.findIndex(one => one.type.startsWith('list_splat'))
  for (const [at, one] of targets.entries()) {
    if (parts?.length === targets.length && starred < 0) {
      assign(one, parts[at] ?? value, null, span, lowering)
      continue
    }
    const place = starred >= 0 && at > starred ? at - targets.length : at
    const key = builder.constant(place, spanOf(one))
    const element =
      at === starred
        ? builder.make({ op: 'unknown', of: [value], span: spanOf(one) })
        : builder.make({ op: 'element', object: value, key, span: spanOf(one) })
    assign(one, element, null, span, lowering)
  }
}

function assignName(node: SyntaxNode, value: Temp, span: Span, lowering: Lowering): void {
  const { builder, names, globals, isModule } = lowering
  const name = node.text
  if (globals.has(name)) {
    builder.setField(null, names.module, name, value, span)
    return
  }
  builder.write(builder.lookup(name) ?? builder.declare(name, null, spanOf(node)), value, span)
  // Whatever imports the module can use it.
  if (isModule) builder.setField(null, names.module, name, value, span)
}

/** Declares the names of a target in the scope that is open now. */
export function declareTargets(target: SyntaxNode | null, lowering: Lowering): void {
  if (target?.type === 'identifier') lowering.builder.declare(target.text, null, spanOf(target))
  else if (target && (several.test(target.type) || target.type.startsWith('list_splat')))
    nested(lowering, () => {
      for (const child of codeChildren(target)) declareTargets(child, lowering)
    })
}

/** `a = b`, `a = b = c`, `a: T = b`, `a, b = c`. */
export function lowerAssignment(node: SyntaxNode, lowering: Lowering): Temp | null {
  const left = node.childForFieldName('left')
  const right = node.childForFieldName('right')
  if (!right) return null
  const span = spanOf(node)
  if (right.type === 'assignment') {
    const value = nested(lowering, () => lowerAssignment(right, lowering))
    if (value !== null) assign(left, value, null, span, lowering)
    return value
  }
  const isLiteral = /^(expression_list|tuple|list)$/.test(right.type) && left !== null && several.test(left.type)
  const elements = isLiteral ? codeChildren(right) : []
  if (isLiteral && !elements.some(one => one.type.startsWith('list_splat'))) {
    const parts = elements.map(one => lowerExpression(one, lowering))
    const value = lowering.builder.make({ op: 'list', type: 'tuple', elements: parts, span: spanOf(right) })
    assign(left, value, parts, span, lowering)
    return value
  }
  const value = lowerExpression(right, lowering)
  assign(left, value, null, span, lowering)
  return value
}

/** `a += b` reads, joins and writes. */
export function lowerAugmented(node: SyntaxNode, lowering: Lowering): void {
  const { builder } = lowering
  const left = node.childForFieldName('left')
  const span = spanOf(node)
  const before = left?.type === 'identifier' ? lowerIdentifier(left, lowering) : lowerExpression(left, lowering)
  const right = lowerExpression(node.childForFieldName('right'), lowering)
  const operator = operatorOf(node.childForFieldName('operator')?.type ?? '')
  const value = operator
    ? builder.binary(operator, before, right, span)
    : builder.make({ op: 'unknown', of: [before, right], span })
  assign(left, value, null, span, lowering)
}
