import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Temp } from '../ir.ts'
import { lowerFunctionBody } from './functions.ts'
import { openFunction, spanOf, type Lowering } from './lowering.ts'
import { resultName, resultTypes } from './names.ts'

/** A function that is a value. */
export function lowerClosure(node: SyntaxNode, lowering: Lowering): Temp {
  const { names } = lowering
  const head = {
    name: '',
    className: null,
    span: spanOf(node),
    isVariadic: isVariadic(node),
    isStatic: false,
    isAbstract: false,
    returnType: resultName(resultTypes(node.childForFieldName('result'), names)),
    annotations: [],
  }
  const within = openFunction(head, names, lowering)
  lowerFunctionBody(node, within)
  return lowering.builder.make({ op: 'closure', function: within.builder.finish(), span: spanOf(node) })
}

export function isVariadic(node: SyntaxNode): boolean {
  return node.childForFieldName('parameters')?.namedChildren.at(-1)?.type === 'variadic_parameter_declaration'
}
