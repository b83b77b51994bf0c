import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Variable } from '../ir.ts'
import { lowerExpression } from './expressions.ts'
import { codeChildren, spanOf, type Lowering } from './lowering.ts'
import { typeName } from './names.ts'
import { lowerStatement, lowerStatements } from './statements.ts'

/** `try`, with resources or without. A resource is closed in a `finally` of its own, as the language says. */
export function lowerTry(node: SyntaxNode, lowering: Lowering): void {
  const { builder } = lowering
  const catches = node.namedChildren.filter(child => child.type === 'catch_clause')
  const final = node.namedChildren.find(child => child.type === 'finally_clause')
  const resources = node.childForFieldName('resources')?.namedChildren.filter(child => child.type === 'resource') ?? []
  const body = (): void => lowerResources(resources, node.childForFieldName('body'), lowering)
  if (catches.length === 0 && !final) {
    builder.scope(body)
    return
  }
  builder.try(
    () => builder.scope(body),
    catches.map(clause => {
      const parameter = clause.namedChildren.find(child => child.type === 'catch_formal_parameter')
      const name = parameter?.childForFieldName('name')
      const types = parameter?.namedChildren.find(child => child.type === 'catch_type') ?? null
      const type = typeName(types, lowering.names)
      return {
        type,
        span: spanOf(parameter ?? clause),
        body: caught => {
          if (name) builder.write(builder.declare(name.text, type, spanOf(name)), caught, spanOf(name))
          lowerStatement(clause.childForFieldName('body'), lowering)
        },
      }
    }),
    final ? () => builder.scope(() => lowerStatements(codeChildren(final), lowering)) : null,
  )
}

function lowerResources(resources: readonly SyntaxNode[], body: SyntaxNode | null, lowering: Lowering): void {
  const [first, ...others] = resources
  if (!first) {
    lowerStatement(body, lowering)
    return
  }
  const { builder } = lowering
  const variable = openResource(first, lowering)
  builder.try(
    () => lowerResources(others, body, lowering),
    [],
    () => {
      const receiver = builder.read(variable, spanOf(first))
      // One that is null is left alone.
      builder.call({
        form: 'method',
        receiver,
        type: null,
        name: 'close',
        arguments: [],
        span: spanOf(first),
        isOptional: true,
      })
    },
  )
}

function openResource(node: SyntaxNode, lowering: Lowering): Variable {
  const { builder, names } = lowering
  const name = node.childForFieldName('name')
  const value = lowerExpression(node.childForFieldName('value') ?? codeChildren(node)[0] ?? null, lowering)
  const type = typeName(node.childForFieldName('type'), names)
  const variable = builder.declare(name?.text ?? ' resource', type, spanOf(name ?? node))
  builder.write(variable, value, spanOf(node))
  return variable
}
