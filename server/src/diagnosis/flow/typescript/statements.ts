import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Block, Constant } from '../ir.ts'
import { lowerClass } from './classes.ts'
import { lowerCondition } from './conditions.ts'
import { lowerExpression, lowerNamed } from './expressions.ts'
import { declareVariables, hoist } from './hoisting.ts'
import { literalOf } from './literals.ts'
import { codeChildren, hasToken, nested, nothing, spanOf, type Lowering } from './lowering.ts'
import { placeOf, readPlace } from './members.ts'
import { lowerExport } from './modules.ts'
import { isRequire, readImport } from './names.ts'
import { declareNames, namesIn, writePattern } from './patterns.ts'

/** The body of a function. */
export function lowerBody(body: SyntaxNode, lowering: Lowering): void {
  declareVariables(body, lowering)
  lowerStatements(codeChildren(body), lowering)
}

/** Statements that see each other's names. */
export function lowerStatements(nodes: readonly SyntaxNode[], lowering: Lowering): void {
  hoist(nodes, lowering)
  for (const node of nodes) lowerStatement(node, lowering)
}

export function lowerStatement(node: SyntaxNode | null, lowering: Lowering, label: string | null = null): void {
  if (node)
    nested(
      lowering,
      () => lowerKind(node, lowering, label),
      () => undefined,
    )
}

function lowerKind(node: SyntaxNode, lowering: Lowering, label: string | null): void {
  const { builder } = lowering
  const field = (name: string): SyntaxNode | null => node.childForFieldName(name)
  switch (node.type) {
    case 'statement_block':
    case 'else_clause':
      builder.scope(() => lowerStatements(codeChildren(node), lowering))
      return
    case 'lexical_declaration':
    case 'variable_declaration':
      for (const declarator of node.namedChildren)
        if (declarator.type === 'variable_declarator') lowerDeclarator(declarator, node.type, lowering)
      return
    case 'if_statement': {
      const alternative = field('alternative')
      builder.ifElse(
        conditionOf(field('condition'), lowering),
        () => lowerStatement(field('consequence'), lowering),
        alternative && (() => lowerStatement(alternative, lowering)),
      )
      return
    }
    case 'while_statement':
    case 'do_statement':
      builder.loop({
        label,
        test: conditionOf(field('condition'), lowering),
        body: () => lowerStatement(field('body'), lowering),
        isTestedFirst: node.type === 'while_statement',
      })
      return
    case 'for_statement':
      lowerFor(node, lowering, label)
      return
    case 'for_in_statement':
      lowerForIn(node, lowering, label)
      return
    case 'switch_statement':
      lowerSwitch(node, lowering)
      return
    case 'labeled_statement': {
      const name = field('label')?.text ?? ''
      const statement = field('body') ?? codeChildren(node).at(-1) ?? null
      if (statement && /^(while|do|for|for_in)_statement$/.test(statement.type))
        lowerStatement(statement, lowering, name)
      else builder.breakable(name, false, () => lowerStatement(statement, lowering))
      return
    }
    case 'return_statement': {
      const value = codeChildren(node)[0]
      const made = value ? lowerExpression(value, lowering) : null
      const both = lowering.yielded === null ? made : builder.read(lowering.yielded, spanOf(node))
      builder.return(both, spanOf(node))
      return
    }
    case 'throw_statement':
      builder.throw(lowerExpression(codeChildren(node)[0] ?? null, lowering), spanOf(node))
      return
    case 'break_statement':
      builder.break(field('label')?.text ?? null)
      return
    case 'continue_statement':
      builder.continue(field('label')?.text ?? null)
      return
    case 'try_statement':
      lowerTry(node, lowering)
      return
    case 'class_declaration':
    case 'abstract_class_declaration':
      lowerClass(node, lowering)
      return
    case 'export_statement':
      lowerExport(node, lowering)
      return
    case 'import_statement':
      readImport(node, lowering.names)
      return
    case 'internal_module':
    case 'module':
      lowerStatement(field('body'), lowering)
      return
    case 'expression_statement':
      for (const child of codeChildren(node))
        if (child.type === 'internal_module') lowerStatement(child, lowering)
        else lowerExpression(child, lowering)
      return
    case 'with_statement':
      lowerExpression(field('object'), lowering)
      lowerStatement(field('body'), lowering)
      return
    // Declared before, or only for the compiler.
    case 'function_declaration':
    case 'generator_function_declaration':
    case 'function_signature':
    case 'interface_declaration':
    case 'type_alias_declaration':
    case 'ambient_declaration':
    case 'enum_declaration':
    case 'empty_statement':
    case 'ERROR':
      return
    default:
      lowerExpression(node, lowering)
  }
}

/** What builds a condition's branch. */
function conditionOf(node: SyntaxNode | null, lowering: Lowering): (then: Block, otherwise: Block) => void {
  return (then, otherwise) => lowerCondition(node, then, otherwise, lowering)
}

