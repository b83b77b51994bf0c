import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Block, Temp } from '../ir.ts'
import { lowerCondition } from './conditions.ts'
import { lowerExpression } from './expressions.ts'
import { codeChildren, nested, spanOf, type Lowering } from './lowering.ts'
import { assign, declareTargets } from './targets.ts'

/** A list, set, dictionary or generator that is made by going around: an empty one, or one that has what the body makes. */
export function lowerComprehension(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const [body, ...clauses] = codeChildren(node)
  const span = spanOf(node)
  const isDictionary = node.type === 'dictionary_comprehension'
  const type = isDictionary ? 'dict' : node.type === 'set_comprehension' ? 'set' : 'list'
  const made = (): Temp => {
    if (!isDictionary)
      return builder.make({ op: 'list', type, elements: [lowerExpression(body ?? null, lowering)], span })
    const key = lowerExpression(body?.childForFieldName('key') ?? null, lowering)
    const value = lowerExpression(body?.childForFieldName('value') ?? null, lowering)
    const held = builder.make({ op: 'unknown', of: [key, value], span })
    return builder.make({ op: 'map', type, entries: [{ key: null, value: held }], span })
  }
  return builder.choice(type, span, put => {
    put(builder.make({ op: 'list', type, elements: [], span }))
    builder.scope(() => lowerClauses(clauses, () => put(made()), lowering))
  })
}

function lowerClauses(clauses: readonly SyntaxNode[], body: () => void, lowering: Lowering): void {
  const [first, ...rest] = clauses
  if (!first) {
    body()
    return
  }
  const inside = (): void => nested(lowering, () => lowerClauses(rest, body, lowering))
  if (first.type === 'if_clause') {
    const condition = codeChildren(first)[0] ?? null
    lowering.builder.ifElse((then, otherwise) => lowerCondition(condition, then, otherwise, lowering), inside, null)
  } else if (first.type === 'for_in_clause') {
    const target = first.childForFieldName('left')
    const over = lowerExpression(first.childForFieldName('right'), lowering)
    // `x for x in x`: what is gone through is not yet the variable of the loop.
    declareTargets(target, lowering)
    lowerForEach({ target, over, body: inside }, lowering)
  } else {
    inside()
  }
}

interface ForEach {
  target: SyntaxNode | null
  /** What is gone through. */
  over: Temp
  body: () => void
  /** What runs where nothing breaks off. */
  otherwise?: (() => void) | null
}

/** Goes around for each element; the target has been declared. */
export function lowerForEach({ target, over, body, otherwise = null }: ForEach, lowering: Lowering): void {
  const { builder } = lowering
  const span = target ? spanOf(target) : { start: 0, end: 0 }
  lowerLoop(
    (then, after) => builder.branch(builder.make({ op: 'unknown', of: [], span }), then, after, span),
    () => {
      assign(target, builder.make({ op: 'each', of: over, what: 'keys', span }), null, span, lowering)
      body()
    },
    otherwise,
    lowering,
  )
}

/** A loop whose `else` runs where the test ends it, and not where it is left by `break`. */
export function lowerLoop(
  test: (then: Block, after: Block) => void,
  body: () => void,
  otherwise: (() => void) | null,
  { builder }: Lowering,
): void {
  if (!otherwise) {
    builder.loop({ label: null, test, body })
    return
  }
  const [ended, end] = [builder.block(), builder.block()]
  builder.loop({ label: null, test: then => test(then, ended), body })
  builder.jump(end)
  builder.begin(ended)
  otherwise()
  builder.jump(end)
  builder.begin(end)
}
