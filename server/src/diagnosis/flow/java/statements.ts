import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Block } from '../ir.ts'
import { lowerArguments } from './calls.ts'
import { lowerCondition } from './conditions.ts'
import { lowerExpression } from './expressions.ts'
import { codeChildren, nested, spanOf, type Lowering } from './lowering.ts'
import { typeName } from './names.ts'
import { lowerTry } from './tries.ts'

export function lowerStatements(nodes: readonly SyntaxNode[], lowering: Lowering): void {
  for (const node of nodes) lowerStatement(node, lowering)
}

export function lowerStatement(node: SyntaxNode | null, lowering: Lowering, label: string | null = null): void {
  if (node) nested(lowering, () => lowerKind(node, lowering, label))
}

function lowerKind(node: SyntaxNode, lowering: Lowering, label: string | null): void {
  const { builder } = lowering
  const field = (name: string): SyntaxNode | null => node.childForFieldName(name)
  switch (node.type) {
    case 'block':
    case 'constructor_body': {
      builder.scope(() => lowerStatements(codeChildren(node), lowering))
      return
    }
    case 'local_variable_declaration': {
      lowerDeclaration(node, lowering)
      return
    }
    case 'if_statement': {
      builder.scope(() => {
        const alternative = field('alternative')
        builder.ifElse(
          conditionOf(field('condition'), lowering),
          () => lowerStatement(field('consequence'), lowering),
          alternative && (() => lowerStatement(alternative, lowering)),
        )
      })
      return
    }
    case 'while_statement':
    case 'do_statement': {
      builder.loop({
        label,
        test: conditionOf(field('condition'), lowering),
        body: () => lowerStatement(field('body'), lowering),
        isTestedFirst: node.type === 'while_statement',
      })
      return
    }
    case 'for_statement': {
      lowerFor(node, lowering, label)
      return
    }
    case 'enhanced_for_statement': {
      lowerForEach(node, lowering, label)
      return
    }
    case 'labeled_statement': {
      const [name, statement] = codeChildren(node)
      const isLoop = /^(while|do|for|enhanced_for)_statement$/.test(statement?.type ?? '')
      if (isLoop) {
        lowerStatement(statement ?? null, lowering, name?.text ?? null)
        return
      }
      builder.breakable(name?.text ?? '', false, () => lowerStatement(statement ?? null, lowering))
      return
    }
    case 'return_statement': {
      const value = codeChildren(node)[0]
      builder.return(value ? lowerExpression(value, lowering) : null, spanOf(node))
      return
    }
    case 'throw_statement': {
      builder.throw(lowerExpression(codeChildren(node)[0] ?? null, lowering), spanOf(node))
      return
    }
    case 'break_statement': {
      builder.break(codeChildren(node)[0]?.text ?? null)
      return
    }
    case 'continue_statement': {
      builder.continue(codeChildren(node)[0]?.text ?? null)
      return
    }
    case 'yield_statement':
      lowering.yields?.(lowerExpression(codeChildren(node)[0] ?? null, lowering))
      {
        builder.break()
        return
      }
    case 'try_statement':
    case 'try_with_resources_statement': {
      lowerTry(node, lowering)
      return
    }
    case 'synchronized_statement':
      lowerExpression(codeChildren(node)[0] ?? null, lowering)
      {
        lowerStatement(field('body'), lowering)
        return
      }
    case 'explicit_constructor_invocation': {
      const name = field('constructor')?.type ?? 'super'
      const type = name === 'super' ? (lowering.classes[0]?.supertypes[0] ?? null) : null
      const values = lowerArguments(field('arguments'), lowering)
      builder.call({ form: 'free', receiver: null, type, name, arguments: values, span: spanOf(node) })
      return
    }
    case 'class_declaration':
    case 'record_declaration':
    case 'enum_declaration':
    case 'interface_declaration': {
      const body = field('body')
      if (body) lowering.addClass(node, body, null, lowering)
      return
    }
    case 'expression_statement':
      lowerExpression(codeChildren(node)[0] ?? null, lowering)
      return
    case 'assert_statement':
      // It may be off: nothing is known after it.
      for (const child of codeChildren(node)) lowerExpression(child, lowering)
      return
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

/** Declares variables; those without a value are not written. */
export function lowerDeclaration(node: SyntaxNode, lowering: Lowering): void {
  const { builder, names } = lowering
  const type = typeName(node.childForFieldName('type'), names)
  for (const declarator of node.namedChildren) {
    if (declarator.type !== 'variable_declarator') continue
    const name = declarator.childForFieldName('name')
    const value = declarator.childForFieldName('value')
    if (!name) continue
    const made = value && lowerExpression(value, lowering)
    const isArray = declarator.childForFieldName('dimensions') !== null && type !== null
    const variable = builder.declare(name.text, isArray ? `${type}[]` : type, spanOf(name))
    if (made !== null) builder.write(variable, made, spanOf(declarator))
  }
}

function lowerFor(node: SyntaxNode, lowering: Lowering, label: string | null): void {
  const { builder } = lowering
  const parts: Record<'init' | 'update', SyntaxNode[]> = { init: [], update: [] }
  // Several of each may stand there, between the semicolons.
  const body = node.childForFieldName('body')
  const condition = node.childForFieldName('condition')
  const first = node.childForFieldName('init')
  let semicolons = first?.type === 'local_variable_declaration' ? 1 : 0
  for (const child of node.children) {
    if (child.type === ';') semicolons++
    else if (!child.isNamed || child.type.endsWith('comment') || child.startIndex === body?.startIndex) continue
    else if (child.startIndex === first?.startIndex || semicolons === 0) parts.init.push(child)
    else if (semicolons >= 2) parts.update.push(child)
  }
  builder.scope(() => {
    lowerStatements(parts.init, lowering)
    builder.loop({
      label,
      test: condition && conditionOf(condition, lowering),
      body: () => lowerStatement(body, lowering),
      step: () => lowerStatements(parts.update, lowering),
    })
  })
}

function lowerForEach(node: SyntaxNode, lowering: Lowering, label: string | null): void {
  const { builder, names } = lowering
  const of = lowerExpression(node.childForFieldName('value'), lowering)
  const name = node.childForFieldName('name')
  builder.scope(() => {
    const variable = name && builder.declare(name.text, typeName(node.childForFieldName('type'), names), spanOf(name))
    builder.loop({
      label,
      test: (body, after) => {
        const hasMore = builder.make({ op: 'unknown', of: [], span: spanOf(node) })
        builder.branch(hasMore, body, after, spanOf(node))
      },
      body: () => {
        const each = builder.make({ op: 'each', of, what: 'elements', span: name ? spanOf(name) : spanOf(node) })
        if (variable !== null) builder.write(variable, each, spanOf(name ?? node))
        lowerStatement(node.childForFieldName('body'), lowering)
      },
    })
  })
}
