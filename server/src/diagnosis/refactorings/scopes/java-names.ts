import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Declarations, NameRules } from './names.ts'

const scopes =
  /^(?:block|constructor_body|for_statement|enhanced_for_statement|try_with_resources_statement|catch_clause|switch_block|switch_block_statement_group|switch_rule|class_body)$/
const functions = /^(?:method_declaration|constructor_declaration|compact_constructor_declaration|lambda_expression)$/

/** Names of Java: those of fields are declared outside of what is looked at. */
export const javaRules: NameRules = {
  opensScope: ({ type }) => scopes.test(type),
  isFunction: ({ type }) => functions.test(type),
  isName(node, parent) {
    if (node.type !== 'identifier') return false
    switch (parent.type) {
      case 'method_invocation':
      case 'method_declaration':
      case 'constructor_declaration':
      case 'class_declaration':
      case 'annotation':
      case 'marker_annotation':
      case 'element_value_pair':
        return !isField(node, parent, 'name') && !isField(node, parent, 'key')
      case 'field_access':
        return !isField(node, parent, 'field')
      case 'method_reference':
        return parent.child(0)?.startIndex === node.startIndex
      case 'labeled_statement':
      case 'break_statement':
      case 'continue_statement':
        return false
      default:
        return true
    }
  },
  declare(node, to) {
    const name = node.childForFieldName('name')
    switch (node.type) {
      case 'local_variable_declaration':
        declareLocals(node, to)
        return
      case 'formal_parameter':
        if (name) to.add(name, { kind: 'parameter', type: typeOf(node, name), from: node.startIndex })
        return
      case 'spread_parameter': {
        const declarator = node.namedChildren.find(({ type }) => type === 'variable_declarator')
        const declared = declarator?.childForFieldName('name')
        const type = node.namedChildren.find(
          child => child.type !== 'modifiers' && child.type !== 'variable_declarator',
        )
        if (declared)
          to.add(declared, { kind: 'parameter', type: type ? `${type.text}[]` : null, from: node.startIndex })
        return
      }
      case 'catch_formal_parameter': {
        const type = node.namedChildren.find(child => child.type === 'catch_type')?.text
        const one = type === undefined || type.includes('|') ? null : type
        if (name) to.add(name, { type: one, from: node.startIndex })
        return
      }
      case 'enhanced_for_statement':
      case 'resource':
        if (name) to.add(name, { type: typeOf(node, name), from: node.startIndex })
        return
      case 'lambda_expression': {
        const parameters = node.childForFieldName('parameters')
        const inferred = parameters?.type === 'inferred_parameters' ? parameters.namedChildren : [parameters]
        for (const one of inferred)
          if (one?.type === 'identifier') to.add(one, { kind: 'parameter', from: one.startIndex })
        return
      }
      case 'instanceof_expression':
      case 'type_pattern':
      case 'record_pattern_component': {
        const bound = name ?? (node.type === 'instanceof_expression' ? null : node.namedChildren.at(-1))
        if (bound?.type === 'identifier')
          to.add(bound, { type: node.childForFieldName('right')?.text ?? null, from: bound.startIndex })
        return
      }
      case 'class_declaration':
      case 'record_declaration':
      case 'interface_declaration':
      case 'enum_declaration':
        if (name) to.add(name, { kind: 'type', where: 'outside' })
        return
      case 'assignment_expression': {
        const left = node.childForFieldName('left')
        if (left?.type === 'identifier') to.write(left, node.childForFieldName('operator')?.text !== '=')
        return
      }
      case 'update_expression':
        for (const target of node.namedChildren) if (target.type === 'identifier') to.write(target, true)
        return
    }
  },
}

function declareLocals(node: SyntaxNode, to: Declarations): void {
  const written = node.childForFieldName('type')?.text ?? null
  for (const declarator of node.namedChildren) {
    const name = declarator.type === 'variable_declarator' ? declarator.childForFieldName('name') : null
    if (!name) continue
    const hasDimensions = declarator.namedChildren.some(({ type }) => type === 'dimensions')
    const type = written === 'var' || hasDimensions ? null : written
    const hasValue = declarator.childForFieldName('value') !== null
    // Its own value is computed where the name is known already.
    to.add(name, { type, hasValue, from: name.startIndex })
  }
}

function typeOf(node: SyntaxNode, name: SyntaxNode): string | null {
  const type = node.childForFieldName('type')?.text ?? null
  const hasDimensions = node.namedChildren.some(
    child => child.type === 'dimensions' && child.startIndex >= name.endIndex,
  )
  return type === 'var' || hasDimensions ? null : type
}

function isField(node: SyntaxNode, parent: SyntaxNode, field: string): boolean {
  return parent.childForFieldName(field)?.startIndex === node.startIndex
}
