import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Temp, Variable } from '../ir.ts'
import { lowerExpression } from './expressions.ts'
import { spanOf, type Lowering } from './lowering.ts'
import { qualified } from './names.ts'

/** What a name means. */
export type Member =
  | { kind: 'variable'; variable: Variable }
  | { kind: 'field'; object: Temp | null; type: string | null; name: string }
  | { kind: 'type'; name: string }

/** Finds out what an identifier or `a.b` means, evaluating what stands before the last dot. */
export function memberOf(node: SyntaxNode, lowering: Lowering): Member {
  return node.type === 'identifier' ? meaningOf(node, lowering) : fieldOf(node, lowering)
}

function meaningOf(node: SyntaxNode, lowering: Lowering): Member {
  const { builder, names, classes } = lowering
  const name = node.text
  const variable = builder.lookup(name)
  if (variable !== null) return { kind: 'variable', variable }
  for (const [depth, { fields, name: className }] of classes.entries()) {
    const field = fields.get(name)
    if (field?.isStatic) return { kind: 'field', object: null, type: className, name }
    // An instance around the innermost one has no name here.
    if (field) return { kind: 'field', object: depth === 0 ? self(node, lowering) : null, type: className, name }
  }
  const owner = names.members.get(name)
  if (owner !== undefined) return { kind: 'field', object: null, type: owner, name }
  if (isTypeName(name)) return { kind: 'type', name: qualified(name, names) }
  return { kind: 'field', object: self(node, lowering), type: null, name }
}

function self(node: SyntaxNode, { builder }: Lowering): Temp {
  return builder.make({ op: 'self', span: spanOf(node) })
}

function fieldOf(node: SyntaxNode, lowering: Lowering): Member {
  const name = node.childForFieldName('field')?.text ?? ''
  const object = node.childForFieldName('object')
  const path = object && pathOf(object, lowering)
  if (path !== null) {
    // `a.b.C` is a type, `a.b.C.d` and `a.b.C.D_E` are members of it.
    const isOfType = isTypeName(path.slice(path.lastIndexOf('.') + 1))
    if (!isOfType || isNestedType(name)) return { kind: 'type', name: `${path}.${name}` }
    return { kind: 'field', object: null, type: path, name }
  }
  return { kind: 'field', object: lowerExpression(object, lowering), type: null, name }
}

/** The package or type that an expression names; null where it is a value. */
export function pathOf(node: SyntaxNode, lowering: Lowering): string | null {
  const { builder, names, classes } = lowering
  if (node.type === 'identifier') {
    const name = node.text
    const isValue =
      builder.lookup(name) !== null || classes.some(one => one.fields.has(name)) || names.members.has(name)
    if (isValue) return null
    if (isTypeName(name)) return qualified(name, names)
    return node.parent?.type === 'field_access' &&
      node.parent.parent?.type !== 'assignment_expression' &&
      isPackage(node)
      ? name
      : null
  }
  if (node.type !== 'field_access') return null
  const object = node.childForFieldName('object')
  const path = object && pathOf(object, lowering)
  const name = node.childForFieldName('field')?.text ?? ''
  if (path === null) return null
  const isOfType = isTypeName(path.slice(path.lastIndexOf('.') + 1))
  return !isOfType || isNestedType(name) ? `${path}.${name}` : null
}

/** Whether a name in small letters begins a path that ends in a type: `java.io.File`, not `request.body.name`. */
function isPackage(node: SyntaxNode): boolean {
  let above = node.parent
  for (; above?.type === 'field_access'; above = above.parent) {
    if (isTypeName(above.childForFieldName('field')?.text ?? '')) return true
  }
  return false
}

function isTypeName(name: string): boolean {
  return /^[A-Z]/.test(name)
}

/** Constants are written in capitals only. */
function isNestedType(name: string): boolean {
  return /^[A-Z].*[a-z]/.test(name)
}

export function lowerIdentifier(node: SyntaxNode, lowering: Lowering): Temp {
  return readMember(memberOf(node, lowering), node, lowering)
}

export function lowerFieldAccess(node: SyntaxNode, lowering: Lowering): Temp {
  return readMember(memberOf(node, lowering), node, lowering)
}

function readMember(member: Member, node: SyntaxNode, { builder }: Lowering): Temp {
  const span = spanOf(node)
  switch (member.kind) {
    case 'variable':
      return builder.read(member.variable, span)
    case 'type':
      return builder.make({ op: 'global', name: member.name, span })
    case 'field':
      return builder.make({ op: 'field', object: member.object, type: member.type, name: member.name, span })
  }
}
