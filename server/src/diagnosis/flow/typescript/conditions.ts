import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Block, Temp } from '../ir.ts'
import { shortCircuit } from '../lower-alike.ts'
import { lowerExpression } from './expressions.ts'
import { literalOf } from './literals.ts'
import { nested, spanOf, type Lowering } from './lowering.ts'
import { bare } from './members.ts'

/** Branches to one of two blocks by a condition; `&&`, `||` and `!` are ways through it. */
export function lowerCondition(node: SyntaxNode | null, then: Block, otherwise: Block, lowering: Lowering): void {
  const { builder } = lowering
  const condition = bare(node)
  if (!condition) {
    builder.jump(then)
    return
  }
  const span = spanOf(condition)
  const plain = (): void => builder.branch(builder.make({ op: 'unknown', of: [], span }), then, otherwise, span)
  nested(lowering, () => lowerKind(condition, then, otherwise, lowering), plain)
}

function lowerKind(node: SyntaxNode, then: Block, otherwise: Block, lowering: Lowering): void {
  const { builder } = lowering
  const operator = operatorOf(node)
  if (operator === '!') {
    lowerCondition(node.childForFieldName('argument'), otherwise, then, lowering)
  } else if (operator === '&&' || operator === '||') {
    shortCircuit(builder, { isAnd: operator === '&&', then, otherwise }, (side, yes, no) =>
      lowerCondition(node.childForFieldName(side), yes, no, lowering),
    )
  } else {
    const idiom = idiomOf(node, lowering)
    if (idiom) {
      const [yes, no] = idiom.isNegated ? [otherwise, then] : [then, otherwise]
      builder.branch(idiom.asked, yes, no, spanOf(node))
    } else builder.branch(lowerExpression(node, lowering), then, otherwise, spanOf(node))
  }
}

function operatorOf(node: SyntaxNode): string | null {
  if (node.type !== 'binary_expression' && node.type !== 'unary_expression') return null
  return node.childForFieldName('operator')?.type ?? null
}

/**
 * Comparisons that say the same as a call: `typeof a === 'number'`, `a.indexOf(b) === 0` (begins with), `a.indexOf(b) !== -1`
 * (includes). They become those calls, so that models can say what they tell.
 */
function idiomOf(node: SyntaxNode, lowering: Lowering): { asked: Temp; isNegated: boolean } | null {
  const sign = operatorOf(node)
  const left = bare(node.childForFieldName('left'))
  const right = node.childForFieldName('right')
  if (!left || !right || sign === null || !/^([=!]==?|[<>]=?)$/.test(sign)) return null
  const { builder } = lowering
  const span = spanOf(node)
  const isNegated = sign.startsWith('!')
  const literal = right.type === 'unary_expression' && right.text === '-1' ? -1 : literalOf(right)
  if (operatorOf(left) === 'typeof' && typeof literal === 'string') {
    const value = lowerExpression(left.childForFieldName('argument'), lowering)
    const name = `is-${literal}`
    return {
      asked: builder.call({ form: 'static', receiver: null, type: 'typeof', name, arguments: [value], span }),
      isNegated,
    }
  }
  const called = left.type === 'call_expression' ? bare(left.childForFieldName('function')) : null
  if (
    called?.type !== 'member_expression' ||
    !/^(indexOf|search|lastIndexOf)$/.test(called.childForFieldName('property')?.text ?? '')
  )
    return null
  const isBeginning = literal === 0 && /^[=!]==?$/.test(sign)
  const isThere = (literal === -1 && (sign.startsWith('!') || sign === '>')) || (literal === 0 && sign === '>=')
  const isNotThere = (literal === -1 && /^={2,3}$/.test(sign)) || (literal === 0 && sign === '<')
  if (!isBeginning && !isThere && !isNotThere) return null
  const receiver = lowerExpression(called.childForFieldName('object'), lowering)
  const values = (left.childForFieldName('arguments')?.namedChildren ?? []).map(child =>
    lowerExpression(child, lowering),
  )
  const name = isBeginning ? 'startsWith' : 'includes'
  const asked = builder.call({ form: 'method', receiver, type: null, name, arguments: values, span })
  return { asked, isNegated: isBeginning ? isNegated : isNotThere }
}

/** Whether an expression's value is chosen by control flow. */
export function isCondition(node: SyntaxNode): boolean {
  return node.type === 'ternary_expression' || ['&&', '||', '!', '??'].includes(operatorOf(node) ?? '')
}

/** A ternary, or what `&&`, `||` and `??` choose. */
export function lowerChoice(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const span = spanOf(node)
  if (node.type === 'ternary_expression') {
    return builder.choice(null, span, put => {
      builder.ifElse(
        (then, otherwise) => lowerCondition(node.childForFieldName('condition'), then, otherwise, lowering),
        () => put(lowerExpression(node.childForFieldName('consequence'), lowering)),
        () => put(lowerExpression(node.childForFieldName('alternative'), lowering)),
      )
    })
  }
  if (operatorOf(node) === '!') {
    return builder.choice('boolean', span, put => {
      builder.ifElse(
        (then, otherwise) => lowerCondition(node, then, otherwise, lowering),
        () => put(builder.constant(true, span)),
        () => put(builder.constant(false, span)),
      )
    })
  }
  return lowerEither(node, lowering)
}

/** The left side decides, and is read again where it is what comes out: what the condition has told of it is known then. */
function lowerEither(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const span = spanOf(node)
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')]
  const operator = operatorOf(node)
  const value = lowerExpression(left, lowering)
  const kept = builder.declare('', null, span)
  builder.write(kept, value, span)
  return builder.choice(null, span, put => {
    const read = builder.read(kept, span)
    const asked = operator === '??' ? builder.binary('!=', read, builder.constant(null, span), span) : read
    builder.ifElse(
      (then, otherwise) =>
        operator === '&&' ? builder.branch(asked, otherwise, then, span) : builder.branch(asked, then, otherwise, span),
      // What does not hold has no text in it.
      () => put(operator === '&&' ? builder.make({ op: 'unknown', of: [], span }) : builder.read(kept, span)),
      () => put(lowerExpression(right, lowering)),
    )
  })
}
