import type { SyntaxNode } from '../../../syntax/tree.ts'
import { leaveFunction } from './defers.ts'
import { codeChildren, spanOf, type Lowering } from './lowering.ts'
import { namesOf, typeName } from './names.ts'
import { lowerStatement } from './statements.ts'
import { zeroOf } from './zero-values.ts'

/** Declares parameters, the receiver and results with names, and lowers the body. The builder has the function when it is done. */
export function lowerFunctionBody(node: SyntaxNode, lowering: Lowering): void {
  declareParameters(node.childForFieldName('parameters'), lowering)
  declareReceiver(node.childForFieldName('receiver'), lowering)
  declareResults(node.childForFieldName('result'), lowering)
  const body = node.childForFieldName('body')
  // Parameters and the body are in the same scope.
  for (const statement of body ? codeChildren(body) : []) lowerStatement(statement, lowering)
  const end = body?.endIndex ?? node.endIndex
  // A function that can be left at its end returns nothing, or what its results hold.
  leaveFunction(null, { start: end, end }, lowering)
}

function declareParameters(list: SyntaxNode | null, { builder, names }: Lowering): void {
  for (const declaration of list?.namedChildren ?? []) {
    const isRest = declaration.type === 'variadic_parameter_declaration'
    if (!isRest && declaration.type !== 'parameter_declaration') continue
    const written = typeName(declaration.childForFieldName('type'), names)
    const type = isRest ? `${written ?? ''}[]` : written
    const declared = namesOf(declaration)
    for (const name of declared) builder.parameter(name.text, type, spanOf(name))
    if (declared.length === 0) builder.parameter('_', type, spanOf(declaration))
  }
}

/** The receiver is a variable like any other. */
function declareReceiver(list: SyntaxNode | null, { builder, names }: Lowering): void {
  const declaration = list?.namedChildren[0]
  const name = declaration && namesOf(declaration)[0]
  if (!declaration || !name) return
  // Nobody has written this assignment.
  const span = { start: name.startIndex, end: name.startIndex }
  const self = builder.make({ op: 'self', span })
  const type = typeName(declaration.childForFieldName('type'), names)
  builder.write(builder.declare(name.text, type, spanOf(name)), self, span)
}

function declareResults(list: SyntaxNode | null, lowering: Lowering): void {
  const { builder, names } = lowering
  if (list?.type !== 'parameter_list') return
  for (const declaration of list.namedChildren) {
    const type = declaration.childForFieldName('type')
    for (const name of namesOf(declaration)) {
      const variable = builder.declare(name.text, typeName(type, names), spanOf(name))
      builder.write(variable, zeroOf(type, spanOf(name), lowering), spanOf(name))
      lowering.results.push(variable)
    }
  }
}
