import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Block, Temp } from '../ir.ts'
import { lowerShortDeclaration, targetOf, valuesFor } from './assignments.ts'
import { lowerCondition } from './conditions.ts'
import { lowerExpression } from './expressions.ts'
import { codeChildren, nothingKnown, spanOf, type Lowering } from './lowering.ts'
import { typeName } from './names.ts'
import { lowerStatement, lowerStatements } from './statements.ts'

interface Case {
  node: SyntaxNode
  isDefault: boolean
  /** Goes to its body where it is the case. */
  test: (body: Block, next: Block) => void
  body: () => void
}

/** Tests one case after the other; the default comes last, wherever it stands. */
function lowerCases(cases: readonly Case[], { builder }: Lowering): void {
  builder.breakable(null, true, () => {
    const after = builder.block()
    const bodies = cases.map(() => builder.block())
    for (const [at, one] of cases.entries()) {
      if (one.isDefault) continue
      const next = builder.block()
      one.test(bodies[at] ?? after, next)
      builder.begin(next)
    }
    builder.jump(bodies[cases.findIndex(one => one.isDefault)] ?? after)
    for (const [at, one] of cases.entries()) {
      builder.begin(bodies[at] ?? after)
      builder.scope(one.body)
      builder.jump((fallsThrough(one.node) ? bodies[at + 1] : after) ?? after)
    }
    builder.begin(after)
  })
}

function casesOf(node: SyntaxNode): SyntaxNode[] {
  return node.namedChildren.filter(child => child.type.endsWith('_case'))
}

function bodyOf(node: SyntaxNode): SyntaxNode[] {
  return node.namedChildren.filter(child => child.type === 'statement_list')
}

function fallsThrough(node: SyntaxNode): boolean {
  const last = bodyOf(node)
    .flatMap(list => codeChildren(list))
    .findLast(child => child.type !== 'empty_statement')
  return last?.type === 'fallthrough_statement'
}

/** `switch`, with something that is compared or with conditions. */
export function lowerSwitch(node: SyntaxNode, lowering: Lowering): void {
  const { builder } = lowering
  builder.scope(() => {
    lowerStatement(node.childForFieldName('initializer'), lowering)
    const subject = node.childForFieldName('value')
    const isSimple = subject?.type === 'identifier'
    const value = subject && lowerExpression(subject, lowering)
    // A variable is read anew each time, so that what is learned of it is known.
    const read = (): Temp | null => (isSimple ? lowerExpression(subject, lowering) : value)
    const cases = casesOf(node).map(one => ({
      node: one,
      isDefault: one.type === 'default_case',
      test: (body: Block, next: Block) => testValues(valuesOf(one), read, body, next, lowering),
      body: () => lowerStatements(bodyOf(one), lowering),
    }))
    lowerCases(cases, lowering)
  })
}

function valuesOf(node: SyntaxNode): SyntaxNode[] {
  const list = node.childForFieldName('value')
  return list ? codeChildren(list) : []
}

function testValues(
  values: readonly SyntaxNode[],
  subject: () => Temp | null,
  body: Block,
  next: Block,
  lowering: Lowering,
): void {
  const { builder } = lowering
  for (const [at, value] of values.entries()) {
    const otherwise = at === values.length - 1 ? next : builder.block()
    const of = subject()
    if (of === null) lowerCondition(value, body, otherwise, lowering)
    else {
      const span = spanOf(value)
      builder.branch(builder.binary('==', of, lowerExpression(value, lowering), span), body, otherwise, span)
    }
    if (otherwise !== next) builder.begin(otherwise)
  }
  if (values.length === 0) builder.jump(next)
}

/** `switch v := x.(type)`: in each case the variable has the type that the case names. */
export function lowerTypeSwitch(node: SyntaxNode, lowering: Lowering): void {
  const { builder, names } = lowering
  builder.scope(() => {
    lowerStatement(node.childForFieldName('initializer'), lowering)
    const value = lowerExpression(node.childForFieldName('value'), lowering)
    const alias = node.childForFieldName('alias')
    const name = alias && codeChildren(alias)[0]
    const cases = casesOf(node).map(one => {
      const types = codeChildren(one).filter(child => child.type !== 'statement_list')
      const [only] = types
      const type = types.length === 1 && only ? typeName(only, names) : null
      return {
        node: one,
        isDefault: one.type === 'default_case',
        test: (body: Block, next: Block) => {
          const test = builder.make({ op: 'instance-of', type: type ?? '', value, span: spanOf(only ?? one) })
          builder.branch(test, body, next, spanOf(only ?? one))
        },
        body: () => {
          if (name) {
            const made = builder.make({ op: 'cast', type: type ?? '', value, span: spanOf(name) })
            // Each case has the variable, whether it uses it or not.
            const span = { start: name.startIndex, end: name.startIndex }
            builder.write(builder.declare(name.text, type, spanOf(name)), made, span)
          }
          lowerStatements(bodyOf(one), lowering)
        },
      }
    })
    lowerCases(cases, lowering)
  })
}

/** `select`: any of its cases may be the one. */
export function lowerSelect(node: SyntaxNode, lowering: Lowering): void {
  const { builder } = lowering
  const cases = casesOf(node).map((one, at, all) => ({
    node: one,
    // It waits until one of them is.
    isDefault:
      one.type === 'default_case' || (at === all.length - 1 && !all.some(other => other.type === 'default_case')),
    test: (body: Block, next: Block) => builder.branch(nothingKnown(lowering, one), body, next, spanOf(one)),
    body: () => {
      lowerCommunication(one.childForFieldName('communication'), lowering)
      lowerStatements(bodyOf(one), lowering)
    },
  }))
  lowerCases(cases, lowering)
}

function lowerCommunication(node: SyntaxNode | null, lowering: Lowering): void {
  if (node?.type !== 'receive_statement') {
    lowerStatement(node, lowering)
    return
  }
  const left = node.childForFieldName('left')
  if (left && node.children.some(child => child.type === ':=')) {
    lowerShortDeclaration(node, lowering)
    return
  }
  const targets = left ? codeChildren(left) : []
  const values = valuesFor(node.childForFieldName('right'), targets.length, lowering)
  for (const [at, target] of targets.entries()) {
    const value = values[at]
    if (value !== undefined) targetOf(target, spanOf(node), lowering)?.write(value)
  }
}
