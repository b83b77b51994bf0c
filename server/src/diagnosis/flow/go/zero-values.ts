import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Span, Temp } from '../ir.ts'
import { isNumberType } from '../values.ts'
import type { Lowering } from './lowering.ts'
import { typeName } from './names.ts'

/** What a variable of a type holds before anything is written to it. */
export function zeroOf(type: SyntaxNode | null, span: Span, { builder, names }: Lowering): Temp {
  const declared = type?.type === 'type_identifier' ? (names.types.get(type.text) ?? type) : type
  switch (declared?.type) {
    case 'pointer_type':
    case 'map_type':
    case 'function_type':
    case 'interface_type':
    case 'channel_type':
      return builder.constant(null, span)
    case 'type_identifier':
      if (declared.text === 'string') return builder.constant('', span)
      if (declared.text === 'error' || declared.text === 'any') return builder.constant(null, span)
      if (declared.text === 'bool') return builder.constant(false, span)
      if (isNumberType(declared.text)) return builder.constant(0, span)
      break
    default:
  }
  return builder.make({ op: 'instance', type: typeName(type, names), span })
}
