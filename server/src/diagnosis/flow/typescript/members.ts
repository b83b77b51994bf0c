import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Temp, Variable } from '../ir.ts'
import { typeByName } from './conventions.ts'
import { lowerExpression } from './expressions.ts'
import { literalOf } from './literals.ts'
import { codeChildren, hasToken, spanOf, type Lowering } from './lowering.ts'
import { importedPath, isOfWorkspace, requiredFile, type ExportedName } from './names.ts'

/** What a name or member means: a variable, a member or element of a value, or something global. */
export type Place =
  | { kind: 'variable'; variable: Variable }
  | { kind: 'field'; object: Temp | null; type: string | null; name: string; isOptional: boolean }
  | { kind: 'element'; object: Temp; key: Temp; isOptional: boolean }
  | { kind: 'global'; name: string; exported?: ExportedName | undefined }

/** What always stands for the one object that everything global belongs to. */
const globals = new Set(['window', 'globalThis', 'global', 'self', 'top', 'parent'])

/** What expressions that only change the static type stand around. */
export function bare(node: SyntaxNode | null): SyntaxNode | null {
  let inside = node
  while (
    inside &&
    /^(parenthesized_expression|as_expression|satisfies_expression|non_null_expression|instantiation_expression)$/.test(
      inside.type,
    )
  )
    inside = codeChildren(inside)[0] ?? null
  return inside?.type === 'type_assertion' ? bare(codeChildren(inside).at(-1) ?? null) : inside
}

/** The module, global object or class that an expression names; null where it is a value. */
export function pathOf(node: SyntaxNode | null, lowering: Lowering, isCalled = false): string | null {
  const { builder, names } = lowering
  if (node?.type === 'identifier') {
    if (builder.lookup(node.text) !== null) return null
    // What the workspace exports is a value like any other, of which nothing is known here.
    if (!isCalled && isOfWorkspace(names.imports.get(node.text))) return null
    return (
      names.imports.get(node.text) ??
      names.classes.get(node.text) ??
      (globals.has(node.text) ? 'globalThis' : node.text)
    )
  }
  if (node?.type === 'call_expression') return requiredFile(node, names) ? null : importedPath(node, names)
  if (node?.type !== 'member_expression') return null
  const object = bare(node.childForFieldName('object'))
  const path = object && pathOf(object, lowering)
  const name = node.childForFieldName('property')?.text ?? ''
  if (!object || path === null) return null
  if (path === 'globalThis') return name
  // What is in something global is a value: `location.hash`.
  const isGlobal = object.type === 'identifier' && !names.imports.has(object.text)
  return isGlobal || (object.type === 'member_expression' && path.indexOf('.') < 0) ? null : `${path}.${name}`
}

/** Finds out what an expression that can be assigned to means, evaluating what stands before its last part. */
export function placeOf(node: SyntaxNode, lowering: Lowering): Place | null {
  const { builder } = lowering
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier':
    case 'shorthand_property_identifier_pattern': {
      const variable = builder.lookup(node.text)
      if (variable !== null) return { kind: 'variable', variable }
      const { imports, exported, classes } = lowering.names
      return {
        kind: 'global',
        name: globals.has(node.text) ? 'globalThis' : (imports.get(node.text) ?? classes.get(node.text) ?? node.text),
        exported: exported.get(node.text),
      }
    }
    case 'member_expression': {
      const object = node.childForFieldName('object')
      const name = node.childForFieldName('property')?.text ?? ''
      const path = pathOf(bare(object), lowering)
      const isOptional = hasToken(node, 'optional_chain')
      if (path === 'globalThis') return { kind: 'global', name }
      if (path !== null) return { kind: 'field', object: null, type: path, name, isOptional }
      return { kind: 'field', object: lowerExpression(object, lowering), type: null, name, isOptional }
    }
    case 'subscript_expression': {
      const object = lowerExpression(node.childForFieldName('object'), lowering)
      const index = node.childForFieldName('index')
      const name = index ? literalOf(index) : undefined
      const isOptional = hasToken(node, 'optional_chain')
      if (typeof name === 'string') return { kind: 'field', object, type: null, name, isOptional }
      return { kind: 'element', object, key: lowerExpression(index, lowering), isOptional }
    }
    default:
      return null
  }
}

export function readPlace(place: Place, node: SyntaxNode, { builder, names }: Lowering): Temp {
  const span = spanOf(node)
  switch (place.kind) {
    case 'variable':
      return builder.read(place.variable, span)
    case 'global': {
      if (place.exported) return builder.make({ op: 'imported', ...place.exported, type: typeByName(node.text), span })
      if (!isOfWorkspace(place.name) || names.classes.get(node.text) === place.name)
        return builder.make({ op: 'global', name: place.name, span })
      const type = typeByName(node.text)
      return builder.make(type === null ? { op: 'unknown', of: [], span } : { op: 'global', name: type, span })
    }
    case 'field': {
      const { object, type, name } = place
      const isOptional = place.isOptional ? { isOptional: true as const } : {}
      return builder.make({ op: 'field', object, type, name, span, ...isOptional })
    }
    case 'element': {
      const isOptional = place.isOptional ? { isOptional: true as const } : {}
      return builder.make({ op: 'element', object: place.object, key: place.key, span, ...isOptional })
    }
  }
}

/** `target` is what is written to, `node` the whole assignment. */
export function writePlace(
  place: Place,
  value: Temp,
  target: SyntaxNode,
  node: SyntaxNode,
  { builder }: Lowering,
): void {
  const span = spanOf(node)
  switch (place.kind) {
    case 'variable':
      builder.write(place.variable, value, span)
      return
    case 'global':
      // What nobody declares becomes global; the browser's own names do something.
      if (target.type !== 'identifier' || /^(location|name|exports|module|on[a-z]+)$/.test(place.name))
        builder.setField(null, 'globalThis', place.name, value, span)
      else builder.write(builder.declare(place.name, null, span), value, span)
      return
    case 'field':
      builder.setField(place.object, place.type, place.name, value, span)
      return
    case 'element':
      builder.setElement(place.object, place.key, value, span)
  }
}
