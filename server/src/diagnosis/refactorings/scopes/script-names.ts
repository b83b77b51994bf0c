import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { NameRules } from './names.ts'

const scopes =
  /^(?:statement_block|for_statement|for_in_statement|catch_clause|switch_body|class_body|class_static_block)$/
const functions =
  /^(?:function_declaration|function_expression|arrow_function|method_definition|generator_function(?:_declaration)?)$/

/** Names of JavaScript and TypeScript. */
export const scriptRules: NameRules = {
  opensScope: ({ type }) => scopes.test(type),
  isFunction: ({ type }) => functions.test(type),
  isName: ({ type }) => /^(?:identifier|shorthand_property_identifier(?:_pattern)?)$/.test(type),
  declare(node, to) {
    const name = node.childForFieldName('name')
    switch (node.type) {
      case 'variable_declarator': {
        const isVar = node.parent?.type === 'variable_declaration'
        const value = node.childForFieldName('value')
        const type = name?.type === 'identifier' ? typeOf(node.childForFieldName('type'), value) : null
        const hasValue = value !== null
        for (const one of boundNames(name)) to.add(one, { type, hasValue, where: isVar ? 'function' : 'block' })
        return
      }
      case 'formal_parameters':
        for (const parameter of node.namedChildren) {
          const pattern = parameter.childForFieldName('pattern') ?? parameter
          const isPlain = pattern.type === 'identifier' && parameter.type !== 'optional_parameter'
          const type = isPlain
            ? typeOf(parameter.childForFieldName('type'), parameter.childForFieldName('value'))
            : null
          for (const one of boundNames(pattern)) to.add(one, { kind: 'parameter', type })
        }
        return
      case 'arrow_function': {
        const only = node.childForFieldName('parameter')
        if (only) to.add(only, { kind: 'parameter' })
        return
      }
      case 'function_declaration':
      case 'generator_function_declaration':
        if (name) to.add(name, { kind: 'function', where: 'outside' })
        return
      case 'function_expression':
      case 'generator_function':
        if (name) to.add(name, { kind: 'function' })
        return
      case 'class_declaration':
      case 'enum_declaration':
        if (name) to.add(name, { kind: 'type', where: 'outside' })
        return
      case 'catch_clause':
        for (const one of boundNames(node.childForFieldName('parameter'))) to.add(one)
        return
      case 'for_in_statement': {
        const left = node.childForFieldName('left')
        const kind = node.children.find(({ type }) => /^(?:const|let|var)$/.test(type))?.type
        for (const one of boundNames(left)) {
          if (kind === undefined) to.write(one, false)
          else to.add(one, { where: kind === 'var' ? 'function' : 'block' })
        }
        return
      }
      case 'assignment_expression':
        for (const one of boundNames(node.childForFieldName('left'))) to.write(one, false)
        return
      case 'augmented_assignment_expression':
        for (const one of boundNames(node.childForFieldName('left'))) to.write(one, true)
        return
      case 'update_expression': {
        const target = node.childForFieldName('argument')
        if (target?.type === 'identifier') to.write(target, true)
        return
      }
    }
  },
}

/** The names that a pattern binds or assigns. */
function boundNames(node: SyntaxNode | null): SyntaxNode[] {
  if (!node) return []
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier_pattern':
      return [node]
    case 'object_pattern':
    case 'array_pattern':
    case 'rest_pattern':
      return node.namedChildren.flatMap(boundNames)
    case 'pair_pattern':
      return boundNames(node.childForFieldName('value'))
    case 'assignment_pattern':
    case 'object_assignment_pattern':
      return boundNames(node.childForFieldName('left') ?? node.child(0))
    default:
      return []
  }
}

/** As written, or as the value tells; null where only a compiler knows. What may be one of several types is narrowed by code around it, and is none. */
function typeOf(annotation: SyntaxNode | null, value: SyntaxNode | null): string | null {
  if (annotation) {
    const type = annotation.text.replace(/^\s*:\s*/, '')
    return /[|?]|\b(?:any|unknown|null|undefined)\b/.test(type) ? null : type
  }
  switch (value?.type) {
    case 'number':
      return 'number'
    case 'string':
    case 'template_string':
      return 'string'
    case 'true':
    case 'false':
      return 'boolean'
    case 'new_expression':
      return value.childForFieldName('constructor')?.type === 'identifier' && !value.childForFieldName('type_arguments')
        ? (value.childForFieldName('constructor')?.text ?? null)
        : null
    default:
      return null
  }
}
