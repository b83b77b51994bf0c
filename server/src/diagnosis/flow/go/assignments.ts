import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Span, Temp } from '../ir.ts'
import { targetAt, type Target } from '../lower-alike.ts'
import { lowerExpression, operatorOf } from './expressions.ts'
import { codeChildren, nothingKnown, spanOf, type Lowering } from './lowering.ts'
import { memberOf } from './members.ts'
import { namesOf, specsOf, typeName } from './names.ts'
import { zeroOf } from './zero-values.ts'

export function targetOf(node: SyntaxNode, span: Span, lowering: Lowering): Target | null {
  const { builder } = lowering
  switch (node.type) {
    case 'parenthesized_expression': {
      const inner = codeChildren(node)[0]
      return inner ? targetOf(inner, span, lowering) : null
    }
    case 'index_expression': {
      const object = lowerExpression(node.childForFieldName('operand'), lowering)
      const key = lowerExpression(node.childForFieldName('index'), lowering)
      return {
        read: () => builder.make({ op: 'element', object, key, span: spanOf(node), isOptional: true }),
        write: value => builder.setElement(object, key, value, span),
      }
    }
    case 'identifier':
    case 'selector_expression': {
      if (node.text === '_') return null
      const member = memberOf(node, lowering)
      return member.kind === 'variable' || member.kind === 'field'
        ? targetAt(member, spanOf(node), span, builder)
        : null
    }
    case 'unary_expression': {
      // `*p = v`: whatever it points at may now hold it.
      const pointer = lowerExpression(node.childForFieldName('operand'), lowering)
      return {
        read: () => builder.make({ op: 'dereference', value: pointer, span: spanOf(node) }),
        write: value => builder.setElement(pointer, nothingKnown(lowering, node), value, span),
      }
    }
    default:
      lowerExpression(node, lowering)
      return null
  }
}

/** The values of a list of expressions for so many places: one call may have several results. `last`: where the last one goes. */
export function valuesFor(
  list: SyntaxNode | null,
  count: number,
  lowering: Lowering,
  last: SyntaxNode | null = null,
): Temp[] {
  const { builder } = lowering
  const nodes = list === null ? [] : list.type === 'expression_list' ? codeChildren(list) : [list]
  const values = nodes.map(node => lowerExpression(node, lowering))
  const [only] = values
  const [node] = nodes
  if (values.length !== 1 || count < 2 || only === undefined || !node) return values
  const span = spanOf(node)
  if (!isCall(node)) {
    // `v, ok := m[k]`, `v, ok := x.(T)`, `v, ok := <-c`.
    return [only, builder.make({ op: 'unknown', of: [], span })]
  }
  const isPaired = last !== null && last.text !== '_'
  return Array.from({ length: count }, (_, at) => builder.make({ op: 'result', of: only, at, count, isPaired, span }))
}

function isCall(node: SyntaxNode): boolean {
  const inner = node.type === 'parenthesized_expression' ? codeChildren(node)[0] : node
  return inner?.type === 'call_expression'
}

/** `var` and `const` of a function. */
export function lowerDeclarations(node: SyntaxNode, lowering: Lowering): void {
  const { builder, names } = lowering
  for (const spec of specsOf(node)) {
    const declared = namesOf(spec)
    const type = spec.childForFieldName('type')
    const list = spec.childForFieldName('value')
    const values = valuesFor(list, declared.length, lowering, declared.at(-1))
    for (const [at, name] of declared.entries()) {
      const value = values[at] ?? (list ? nothingKnown(lowering, spec) : zeroOf(type, spanOf(name), lowering))
      if (name.text === '_') continue
      const variable = builder.declare(name.text, typeName(type, names), spanOf(name))
      builder.write(variable, value, spanOf(spec))
    }
  }
}

/** `:=` declares what is not declared in the same scope yet, and assigns to the rest. */
export function lowerShortDeclaration(node: SyntaxNode, lowering: Lowering): void {
  const { builder } = lowering
  const list = node.childForFieldName('left')
  const targets = list ? codeChildren(list) : []
  const values = valuesFor(node.childForFieldName('right'), targets.length, lowering, targets.at(-1))
  for (const [at, target] of targets.entries()) {
    const value = values[at]
    if (target.type !== 'identifier' || target.text === '_' || value === undefined) continue
    const variable = builder.declaredHere(target.text) ?? builder.declare(target.text, null, spanOf(target))
    builder.write(variable, value, spanOf(node))
  }
}

export function lowerAssignment(node: SyntaxNode, lowering: Lowering): void {
  const { builder } = lowering
  const left = node.childForFieldName('left')
  const right = node.childForFieldName('right')
  const nodes = left ? codeChildren(left) : []
  const operator = node.childForFieldName('operator')?.type ?? '='
  const targets = nodes.map(one => targetOf(one, spanOf(node), lowering))
  if (operator === '=') {
    const values = valuesFor(right, nodes.length, lowering, nodes.at(-1))
    for (const [at, target] of targets.entries()) {
      const value = values[at]
      if (value !== undefined) target?.write(value)
    }
    return
  }
  const [target] = targets
  const earlier = target?.read()
  const [value] = valuesFor(right, 1, lowering)
  if (!target || earlier === undefined || value === undefined) return
  const binary = operatorOf(operator)
  target.write(
    binary ? builder.binary(binary, earlier, value, spanOf(node)) : nothingKnown(lowering, node, [earlier, value]),
  )
}

/** `i++` and `i--`. */
export function lowerStep(node: SyntaxNode, lowering: Lowering): void {
  const { builder } = lowering
  const span = spanOf(node)
  const [operand] = codeChildren(node)
  const target = operand && targetOf(operand, span, lowering)
  if (!target) return
  const operator = node.type === 'inc_statement' ? '+' : '-'
  target.write(builder.binary(operator, target.read(), builder.constant(1, span), span))
}
