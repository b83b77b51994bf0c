import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Span, Temp } from '../ir.ts'
import { prepareCall } from './calls.ts'
import { lowerExpression } from './expressions.ts'
import { spanOf, type Lowering } from './lowering.ts'

/** Most deferred calls of a function that are run where it is left: code of a machine may have any number. */
const mostDeferred = 50

/** `defer f(a)`: what is called and what it is given are evaluated here, the call runs when the function is left. */
export function lowerDefer(node: SyntaxNode, lowering: Lowering): void {
  const { builder } = lowering
  const call = node.namedChildren[0]
  if (call?.type !== 'call_expression') {
    lowerExpression(call ?? null, lowering)
    return
  }
  const prepared = prepareCall(call, lowering)
  if (prepared === null || lowering.deferred.length >= mostDeferred) return
  const span = spanOf(call)
  const keep = (value: Temp): (() => Temp) => {
    const held = builder.declare(' deferred', null, span)
    builder.write(held, value, span)
    return () => builder.read(held, span)
  }
  const receiver = prepared.receiver === null ? null : keep(prepared.receiver)
  const values = prepared.arguments.map(keep)
  lowering.deferred.push(() => {
    const made = { ...prepared, receiver: receiver?.() ?? null, arguments: values.map(value => value()) }
    builder.call({ ...made, isAside: true, isOptional: true })
  })
}

/** Leaves a function with a value, or with what its results with names hold: what has been deferred so far runs first, the last one first. */
export function leaveFunction(value: Temp | null, span: Span, lowering: Lowering): void {
  const { builder, deferred, results } = lowering
  for (const run of deferred.toReversed()) run()
  if (value !== null || results.length === 0) {
    builder.return(value, span)
    return
  }
  const held = results.map(variable => builder.read(variable, span))
  const [only] = held
  const all = held.length === 1 && only !== undefined ? only : tuple(held, span, lowering)
  builder.return(all, span)
}

/** Several results as one value. */
export function tuple(elements: Temp[], span: Span, { builder }: Lowering): Temp {
  return builder.make({ op: 'list', type: 'tuple', elements, span })
}
