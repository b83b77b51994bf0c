import type { SyntaxNode } from '../../../syntax/tree.ts'
import { typeOfValue, typesInRange } from './go-types.ts'
import type { Declarations, NameRules } from './names.ts'

const scopes =
  /^(?:block|if_statement|for_statement|expression_switch_statement|type_switch_statement|select_statement|expression_case|type_case|default_case|communication_case)$/

/** Names of Go: each holds from its declaration on, to the end of its block. */
export const goRules: NameRules = {
  opensScope: ({ type }) => scopes.test(type),
  isFunction: ({ type }) => /^(?:function_declaration|method_declaration|func_literal)$/.test(type),
  isName: (node, parent) => node.type === 'identifier' && !/^(?:keyed_element|literal_element)$/.test(parent.type),
  declare(node, to) {
    switch (node.type) {
      case 'parameter_declaration':
      case 'variadic_parameter_declaration':
        declareParameters(node, to)
        return
      case 'short_var_declaration': {
        const values = listOf(node.childForFieldName('right'))
        for (const [at, name] of listOf(node.childForFieldName('left')).entries())
          if (name.type === 'identifier')
            to.add(name, { type: typeOfValue(values[at]), from: node.endIndex, isAgain: true })
        return
      }
      case 'var_spec':
      case 'const_spec': {
        const type = node.childForFieldName('type')?.text ?? null
        const values = listOf(node.childForFieldName('value'))
        const names = node.children.filter(child => child.type === 'identifier' && isBeforeValue(child, node))
        for (const [at, name] of names.entries())
          to.add(name, { type: type ?? typeOfValue(values[at]), from: node.endIndex })
        return
      }
      case 'type_spec':
      case 'type_alias': {
        const name = node.childForFieldName('name')
        if (name) to.add(name, { kind: 'type', from: node.startIndex })
        return
      }
      case 'range_clause': {
        const names = listOf(node.childForFieldName('left'))
        const types = typesInRange(node)
        const isNew = node.children.some(({ type }) => type === ':=')
        for (const [at, name] of names.entries()) {
          if (name.type !== 'identifier') continue
          if (isNew) to.add(name, { type: types[at] ?? null, from: node.endIndex })
          else to.write(name, false)
        }
        return
      }
      case 'type_switch_statement':
        for (const name of listOf(node.childForFieldName('alias'))) to.add(name, { from: name.startIndex })
        return
      case 'assignment_statement': {
        const alsoReads = node.childForFieldName('operator')?.text !== '='
        for (const name of listOf(node.childForFieldName('left')))
          if (name.type === 'identifier') to.write(name, alsoReads)
        return
      }
      case 'receive_statement':
        for (const name of listOf(node.childForFieldName('left')))
          if (name.type === 'identifier') to.add(name, { from: node.endIndex, isAgain: true })
        return
      case 'inc_statement':
      case 'dec_statement': {
        const name = node.child(0)
        if (name?.type === 'identifier') to.write(name, true)
        return
      }
    }
  },
}

function declareParameters(node: SyntaxNode, to: Declarations): void {
  const written = node.childForFieldName('type')?.text ?? null
  const type = written !== null && node.type === 'variadic_parameter_declaration' ? `[]${written}` : written
  for (const name of node.children)
    if (name.type === 'identifier') to.add(name, { kind: 'parameter', type, from: node.startIndex })
}

function isBeforeValue(name: SyntaxNode, spec: SyntaxNode): boolean {
  const value = spec.childForFieldName('value')
  return !value || name.startIndex < value.startIndex
}

function listOf(node: SyntaxNode | null): SyntaxNode[] {
  if (!node) return []
  return node.type === 'expression_list' ? node.namedChildren.filter(({ type }) => type !== 'comment') : [node]
}
