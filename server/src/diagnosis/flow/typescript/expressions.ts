import type { SyntaxNode } from '../../../syntax/tree.ts'
import { binaryOperator } from '../lower-alike.ts'
import type { BinaryOperator, Temp } from '../ir.ts'
import { lowerAssignment, lowerUpdate } from './assignments.ts'
import { lowerCall, lowerNew } from './calls.ts'
import { lowerClass } from './classes.ts'
import { isCondition, lowerChoice } from './conditions.ts'
import { lowerFunction } from './functions.ts'
import { lowerJsx } from './jsx.ts'
import { literalOf, unescaped } from './literals.ts'
import { codeChildren, nested, nothing, spanOf, type Lowering } from './lowering.ts'
import { placeOf, readPlace } from './members.ts'
import { keyName } from './patterns.ts'
import { typeName } from './names.ts'

/** Lowers an expression to the value that it has. */
export function lowerExpression(node: SyntaxNode | null, lowering: Lowering): Temp {
  if (!node) return nothing(lowering, { start: 0, end: 0 })
  return nested(
    lowering,
    () => lowerKind(node, lowering),
    () => nothing(lowering, spanOf(node)),
  )
}

function lowerKind(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const span = spanOf(node)
  switch (node.type) {
    case 'string':
    case 'number':
    case 'true':
    case 'false':
    case 'null':
    case 'undefined': {
      const literal = literalOf(node)
      return literal === undefined ? nothing(lowering, span) : builder.constant(literal, span)
    }
    case 'template_string':
      return lowerTemplate(node, lowering)
    case 'regex':
      return builder.make({ op: 'global', name: isWhole(node) ? 'RegExp.whole' : 'RegExp', span })
    case 'identifier':
    case 'shorthand_property_identifier':
    case 'member_expression':
    case 'subscript_expression':
      return lowerPlace(node, lowering)
    case 'this':
      return builder.make({ op: 'self', span })
    case 'super':
      return builder.make({ op: 'self', span })
    case 'parenthesized_expression':
    case 'satisfies_expression':
    case 'non_null_expression':
    case 'instantiation_expression':
      return lowerExpression(codeChildren(node)[0] ?? null, lowering)
    case 'as_expression':
      return lowerAs(node, lowering)
    case 'type_assertion':
      return lowerExpression(codeChildren(node).at(-1) ?? null, lowering)
    case 'await_expression':
      return lowerExpression(codeChildren(node)[0] ?? null, lowering)
    case 'yield_expression':
      return lowerYield(node, lowering)
    case 'sequence_expression':
      return (
        codeChildren(node)
          .map(child => lowerExpression(child, lowering))
          .at(-1) ?? nothing(lowering, span)
      )
    case 'binary_expression':
      return isCondition(node) ? lowerChoice(node, lowering) : lowerBinary(node, lowering)
    case 'ternary_expression':
      return lowerChoice(node, lowering)
    case 'unary_expression':
      return lowerUnary(node, lowering)
    case 'update_expression':
      return lowerUpdate(node, lowering)
    case 'assignment_expression':
    case 'augmented_assignment_expression':
      return lowerAssignment(node, lowering)
    case 'call_expression':
      return lowerCall(node, lowering)
    case 'new_expression':
      return lowerNew(node, lowering)
    case 'arrow_function':
    case 'function_expression':
    case 'generator_function':
    case 'function':
      return lowerFunction(node, node.childForFieldName('name')?.text ?? '', lowering)
    case 'class':
      return builder.make({ op: 'global', name: lowerClass(node, lowering), span })
    case 'object':
      return lowerObject(node, lowering)
    case 'array':
      return lowerArray(node, lowering)
    case 'jsx_element':
    case 'jsx_self_closing_element':
    case 'jsx_fragment':
      return lowerJsx(node, lowering)
    default: {
      const of = codeChildren(node).map(child => lowerExpression(child, lowering))
      return builder.make({ op: 'unknown', of, span })
    }
  }
}

function lowerPlace(node: SyntaxNode, lowering: Lowering): Temp {
  const place = placeOf(node, lowering)
  return place ? readPlace(place, node, lowering) : nothing(lowering, spanOf(node))
}

