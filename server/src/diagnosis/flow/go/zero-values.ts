import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Constant, Span, Temp } from '../ir.ts'
import { isNumberType } from '../values.ts'
import type { Lowering } from './lowering.ts'
import { typeName } from './names.ts'

/** Types whose variables are nil until something is written to them. Slices are left out: one that is nil can be used like an empty one. */
const nilTypes = /^(pointer|map|function|interface|channel)_type$/

/** What a variable of a type holds before anything is written to it. */
export function zeroOf(type: SyntaxNode | null, span: Span, { builder, names }: Lowering): Temp {
  const declared = type?.type === 'type_identifier' ? (names.types.get(type.text) ?? type) : type
  const constant = declared ? zeroConstant(declared) : undefined
  if (constant !== undefined) return builder.constant(constant, span)
  return builder.make({ op: 'instance', type: typeName(type, names), span })
}

function zeroConstant({ type, text }: SyntaxNode): Constant | undefined {
  if (nilTypes.test(type)) return null
  if (type !== 'type_identifier') return undefined
  if (text === 'string') return ''
  if (text === 'error' || text === 'any') return null
  if (text === 'bool') return false
  return isNumberType(text) ? 0 : undefined
}
