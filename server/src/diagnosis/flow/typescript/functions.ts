import type { SyntaxNode } from '../../../syntax/tree.ts'
import { attempt } from '../lower-alike.ts'
import type { FunctionHead } from '../function-builder.ts'
import type { FunctionIr, Temp, Variable } from '../ir.ts'
import { lastPart } from '../last-part.ts'
import { isPiped, parameterTypes, takesEvent, typeByName } from './conventions.ts'
import { lowerExpression } from './expressions.ts'
import { codeChildren, hasToken, inner, nothing, spanOf, type Lowering } from './lowering.ts'
import { bare } from './members.ts'
import { importedPath, typeName } from './names.ts'
import { declareNames, writePattern } from './patterns.ts'
import { lowerBody } from './statements.ts'

/** A function value. One that is too large is known to be a function, and no more. */
export function lowerFunction(node: SyntaxNode, name: string, lowering: Lowering): Temp {
  const made = functionIr(node, name, lowering)
  if (!made) return nothing(lowering, spanOf(node))
  return lowering.builder.make({ op: 'closure', function: made, span: spanOf(node) })
}

/** Null for a function that is too large, or has no body. */
export function functionIr(node: SyntaxNode, name: string, lowering: Lowering): FunctionIr | null {
  const body = node.childForFieldName('body')
  if (!body) return null
  return attempt(() => {
    const within = inner(lowering, headOf(node, name, lowering))
    const { builder } = within
    lowerParameters(parametersOf(node), name, within)
    if (lowering.className !== null && name === lastPart(lowering.className)) keepProperties(node, within)
    if (hasToken(node, '*')) {
      within.yielded = builder.declare('', null, spanOf(node))
      builder.write(within.yielded, nothing(within, spanOf(node)), spanOf(node))
    }
    if (body.type === 'statement_block') lowerBody(body, within)
    else builder.return(lowerExpression(body, within), spanOf(body))
    if (within.yielded !== null) builder.return(builder.read(within.yielded, spanOf(node)), spanOf(node))
    return builder.finish()
  })
}

/** `constructor(private name: string)` keeps what it is given. */
function keepProperties(node: SyntaxNode, { builder }: Lowering): void {
  for (const parameter of parametersOf(node)) {
    const variable = isProperty(parameter) ? builder.lookup(nameOf(parameter)) : null
    if (variable === null) continue
    const span = spanOf(parameter)
    const self = builder.make({ op: 'self', span })
    builder.setField(self, null, nameOf(parameter), builder.read(variable, span), span)
  }
}

/** Whether a constructor's parameter declares a field. */
export function isProperty(parameter: SyntaxNode): boolean {
  return hasToken(parameter, 'accessibility_modifier') || hasToken(parameter, 'readonly')
}

function headOf(node: SyntaxNode, name: string, { className, names }: Lowering): FunctionHead {
  const start = node.childForFieldName('name')
  return {
    name,
    className,
    span: start
      ? spanOf(start)
      : { start: node.startIndex, end: node.childForFieldName('body')?.startIndex ?? node.endIndex },
    isVariadic: patternOf(parametersOf(node).at(-1) ?? null)?.type === 'rest_pattern',
    isLenient: true,
    isStatic: false,
    isAbstract: false,
    returnType: typeName(node.childForFieldName('return_type'), names),
    annotations: [],
  }
}

/** The parameters of a function; `this`, which only the compiler knows, is none. */
export function parametersOf(node: SyntaxNode): SyntaxNode[] {
  const single = node.childForFieldName('parameter')
  if (single) return [single]
  const list = node.childForFieldName('parameters')
  return (list ? codeChildren(list) : []).filter(
    child => child.type !== 'ERROR' && child.type !== 'decorator' && patternOf(child)?.type !== 'this',
  )
}

function patternOf(parameter: SyntaxNode | null): SyntaxNode | null {
  return parameter?.childForFieldName('pattern') ?? parameter
}

function lowerParameters(parameters: readonly SyntaxNode[], functionName: string, lowering: Lowering): void {
  const { builder, names } = lowering
  const simple = parameters.map(parameter => nameOf(parameter))
  const byConvention = parameterTypes(simple, functionName, names)
  const taken = parameters.map((parameter, at): Variable => {
    const name = simple[at] ?? ''
    const declared = typeName(parameter.childForFieldName('type'), names)
    const type = byConvention[at] ?? typeByName(name)
    const isEvent = at === 0 && takesEvent(simple, functionName)
    const annotations = isEvent ? ['convention.event'] : annotationsOf(parameter, lowering)
    return builder.parameter(name, declared ?? type, spanOf(parameter), annotations)
  })
  for (const parameter of parameters) {
    const pattern = leftOf(patternOf(parameter))
    if (pattern && pattern.type !== 'identifier') declareNames(pattern, null, lowering)
  }
  parameters.forEach((parameter, at) => {
    const [pattern, variable] = [patternOf(parameter), taken[at]]
    const left = leftOf(pattern)
    if (!pattern || variable === undefined || !left) return
    // What it is where nobody gives it is evaluated for what stands in it.
    const other =
      pattern.type === 'assignment_pattern' ? pattern.childForFieldName('right') : parameter.childForFieldName('value')
    if (other) lowerExpression(other, lowering)
    if (left.type !== 'identifier') writePattern(left, builder.read(variable, spanOf(left)), left, lowering)
  })
}

/** A parameter's pattern without `...` and without what it is by default. */
function leftOf(pattern: SyntaxNode | null): SyntaxNode | null {
  if (pattern?.type === 'assignment_pattern') return leftOf(pattern.childForFieldName('left'))
  if (pattern?.type === 'rest_pattern') return leftOf(codeChildren(pattern)[0] ?? null)
  return pattern
}

function nameOf(parameter: SyntaxNode): string {
  const left = leftOf(patternOf(parameter))
  return left?.type === 'identifier' ? left.text : ''
}

function annotationsOf(parameter: SyntaxNode, { names }: Lowering): string[] {
  const decorators = parameter.namedChildren.filter(child => child.type === 'decorator' && !isPiped(child))
  return decorators.flatMap(decorator => {
    const called = bare(codeChildren(decorator)[0] ?? null)
    const name = called?.type === 'call_expression' ? called.childForFieldName('function') : called
    const path = name && importedPath(name, names)
    return path === null ? (name ? [name.text] : []) : [path]
  })
}
