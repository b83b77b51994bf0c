import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { FunctionHead } from '../function-builder.ts'
import type { FunctionIr, Temp } from '../ir.ts'
import { lowerExpression } from './expressions.ts'
import { inner, spanOf, type Lowering } from './lowering.ts'
import { pathText, qualified, typeName } from './names.ts'
import { declareParameters } from './parameters.ts'
import { boundIn } from './scan.ts'
import { lowerStatement } from './statements.ts'
import { answersOf, routesOf } from './web-handlers.ts'

export interface FunctionPlace {
  node: SyntaxNode
  decorators: readonly SyntaxNode[]
  /** What its first parameter stands for. */
  first: 'self' | 'class' | null
}

/** Decorators that make a method look like a field. */
const getter = /^@([\w.]+\.)?(cached_)?property$/

/** What is known of a function before its body is read. */
export function headOf({ node, decorators, first }: FunctionPlace, lowering: Lowering): FunctionHead {
  const { imports, names, classes } = lowering
  const body = node.childForFieldName('body')
  return {
    name: node.childForFieldName('name')?.text ?? '',
    className: classes[0]?.name ?? null,
    span: spanOf(node.childForFieldName('name') ?? node),
    isVariadic: false,
    isStatic: first !== 'self',
    isAbstract: body !== null && node.type === 'function_definition' && saysNothing(body),
    returnType: typeName(node.childForFieldName('return_type'), imports, names),
    annotations: decorators.flatMap(one => decoratorName(one, lowering) ?? []),
    ...(decorators.some(one => getter.test(one.text)) && { isGetter: true as const }),
  }
}

/** The qualified name of a decorator. */
export function decoratorName(node: SyntaxNode, { imports, names }: Lowering): string | null {
  const called = node.namedChildren.find(child => child.type !== 'comment')
  const text = pathText(called?.type === 'call' ? called.childForFieldName('function') : (called ?? null))
  return text === null ? null : qualified(text, imports, names)
}

/** Whether a body is only a stub: `...`, `raise NotImplementedError`. */
function saysNothing(body: SyntaxNode): boolean {
  if (body.endIndex - body.startIndex > 400) return false
  const statements = body.namedChildren.filter(child => child.type !== 'comment')
  return statements.every((one, at) => {
    if (one.type === 'raise_statement') return one.text.includes('NotImplemented')
    const only = one.type === 'expression_statement' ? one.namedChildren[0]?.type : one.type
    return only === 'ellipsis' || (only === 'string' && (at < statements.length - 1 || statements.length > 1))
  })
}

/** Lowers the body of a function: what it binds is its own, wherever it is bound. */
export function fillFunction(place: FunctionPlace, within: Lowering): FunctionIr {
  const { node, decorators, first } = place
  const { builder } = within
  const body = node.childForFieldName('body')
  const bound = boundIn(body, within.names)
  for (const [name, means] of bound.imports) within.imports.own.set(name, means)
  for (const name of bound.globals) within.names.written.add(name)
  within.globals = bound.globals
  within.answers = answersOf(decorators, within)
  declareParameters(node.childForFieldName('parameters'), first, routesOf(decorators, within), within)
  for (const [name, one] of bound.names) {
    if (bound.globals.has(name) || bound.nonlocals.has(name) || bound.imports.has(name)) continue
    if (!builder.hasOwn(name)) builder.declare(name, typeName(one.type, within.imports, within.names), spanOf(one.node))
  }
  lowerStatement(body, within)
  if (within.yielded !== null) builder.return(builder.read(within.yielded, spanOf(node)), spanOf(node))
  return builder.finish()
}

/** A function inside another one is a value, which its name holds. */
export function lowerClosure(place: FunctionPlace, lowering: Lowering): Temp {
  const within = inner(lowering, headOf(place, lowering))
  const made = fillFunction(place, within)
  lowering.depth = within.depth
  return lowering.builder.make({ op: 'closure', function: made, span: spanOf(place.node) })
}

export function lowerLambda(node: SyntaxNode, lowering: Lowering): Temp {
  const within = inner(lowering, headOf({ node, decorators: [], first: null }, lowering))
  declareParameters(node.childForFieldName('parameters'), null, null, within)
  const body = node.childForFieldName('body')
  within.builder.return(lowerExpression(body, within), spanOf(body ?? node))
  lowering.depth = within.depth
  return lowering.builder.make({ op: 'closure', function: within.builder.finish(), span: spanOf(node) })
}
