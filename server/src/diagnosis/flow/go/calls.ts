import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { CallInstruction, Temp } from '../ir.ts'
import { lowerExpression } from './expressions.ts'
import { codeChildren, nothingKnown, spanOf, type Lowering } from './lowering.ts'
import { packageOf } from './members.ts'
import { isTypeName, typeName } from './names.ts'
import { zeroOf } from './zero-values.ts'

/** A call before it is made: all that it needs has been evaluated. */
export type PreparedCall = Omit<CallInstruction, 'op' | 'into'>

const builtins = new Set('cap clear close complex copy delete imag len max min print println real recover'.split(' '))

/** A call, a conversion, or one of the functions that the language itself has. */
export function lowerCall(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const special = lowerSpecial(node, lowering)
  if (special !== null) return special
  const call = prepareCall(node, lowering)
  return call === null ? nothingKnown(lowering, node) : builder.call(call)
}

function argumentsOf(node: SyntaxNode): SyntaxNode[] {
  const list = node.childForFieldName('arguments')
  return list ? codeChildren(list) : []
}

/** Evaluates what a call needs; null where it is none that could be made later. */
export function prepareCall(node: SyntaxNode, lowering: Lowering): PreparedCall | null {
  const called = calledBy(node)
  if (!called) return null
  const span = spanOf(node)
  const values = (): Temp[] => argumentsOf(node).map(one => lowerExpression(one, lowering))
  if (called.type === 'identifier') {
    const { builder, names } = lowering
    const name = called.text
    if (builder.lookup(name) === null && !names.globals.has(name)) {
      if (names.functions.has(name))
        return { form: 'free', receiver: null, type: null, name, arguments: values(), span }
      // What the file does not declare stands in another one of the package.
      const type = builtins.has(name) || name === 'panic' ? 'builtin' : names.folder
      return { form: 'static', receiver: null, type, name, arguments: values(), span }
    }
  }
  if (called.type === 'selector_expression') {
    const operand = called.childForFieldName('operand')
    const name = called.childForFieldName('field')?.text ?? ''
    const place = operand && packageOf(operand, lowering)
    if (place !== null) return { form: 'static', receiver: null, type: place, name, arguments: values(), span }
    const receiver = lowerExpression(operand, lowering)
    const call: PreparedCall = { form: 'method', receiver, type: null, name, arguments: values(), span }
    // Methods may be called on nil pointers, but never on errors that are nil.
    return name === 'Error' ? call : { ...call, isOptional: true }
  }
  const receiver = lowerExpression(called, lowering)
  return { form: 'method', receiver, type: null, name: '', arguments: values(), span }
}

/** What is called, without the types that it is called for. */
function calledBy(node: SyntaxNode): SyntaxNode | null {
  let called = node.childForFieldName('function')
  for (; called?.type === 'parenthesized_expression'; called = codeChildren(called)[0] ?? null);
  if (called?.type === 'type_instantiation_expression') return codeChildren(called)[0] ?? null
  return called
}

/** Conversions, and functions of the language that are more than functions; null for any other call. */
function lowerSpecial(node: SyntaxNode, lowering: Lowering): Temp | null {
  const { builder, names } = lowering
  const called = calledBy(node)
  const span = spanOf(node)
  const values = argumentsOf(node)
  const [first, ...others] = values
  if (!called) return null
  if (/_type$/.test(called.type) && called.type !== 'qualified_type') return convert(called, first, node, lowering)
  if (called.type === 'index_expression') {
    const operand = called.childForFieldName('operand')
    // `f[T](a)` and `handlers[i](a)` look the same.
    if (operand?.type !== 'identifier' || builder.lookup(operand.text) !== null) return null
    if (!names.functions.has(operand.text)) return null
    const made = values.map(one => lowerExpression(one, lowering))
    return builder.call({ form: 'free', receiver: null, type: null, name: operand.text, arguments: made, span })
  }
  if (called.type !== 'identifier' || builder.lookup(called.text) !== null || names.functions.has(called.text))
    return null
  const name = called.text
  if (isTypeName(name, names)) return convert(called, first, node, lowering)
  switch (name) {
    case 'append':
      return lowerAppend(values, node, lowering)
    case 'make':
      for (const size of others) lowerExpression(size, lowering)
      return builder.make({ op: 'map', type: typeName(first ?? null, names), entries: [], span })
    case 'new':
      return first?.type === 'type_identifier' && !names.types.has(first.text)
        ? nothingKnown(lowering, node)
        : builder.make({ op: 'map', type: typeName(first ?? null, names), entries: [], span })
    case 'panic':
      builder.throw(lowerExpression(first ?? null, lowering), span)
      return nothingKnown(lowering, node)
    default:
      return null
  }
}

function convert(type: SyntaxNode, value: SyntaxNode | undefined, node: SyntaxNode, lowering: Lowering): Temp {
  const { builder, names } = lowering
  if (!value) return zeroOf(type, spanOf(node), lowering)
  const inner = type.type === 'parenthesized_type' ? (type.namedChildren[0] ?? type) : type
  const made = lowerExpression(value, lowering)
  return builder.make({ op: 'cast', type: typeName(inner, names) ?? '', value: made, span: spanOf(node) })
}

/** `append` gives a list of what the first holds and of what comes after it. */
function lowerAppend(values: readonly SyntaxNode[], node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const elements = values.map(one => lowerExpression(one, lowering))
  const spreads = values.flatMap((one, at) => (at === 0 || one.type === 'variadic_argument' ? [at] : []))
  return builder.make({ op: 'list', type: null, elements, spreads, span: spanOf(node) })
}
