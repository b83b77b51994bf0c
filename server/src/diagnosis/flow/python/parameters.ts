import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { VariableIr } from '../ir.ts'
import { literalOf } from './literals.ts'
import { codeChildren, spanOf, type Lowering } from './lowering.ts'
import { importedAs, typeName } from './names.ts'
import { requestAnnotation, type Route } from './web-handlers.ts'

/** A parameter as it is written. */
export interface Parameter {
  name: SyntaxNode
  type: SyntaxNode | null
  value: SyntaxNode | null
  takes: NonNullable<VariableIr['takes']> | null
}

/** Declares what a function takes. Its first parameter is no argument where it stands for the instance or the class. */
export function declareParameters(
  list: SyntaxNode | null,
  first: 'self' | 'class' | null,
  route: Route | null,
  lowering: Lowering,
): void {
  const { builder, imports, names, classes } = lowering
  const parameters = list ? readParameters(list) : []
  const receiver = first === null ? undefined : parameters.shift()
  for (const parameter of parameters) {
    const { name, type, value, takes } = parameter
    const written = typeName(type, imports, names) ?? usualType(name.text, value, lowering)
    const annotations = route ? requestAnnotation(parameter, written, route, lowering) : []
    const literal = literalOf(value)
    builder.parameter(
      name.text,
      takes === 'rest' ? 'tuple' : takes === 'names' ? 'dict' : written,
      spanOf(name),
      annotations,
      {
        ...(takes && { takes }),
        ...(value && { isOptional: true as const }),
        ...(literal !== undefined && { default: literal }),
      },
    )
  }
  if (!receiver) return
  const span = spanOf(receiver.name)
  const variable = builder.declare(receiver.name.text, classes[0]?.name ?? null, span)
  const value =
    first === 'self'
      ? builder.make({ op: 'self', span })
      : builder.make({ op: 'global', name: classes[0]?.name ?? '', span })
  // Nobody has written that, so that nobody need read it.
  builder.write(variable, value, { start: span.start, end: span.start })
}

/** Frameworks hand requests to functions that seldom say their type. */
function usualType(name: string, value: SyntaxNode | null, { imports }: Lowering): string | null {
  if (name !== 'request' || value) return null
  for (let one: typeof imports | null = imports; one; one = one.around) {
    for (const means of one.own.values())
      if (means.startsWith('django.') || means === 'django') return 'django.http.HttpRequest'
    for (const means of one.own.values()) if (means.startsWith('aiohttp')) return 'aiohttp.web.Request'
    for (const means of one.own.values()) {
      if (means.startsWith('rest_framework')) return 'rest_framework.request.Request'
      if (means.startsWith('pyramid.view')) return 'pyramid.request.Request'
    }
  }
  const imported = importedAs('request', imports)
  return imported === 'flask.request' ? imported : null
}

function readParameters(list: SyntaxNode): Parameter[] {
  const parameters: Parameter[] = []
  let isNamedOnly = false
  for (const node of codeChildren(list)) {
    const parameter = readParameter(node, isNamedOnly)
    if (node.type === 'keyword_separator' || parameter?.takes === 'rest') isNamedOnly = true
    if (parameter) parameters.push(parameter)
  }
  return parameters
}

function readParameter(node: SyntaxNode, isNamedOnly: boolean): Parameter | null {
  const splat = (one: SyntaxNode | undefined): Parameter['takes'] =>
    one?.type === 'list_splat_pattern' ? 'rest' : one?.type === 'dictionary_splat_pattern' ? 'names' : null
  const named = isNamedOnly ? 'name' : null
  switch (node.type) {
    case 'identifier':
      return { name: node, type: null, value: null, takes: named }
    case 'default_parameter':
    case 'typed_default_parameter': {
      const name = node.childForFieldName('name')
      return (
        name && { name, type: node.childForFieldName('type'), value: node.childForFieldName('value'), takes: named }
      )
    }
    case 'typed_parameter': {
      const first = codeChildren(node)[0]
      const name = first?.type === 'identifier' ? first : first?.namedChildren[0]
      return name ? { name, type: node.childForFieldName('type'), value: null, takes: splat(first) ?? named } : null
    }
    case 'list_splat_pattern':
    case 'dictionary_splat_pattern': {
      const name = node.namedChildren[0]
      return name ? { name, type: null, value: null, takes: splat(node) } : null
    }
    case 'tuple_pattern':
      return { name: node, type: null, value: null, takes: null }
    default:
      return null
  }
}
