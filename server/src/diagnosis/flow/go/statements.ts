import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Block } from '../ir.ts'
import { lowerAssignment, lowerDeclarations, lowerShortDeclaration, lowerStep } from './assignments.ts'
import { prepareCall } from './calls.ts'
import { lowerCondition } from './conditions.ts'
import { leaveFunction, lowerDefer, tuple } from './defers.ts'
import { lowerExpression } from './expressions.ts'
import { codeChildren, nested, spanOf, type Lowering } from './lowering.ts'
import { lowerFor } from './loops.ts'
import { nameOf } from './names.ts'
import { lowerSelect, lowerSwitch, lowerTypeSwitch } from './switches.ts'

export function lowerStatements(nodes: readonly SyntaxNode[], lowering: Lowering): void {
  for (const node of nodes) lowerStatement(node, lowering)
}

export function lowerStatement(node: SyntaxNode | null, lowering: Lowering, label: string | null = null): void {
  if (node) nested(lowering, () => lowerKind(node, lowering, label))
}

function lowerKind(node: SyntaxNode, lowering: Lowering, label: string | null): void {
  const { builder } = lowering
  switch (node.type) {
    case 'block':
      builder.scope(() => lowerStatements(codeChildren(node), lowering))
      return
    case 'statement_list':
      lowerStatements(codeChildren(node), lowering)
      return
    case 'expression_statement':
      lowerExpression(codeChildren(node)[0] ?? null, lowering)
      return
    case 'var_declaration':
    case 'const_declaration':
      lowerDeclarations(node, lowering)
      return
    case 'short_var_declaration':
      lowerShortDeclaration(node, lowering)
      return
    case 'assignment_statement':
      lowerAssignment(node, lowering)
      return
    case 'inc_statement':
    case 'dec_statement':
      lowerStep(node, lowering)
      return
    case 'type_declaration':
      for (const spec of node.namedChildren) {
        const type = spec.childForFieldName('type')
        if (type) lowering.names.types.set(nameOf(spec), type)
      }
      return
    case 'if_statement':
      lowerIf(node, lowering)
      return
    case 'for_statement':
      lowerFor(node, lowering, label)
      return
    case 'expression_switch_statement':
      withLabel(label, lowering, () => lowerSwitch(node, lowering))
      return
    case 'type_switch_statement':
      withLabel(label, lowering, () => lowerTypeSwitch(node, lowering))
      return
    case 'select_statement':
      withLabel(label, lowering, () => lowerSelect(node, lowering))
      return
    case 'labeled_statement':
      lowerLabelled(node, lowering)
      return
    case 'goto_statement':
      builder.jump(blockOf(codeChildren(node)[0]?.text ?? '', lowering))
      return
    case 'break_statement':
      builder.break(codeChildren(node)[0]?.text ?? null)
      return
    case 'continue_statement':
      builder.continue(codeChildren(node)[0]?.text ?? null)
      return
    case 'return_statement':
      lowerReturn(node, lowering)
      return
    case 'defer_statement':
      lowerDefer(node, lowering)
      return
    case 'go_statement':
      lowerGo(node, lowering)
      return
    case 'send_statement':
      lowerSend(node, lowering)
      return
    case 'ERROR':
    case 'empty_statement':
    case 'fallthrough_statement':
      return
    default:
      lowerExpression(node, lowering)
  }
}

function withLabel(label: string | null, { builder }: Lowering, body: () => void): void {
  if (label === null) body()
  else builder.breakable(label, false, body)
}

function lowerIf(node: SyntaxNode, lowering: Lowering): void {
  const { builder } = lowering
  builder.scope(() => {
    lowerStatement(node.childForFieldName('initializer'), lowering)
    const alternative = node.childForFieldName('alternative')
    const condition = node.childForFieldName('condition')
    builder.ifElse(
      (then, otherwise) => lowerCondition(condition, then, otherwise, lowering),
      () => lowerStatement(node.childForFieldName('consequence'), lowering),
      alternative && (() => lowerStatement(alternative, lowering)),
    )
  })
}

/** The block that a label stands at the beginning of. */
function blockOf(label: string, { builder, labels }: Lowering): Block {
  const known = labels.get(label) ?? builder.block()
  labels.set(label, known)
  return known
}

function lowerLabelled(node: SyntaxNode, lowering: Lowering): void {
  const { builder } = lowering
  const [label, statement] = codeChildren(node)
  const name = label?.text ?? ''
  const block = blockOf(name, lowering)
  builder.jump(block)
  builder.begin(block)
  const takesLabel = /^(for|expression_switch|type_switch|select)_statement$/.test(statement?.type ?? '')
  if (takesLabel) lowerStatement(statement ?? null, lowering, name)
  else builder.breakable(name, false, () => lowerStatement(statement ?? null, lowering))
}

function lowerReturn(node: SyntaxNode, lowering: Lowering): void {
  const list = codeChildren(node)[0]
  const nodes = list?.type === 'expression_list' ? codeChildren(list) : list ? [list] : []
  const values = nodes.map(one => lowerExpression(one, lowering))
  const [only] = values
  const value = values.length > 1 ? tuple(values, spanOf(node), lowering) : (only ?? null)
  leaveFunction(value, spanOf(node), lowering)
}

/** `go f(a)`: it runs beside what comes after it. */
function lowerGo(node: SyntaxNode, lowering: Lowering): void {
  const call = node.namedChildren[0]
  const prepared = call?.type === 'call_expression' ? prepareCall(call, lowering) : null
  if (prepared) lowering.builder.call({ ...prepared, isAside: true })
  else lowerExpression(call ?? null, lowering)
}

function lowerSend(node: SyntaxNode, lowering: Lowering): void {
  const channel = lowerExpression(node.childForFieldName('channel'), lowering)
  const value = lowerExpression(node.childForFieldName('value'), lowering)
  lowering.builder.call({
    form: 'static',
    receiver: null,
    type: 'builtin',
    name: 'send',
    arguments: [channel, value],
    span: spanOf(node),
  })
}
