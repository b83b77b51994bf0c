import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Constant, Temp } from '../ir.ts'
import { lowerExpression } from './expressions.ts'
import { literalOf } from './literals.ts'
import { codeChildren, spanOf, type Lowering } from './lowering.ts'
import { typeName } from './names.ts'

/** `T{…}`: a list, a map, or a struct. */
export function lowerComposite(node: SyntaxNode, lowering: Lowering): Temp {
  return lowerBody(node.childForFieldName('type'), node.childForFieldName('body'), node, lowering)
}

function lowerBody(type: SyntaxNode | null, body: SyntaxNode | null, node: SyntaxNode, lowering: Lowering): Temp {
  const parts = body ? codeChildren(body) : []
  const declared = type?.type === 'type_identifier' ? (lowering.names.types.get(type.text) ?? type) : type
  const isList = /^(slice|array|implicit_length_array)_type$/.test(declared?.type ?? '')
  if (isList) return lowerList(type, declared, parts, node, lowering)
  if (declared?.type === 'map_type') return lowerMap(type, declared, parts, node, lowering)
  return lowerStruct(type, declared, parts, node, lowering)
}

/** Elements that have no type of their own are of the type that the list says. */
function lowerElement(element: SyntaxNode | undefined, type: SyntaxNode | null, lowering: Lowering): Temp {
  const inner = element?.type === 'literal_element' ? codeChildren(element)[0] : element
  if (inner?.type !== 'literal_value') return lowerExpression(inner ?? null, lowering)
  const of = type?.type === 'pointer_type' ? (type.namedChildren[0] ?? null) : type
  lowering.depth++
  const made = lowerBody(of, inner, inner, lowering)
  lowering.depth--
  return made
}

function lowerList(
  type: SyntaxNode | null,
  declared: SyntaxNode | null,
  parts: readonly SyntaxNode[],
  node: SyntaxNode,
  lowering: Lowering,
): Temp {
  const { builder, names } = lowering
  const of = declared?.childForFieldName('element') ?? null
  const elements = parts.map(part =>
    lowerElement(part.type === 'keyed_element' ? codeChildren(part)[1] : part, of, lowering),
  )
  const name = typeName(type, names)
  // Elements that name their places need not stand in their order.
  if (!parts.some(part => part.type === 'keyed_element'))
    return builder.make({ op: 'list', type: name, elements, span: spanOf(node) })
  const entries = elements.map(value => ({ key: null, value }))
  return builder.make({ op: 'map', type: name, entries, span: spanOf(node) })
}

function lowerMap(
  type: SyntaxNode | null,
  declared: SyntaxNode,
  parts: readonly SyntaxNode[],
  node: SyntaxNode,
  lowering: Lowering,
): Temp {
  const { builder, names } = lowering
  const entries = parts.map(part => {
    const [key, value] = codeChildren(part)
    const written = key?.type === 'literal_element' ? codeChildren(key)[0] : key
    const literal: Constant | undefined = written && literalOf(written)
    if (written && literal === undefined && written.type !== 'literal_value') lowerExpression(written, lowering)
    const made = lowerElement(value, declared.childForFieldName('value'), lowering)
    return { key: literal ?? null, value: made }
  })
  return builder.make({ op: 'map', type: typeName(type, names), entries, span: spanOf(node) })
}

function lowerStruct(
  type: SyntaxNode | null,
  declared: SyntaxNode | null,
  parts: readonly SyntaxNode[],
  node: SyntaxNode,
  lowering: Lowering,
): Temp {
  const { builder, names } = lowering
  const fields = fieldsOf(declared)
  const name = typeName(type, names)
  const entries = parts.map((part, at) => {
    const [key, value] = part.type === 'keyed_element' ? codeChildren(part) : [undefined, part]
    const field = key ? key.text : (fields[at]?.name ?? String(at))
    const made = lowerElement(value, fields.find(one => one.name === field)?.type ?? null, lowering)
    return { key: field, value: made, span: spanOf(part) }
  })
  const made = builder.make({
    op: 'map',
    type: name,
    entries: entries.map(({ key, value }) => ({ key, value })),
    span: spanOf(node),
  })
  // Members of types of libraries may be places where something does harm.
  if (type?.type === 'qualified_type')
    for (const { key, value, span } of entries) builder.setField(made, name, key, value, span)
  return made
}

/** The fields of a struct that the file declares, in their order. */
function fieldsOf(declared: SyntaxNode | null): { name: string; type: SyntaxNode | null }[] {
  const list = declared?.type === 'struct_type' ? declared.namedChildren[0] : undefined
  return (list?.namedChildren ?? []).flatMap(field => {
    if (field.type !== 'field_declaration') return []
    const type = field.childForFieldName('type')
    const names = field.namedChildren.filter(child => child.type === 'field_identifier')
    return names.length > 0 ? names.map(name => ({ name: name.text, type })) : [{ name: type?.text ?? '', type }]
  })
}