/** Whether what a pattern allows is all that a text has in it: then it lets only what it says through. */
function isWhole(node: SyntaxNode): boolean {
  const pattern = node.childForFieldName('pattern')?.text ?? ''
  const flags = node.childForFieldName('flags')?.text ?? ''
  return /^\^.*\$$/s.test(pattern) && !flags.includes('m') && !/(?<!\\)\.[*+]|\[\^/.test(pattern)
}

function lowerTemplate(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  let joined = builder.constant('', spanOf(node))
  // Escapes stand between the fragments.
  let text = ''
  const flush = (): void => {
    if (text === '') return
    joined = builder.binary('+', joined, builder.constant(text, spanOf(node)), spanOf(node))
    text = ''
  }
  for (const child of node.namedChildren) {
    if (child.type === 'template_substitution') {
      flush()
      const value = lowerExpression(codeChildren(child)[0] ?? null, lowering)
      joined = builder.binary('+', joined, value, spanOf(node))
    } else text += child.type === 'escape_sequence' ? unescaped(child.text) : child.text
  }
  flush()
  return joined
}

function lowerAs(node: SyntaxNode, lowering: Lowering): Temp {
  const [value, type] = codeChildren(node)
  const made = lowerExpression(value ?? null, lowering)
  const name = type ? typeName(type, lowering.names) : null
  // Saying that it is a number makes it none.
  if (name === null || name === 'const' || /^(String|number|boolean|unknown|never)$/.test(name)) return made
  return lowering.builder.make({ op: 'cast', type: name, value: made, span: spanOf(node) })
}

/** What a generator yields is part of what it returns. */
function lowerYield(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder, yielded } = lowering
  const value = lowerExpression(codeChildren(node)[0] ?? null, lowering)
  if (yielded !== null) {
    const span = spanOf(node)
    const both = builder.make({ op: 'unknown', of: [builder.read(yielded, span), value], span })
    builder.write(yielded, both, span)
  }
  return value
}

/** The operator of a text such as `+` or `+=`; null where it is not modelled. */
export function operatorOf(text: string): BinaryOperator | null {
  return binaryOperator(text, '/')
}

function lowerBinary(node: SyntaxNode, lowering: Lowering): Temp {
  const left = lowerExpression(node.childForFieldName('left'), lowering)
  const right = lowerExpression(node.childForFieldName('right'), lowering)
  return combine(node.childForFieldName('operator')?.type ?? '', left, right, node, lowering)
}

/** What an operator makes of two values. Numbers carry no text. */
export function combine(sign: string, left: Temp, right: Temp, node: SyntaxNode, { builder }: Lowering): Temp {
  const span = spanOf(node)
  const operator = operatorOf(sign)
  if (sign === 'instanceof' || sign === 'in' || !operator) return builder.make({ op: 'global', name: 'number', span })
  const made = builder.binary(operator, left, right, span)
  return /^[-*/%&|^]$/.test(operator) ? builder.make({ op: 'cast', type: 'number', value: made, span }) : made
}

function lowerUnary(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const span = spanOf(node)
  const sign = node.childForFieldName('operator')?.type ?? ''
  const argument = node.childForFieldName('argument')
  if (sign === '!') return lowerChoice(node, lowering)
  const literal = argument?.type === 'number' && sign === '-' ? literalOf(argument) : undefined
  if (typeof literal === 'number') return builder.constant(-literal, span)
  const value = lowerExpression(argument, lowering)
  if (sign === '-' || sign === '~') {
    const made = builder.make({ op: 'unary', operator: sign, value, span })
    return builder.make({ op: 'cast', type: 'number', value: made, span })
  }
  if (sign === '+') return builder.make({ op: 'cast', type: 'number', value, span })
  if (sign === 'void') return builder.constant(null, span)
  return nothing(lowering, span)
}

function lowerArray(node: SyntaxNode, lowering: Lowering): Temp {
  const children = codeChildren(node)
  const spreads = children.flatMap((child, at) => (child.type === 'spread_element' ? [at] : []))
  const elements = children.map(child =>
    lowerExpression(child.type === 'spread_element' ? (codeChildren(child)[0] ?? null) : child, lowering),
  )
  return lowering.builder.make({
    op: 'list',
    type: 'Array',
    elements,
    span: spanOf(node),
    ...(spreads.length > 0 ? { spreads } : {}),
  })
}

function lowerObject(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const entries: { key: string | null; value: Temp; isSpread?: true }[] = []
  for (const part of codeChildren(node)) {
    switch (part.type) {
      case 'spread_element': {
        const value = lowerExpression(codeChildren(part)[0] ?? null, lowering)
        entries.push({ key: null, value, isSpread: true })
        break
      }
      case 'pair': {
        const key = part.childForFieldName('key')
        const name = key ? keyName(key) : undefined
        const value = part.childForFieldName('value')
        if (name === undefined && key) lowerExpression(codeChildren(key)[0] ?? null, lowering)
        entries.push({ key: name ?? null, value: lowerNamed(value, name ?? '', lowering) })
        break
      }
      case 'method_definition': {
        const key = part.childForFieldName('name')
        const name = key ? keyName(key) : undefined
        const value = lowerFunction(part, name ?? '', lowering)
        // What a getter returns is not the function.
        if (!part.children.some(child => child.type === 'get' || child.type === 'set'))
          entries.push({ key: name ?? null, value })
        break
      }
      case 'shorthand_property_identifier':
        entries.push({ key: part.text, value: lowerExpression(part, lowering) })
        break
      default:
        lowerExpression(part, lowering)
    }
  }
  return builder.make({ op: 'map', type: 'Object', entries, span: spanOf(node) })
}

/** A value that gets a name where it stands: functions are told of by it. */
export function lowerNamed(node: SyntaxNode | null, name: string, lowering: Lowering): Temp {
  const isFunction = node !== null && /^(arrow_function|function_expression|generator_function)$/.test(node.type)
  return isFunction ? lowerFunction(node, name, lowering) : lowerExpression(node, lowering)
}
