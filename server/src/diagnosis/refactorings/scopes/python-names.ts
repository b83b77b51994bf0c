import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Declarations, NameRules } from './names.ts'

const comprehensions = /^(?:list_comprehension|set_comprehension|dictionary_comprehension|generator_expression)$/

/** Names of Python: whatever a function assigns is its own, from its first line on. */
export const pythonRules: NameRules = {
  opensScope: ({ type }) => comprehensions.test(type) || type === 'class_definition',
  isFunction: ({ type }) => type === 'function_definition' || type === 'lambda',
  isName(node, parent) {
    if (node.type !== 'identifier') return false
    if (parent.type === 'attribute') return parent.childForFieldName('attribute')?.startIndex !== node.startIndex
    if (parent.type === 'keyword_argument') return parent.childForFieldName('name')?.startIndex !== node.startIndex
    return parent.type !== 'dotted_name' || parent.child(0)?.startIndex === node.startIndex
  },
  declare(node, to) {
    switch (node.type) {
      case 'parameters':
      case 'lambda_parameters':
        for (const parameter of node.namedChildren)
          for (const name of targets(parameterName(parameter))) to.add(name, { kind: 'parameter' })
        return
      case 'assignment': {
        const hasValue = node.childForFieldName('right') !== null
        for (const name of targets(node.childForFieldName('left'))) to.add(name, { where: 'function', hasValue })
        return
      }
      case 'augmented_assignment':
        for (const name of targets(node.childForFieldName('left'))) {
          to.add(name, { where: 'function' })
          to.write(name, true)
        }
        return
      case 'for_statement':
        for (const name of targets(node.childForFieldName('left'))) to.add(name, { where: 'function' })
        return
      case 'for_in_clause':
        for (const name of targets(node.childForFieldName('left'))) to.add(name)
        return
      case 'as_pattern_target':
        for (const child of node.namedChildren) for (const name of targets(child)) to.add(name, { where: 'function' })
        return
      case 'named_expression':
        for (const name of targets(node.childForFieldName('name'))) to.add(name, { where: 'function' })
        return
      case 'function_definition':
      case 'class_definition': {
        const name = node.childForFieldName('name')
        if (name) to.add(name, { kind: node.type === 'class_definition' ? 'type' : 'function', where: 'outside' })
        return
      }
      case 'import_statement':
      case 'import_from_statement':
        declareImports(node, to)
        return
      case 'case_pattern': {
        const [only] = node.namedChildren
        if (only?.type === 'dotted_name' && only.childCount === 1 && only.child(0))
          for (const name of only.namedChildren) to.add(name, { where: 'function' })
        return
      }
      case 'splat_pattern':
      case 'list_splat_pattern':
        for (const name of node.namedChildren) if (name.type === 'identifier') to.add(name, { where: 'function' })
        return
    }
  },
}

function parameterName(parameter: SyntaxNode): SyntaxNode | null {
  return parameter.childForFieldName('name') ?? (parameter.type === 'typed_parameter' ? parameter.child(0) : parameter)
}

/** The names in what is assigned to; not those of objects whose parts are. */
function targets(node: SyntaxNode | null): SyntaxNode[] {
  if (!node) return []
  if (node.type === 'identifier') return [node]
  const isList =
    /^(?:pattern_list|tuple_pattern|list_pattern|list_splat_pattern|dictionary_splat_pattern|tuple|list|parenthesized_expression|expression_list)$/.test(
      node.type,
    )
  return isList ? node.namedChildren.flatMap(targets) : []
}

function declareImports(node: SyntaxNode, to: Declarations): void {
  const from = node.childForFieldName('module_name')
  for (const child of node.namedChildren) {
    if (from && child.startIndex === from.startIndex) continue
    const name =
      child.type === 'aliased_import'
        ? child.childForFieldName('alias')
        : child.type === 'dotted_name'
          ? (child.namedChildren[0] ?? null)
          : null
    if (name) to.add(name, { where: 'function' })
  }
}