function lowerDeclarator(declarator: SyntaxNode, kind: string, lowering: Lowering): void {
  const { builder, names } = lowering
  const pattern = declarator.childForFieldName('name')
  const value = declarator.childForFieldName('value')
  if (!pattern || isRequire(declarator, names)) return
  // In a loop's head nothing has declared it before.
  if (namesIn(pattern).some(name => builder.lookup(name.text) === null)) declareNames(pattern, null, lowering)
  if (!value) {
    const variable = builder.lookup(pattern.text)
    // `var` does not forget what it has in the round before.
    if (kind === 'lexical_declaration' && variable !== null)
      builder.write(variable, builder.constant(null, spanOf(declarator)), spanOf(declarator))
    return
  }
  const made = lowerNamed(value, pattern.type === 'identifier' ? pattern.text : '', lowering)
  writePattern(pattern, made, declarator, lowering)
}

function lowerFor(node: SyntaxNode, lowering: Lowering, label: string | null): void {
  const { builder } = lowering
  const [initializer, condition] = [node.childForFieldName('initializer'), node.childForFieldName('condition')]
  const isEndless = !condition || condition.type === 'empty_statement'
  builder.scope(() => {
    if (initializer?.type === 'lexical_declaration') hoist([initializer], lowering)
    lowerStatement(initializer, lowering)
    const tested = condition?.type === 'expression_statement' ? (codeChildren(condition)[0] ?? null) : condition
    builder.loop({
      label,
      test: isEndless ? null : conditionOf(tested, lowering),
      body: () => lowerStatement(node.childForFieldName('body'), lowering),
      step: () => {
        const increment = node.childForFieldName('increment')
        if (increment) lowerExpression(increment, lowering)
      },
    })
  })
}

function lowerForIn(node: SyntaxNode, lowering: Lowering, label: string | null): void {
  const { builder } = lowering
  const of = lowerExpression(node.childForFieldName('right'), lowering)
  const left = node.childForFieldName('left')
  const span = spanOf(left ?? node)
  builder.scope(() => {
    if (hasToken(node, 'const') || hasToken(node, 'let')) declareNames(left, null, lowering)
    else if (namesIn(left).some(name => builder.lookup(name.text) === null)) declareNames(left, null, lowering)
    builder.loop({
      label,
      test: (body, after) => builder.branch(nothing(lowering, span), body, after, span),
      body: () => {
        const what = hasToken(node, 'in') ? 'keys' : 'elements'
        writePattern(left, builder.make({ op: 'each', of, what, span }), left ?? node, lowering)
        lowerStatement(node.childForFieldName('body'), lowering)
      },
    })
  })
}

function lowerSwitch(node: SyntaxNode, lowering: Lowering): void {
  const { builder } = lowering
  const value = node.childForFieldName('value')
  const inside = value && codeChildren(value)[0]
  const place = inside?.type === 'identifier' ? placeOf(inside, lowering) : null
  const subject = place && inside ? readPlace(place, inside, lowering) : lowerExpression(value, lowering)
  const body = node.childForFieldName('body')
  const groups = (body ? codeChildren(body) : []).filter(child => child.type.startsWith('switch_'))
  builder.scope(() => {
    const bodies = groups.map(group => {
      const label = group.childForFieldName('value')
      return { label, statements: codeChildren(group).filter(child => child.startIndex !== label?.startIndex) }
    })
    hoist(
      bodies.flatMap(one => one.statements),
      lowering,
    )
    const cases = bodies.map(({ label, statements }, at) => {
      const constant = label ? literalOf(label) : undefined
      const constants: Constant[] | null = constant === undefined ? null : [constant]
      const isDefault = groups[at]?.type === 'switch_default'
      const run = (): void => {
        for (const statement of statements) lowerStatement(statement, lowering)
      }
      return { constants: isDefault ? [] : constants, isDefault, body: run }
    })
    builder.switch(subject, cases, spanOf(node), { fallsThrough: true })
  })
}

function lowerTry(node: SyntaxNode, lowering: Lowering): void {
  const { builder } = lowering
  const handler = node.childForFieldName('handler')
  const final = node.childForFieldName('finalizer')
  const catches = handler
    ? [
        {
          type: null,
          span: spanOf(handler),
          body: (caught: number): void => {
            const parameter = handler.childForFieldName('parameter')
            if (parameter) {
              declareNames(parameter, null, lowering)
              writePattern(parameter, caught, parameter, lowering)
            }
            lowerStatement(handler.childForFieldName('body'), lowering)
          },
        },
      ]
    : []
  builder.try(
    () => lowerStatement(node.childForFieldName('body'), lowering),
    catches,
    final && (() => lowerStatement(final.childForFieldName('body') ?? codeChildren(final)[0] ?? null, lowering)),
  )
}
