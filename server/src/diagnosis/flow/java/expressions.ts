import type { SyntaxNode } from '../../../syntax/tree.ts'
import { binaryOperator } from '../lower-alike.ts'
import type { BinaryOperator, Temp } from '../ir.ts'
import { lowerAssignment, lowerUpdate } from './assignments.ts'
import { lowerCall, lowerNew } from './calls.ts'
import { lowerChoice, isCondition } from './conditions.ts'
import { lowerLambda, lowerMethodReference } from './lambdas.ts'
import { literalOf } from './literals.ts'
import { codeChildren, nested, spanOf, type Lowering } from './lowering.ts'
import { lowerFieldAccess, lowerIdentifier } from './members.ts'
import { typeName } from './names.ts'
import { lowerSwitch } from './switches.ts'

/** Lowers an expression to the value that it has. */
export function lowerExpression(node: SyntaxNode | null, lowering: Lowering): Temp {
  const { builder } = lowering
  if (!node) return builder.make({ op: 'unknown', of: [], span: { start: 0, end: 0 } })
  return nested(lowering, () => lowerKind(node, lowering))
}

function lowerKind(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder, names } = lowering
  const literal = literalOf(node)
  if (literal !== undefined) return builder.constant(literal, spanOf(node))
  if (isCondition(node)) return lowerChoice(node, lowering)
  switch (node.type) {
    case 'identifier':
      return lowerIdentifier(node, lowering)
    case 'this':
      return builder.make({ op: 'self', span: spanOf(node) })
    case 'parenthesized_expression':
      return lowerExpression(codeChildren(node)[0] ?? null, lowering)
    case 'binary_expression':
      return lowerBinary(node, lowering)
    case 'unary_expression':
      return lowerUnary(node, lowering)
    case 'update_expression':
      return lowerUpdate(node, lowering)
    case 'assignment_expression':
      return lowerAssignment(node, lowering)
    case 'method_invocation':
      return lowerCall(node, lowering)
    case 'object_creation_expression':
      return lowerNew(node, lowering)
    case 'field_access':
      return lowerFieldAccess(node, lowering)
    case 'array_access': {
      const object = lowerExpression(node.childForFieldName('array'), lowering)
      const key = lowerExpression(node.childForFieldName('index'), lowering)
      return builder.make({ op: 'element', object, key, span: spanOf(node) })
    }
    case 'array_creation_expression':
    case 'array_initializer':
      return lowerArray(node, lowering)
    case 'cast_expression': {
      const type = typeName(node.childForFieldName('type'), names) ?? ''
      const value = lowerExpression(node.childForFieldName('value'), lowering)
      return builder.make({ op: 'cast', type, value, span: spanOf(node) })
    }
    case 'instanceof_expression':
      return lowerInstanceOf(node, lowering)
    case 'lambda_expression':
      return lowerLambda(node, lowering)
    case 'method_reference':
      return lowerMethodReference(node, lowering)
    case 'switch_expression':
      return lowerSwitch(node, lowering)
    case 'class_literal':
      return builder.make({ op: 'unknown', of: [], span: spanOf(node) })
    default: {
      const of = codeChildren(node).map(child => lowerExpression(child, lowering))
      return builder.make({ op: 'unknown', of, span: spanOf(node) })
    }
  }
}

/** The operator of a text such as `+` or `+=`; null where it is not modelled. */
export function operatorOf(text: string): BinaryOperator | null {
  return binaryOperator(text, '//')
}

function lowerBinary(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const left = lowerExpression(node.childForFieldName('left'), lowering)
  const right = lowerExpression(node.childForFieldName('right'), lowering)
  const operator = operatorOf(node.childForFieldName('operator')?.type ?? '')
  if (!operator) return builder.make({ op: 'unknown', of: [left, right], span: spanOf(node) })
  return builder.binary(operator, left, right, spanOf(node))
}

function lowerUnary(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const value = lowerExpression(node.childForFieldName('operand'), lowering)
  const operator = node.childForFieldName('operator')?.type
  if (operator === '-' || operator === '~') return builder.make({ op: 'unary', operator, value, span: spanOf(node) })
  return value
}

function lowerArray(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder, names } = lowering
  const element = typeName(node.childForFieldName('type'), names)
  const type = `${element ?? ''}[]`
  const literal = node.type === 'array_initializer' ? node : node.childForFieldName('value')
  if (literal) {
    const elements = codeChildren(literal).map(child => lowerExpression(child, lowering))
    return builder.make({ op: 'list', type, elements, span: spanOf(node) })
  }
  for (const child of codeChildren(node))
    if (child.type === 'dimensions_expr') lowerExpression(codeChildren(child)[0] ?? null, lowering)
  return builder.call({ form: 'new', receiver: null, type, name: type, arguments: [], span: spanOf(node) })
}

function lowerInstanceOf(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder, names } = lowering
  const value = lowerExpression(node.childForFieldName('left'), lowering)
  const pattern = node.childForFieldName('pattern')
  const type = typeName(node.childForFieldName('right') ?? pattern?.namedChildren[0] ?? null, names) ?? ''
  const name = node.childForFieldName('name') ?? pattern?.namedChildren[1] ?? null
  if (name?.type === 'identifier') {
    const variable = builder.declare(name.text, type, spanOf(name))
    builder.write(variable, builder.make({ op: 'cast', type, value, span: spanOf(node) }), spanOf(node))
  }
  return builder.make({ op: 'instance-of', type, value, span: spanOf(node) })
}
