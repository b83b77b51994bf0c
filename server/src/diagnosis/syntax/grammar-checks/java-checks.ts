import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Fault } from '../faults.ts'
import { descend } from './descent.ts'
import { jumpFault, type JumpForms } from './jumps.ts'
import { Scopes } from './scopes.ts'

const bodies = ['annotation_type_body', 'class_body', 'enum_body', 'interface_body', 'record_declaration']
const scopeTypes = [
  'block',
  'catch_clause',
  'compact_constructor_declaration',
  'constructor_body',
  'constructor_declaration',
  'enhanced_for_statement',
  'for_statement',
  'lambda_expression',
  'method_declaration',
  'record_declaration',
  'switch_block',
]
const types = [
  ...new Set([
    ...bodies,
    ...scopeTypes,
    'break_statement',
    'catch_formal_parameter',
    'class_declaration',
    'continue_statement',
    'do_statement',
    'enum_constant',
    'enum_declaration',
    'formal_parameter',
    'interface_declaration',
    'labeled_statement',
    'local_variable_declaration',
    'object_creation_expression',
    'static_initializer',
    'switch_expression',
    'while_statement',
  ]),
]

const forms: JumpForms = {
  loops: /^(?:do|for|enhanced_for|while)_statement$/,
  switches: /^switch_expression$/,
  walls: /_body$|^(?:lambda_expression|(?:method|constructor|compact_constructor)_declaration|static_initializer)$/,
  label: 'identifier',
}

/** What Java does not take although its grammar reads it. */
export function checkJava(_: string, root: SyntaxNode): Fault[] {
  const faults: Fault[] = []
  const scopes = new Scopes()
  for (const { node, around } of descend(root, types)) {
    switch (node.type) {
      case 'break_statement':
      case 'continue_statement': {
        const message = jumpFault(node, around, forms)
        if (message !== null) add(message, node.startIndex, node.startIndex + (node.type === 'break_statement' ? 5 : 8))
        break
      }
      case 'constructor_declaration': {
        const name = node.childForFieldName('name')
        if (name && isMethod(name.text, around))
          add(
            `Expected a type before \`${name.text}\`: a method says what it returns, and this is no constructor.`,
            name.startIndex,
            name.endIndex,
          )
        break
      }
    }
    for (const name of declaredBy(node)) {
      const chain = scopesOf(around)
      const inner = chain.at(-1)
      if (!inner || name.text === '_') continue
      const isKnown = chain.some(outer => scopes.has(outer, name.text))
      scopes.declare(inner, name.text)
      if (isKnown) add(`\`${name.text}\` is declared already in this method.`, name.startIndex, name.endIndex)
    }
  }
  return faults

  function add(message: string, start: number, end: number): void {
    faults.push({ message, at: { start, end }, fix: null })
  }
}

/** Whether what looks like a constructor has not the name of its class. */
function isMethod(name: string, around: readonly SyntaxNode[]): boolean {
  const owner = around.findLast(({ type }) =>
    /^(?:class|enum|record|interface)_declaration$|^enum_constant$|^object_creation/.test(type),
  )
  if (!owner) return false
  return (
    owner.type === 'enum_constant' ||
    owner.type === 'object_creation_expression' ||
    owner.childForFieldName('name')?.text !== name
  )
}

/** The names of variables that a node declares. What is declared for a part of a statement only is left out. */
function declaredBy(node: SyntaxNode): SyntaxNode[] {
  if (node.type === 'local_variable_declaration')
    return node.namedChildren.flatMap(one =>
      one.type === 'variable_declarator' ? (one.childForFieldName('name') ?? []) : [],
    )
  return /^(?:catch_)?formal_parameter$/.test(node.type) ? [node.childForFieldName('name') ?? []].flat() : []
}

/** The scopes around something whose variables are known there, the innermost last: those of one method. */
function scopesOf(around: readonly SyntaxNode[]): SyntaxNode[] {
  const from = around.findLastIndex(({ type }) => bodies.includes(type))
  return around.slice(Math.max(0, from)).filter(({ type }) => scopeTypes.includes(type))
}
