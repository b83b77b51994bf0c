import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Fault } from '../faults.ts'
import { descend } from './descent.ts'
import { jumpFault, type JumpForms } from './jumps.ts'
import { Scopes } from './scopes.ts'

const functions = ['func_literal', 'function_declaration', 'method_declaration']
const scopeTypes = [
  ...functions,
  'block',
  'communication_case',
  'default_case',
  'expression_case',
  'expression_switch_statement',
  'for_statement',
  'function_type',
  'if_statement',
  'interface_type',
  'select_statement',
  'struct_type',
  'type_case',
  'type_switch_statement',
]
const types = [
  ...scopeTypes,
  'break_statement',
  'const_spec',
  'continue_statement',
  'goto_statement',
  'labeled_statement',
  'parameter_declaration',
  'short_var_declaration',
  'type_alias',
  'type_spec',
  'var_spec',
  'variadic_parameter_declaration',
]

const forms: JumpForms = {
  loops: /^for_statement$/,
  switches: /^(?:expression_switch|type_switch|select)_statement$/,
  walls: new RegExp(`^(?:${functions.join('|')})$`),
  label: 'label_name',
}

/** What Go does not take although its grammar reads it. */
export function checkGo(_: string, root: SyntaxNode): Fault[] {
  const faults: Fault[] = []
  const scopes = new Scopes()
  for (const { node, around } of descend(root, types)) {
    switch (node.type) {
      case 'break_statement':
      case 'continue_statement':
        add(jumpFault(node, around, forms)?.replace('a `switch`', 'a `switch` or `select`') ?? null, node.child(0))
        break
      case 'goto_statement':
      case 'labeled_statement':
        add(labelFault(node, around), node.namedChildren[0])
        break
      case 'short_var_declaration': {
        const left = node.childForFieldName('left')
        const names = left?.namedChildren.filter(({ type }) => type === 'identifier').map(({ text }) => text) ?? []
        const scope = scopeOf(around)
        const isNew = names.map(name => name !== '_' && scopes.declare(scope, name))
        if (names.length > 0 && !isNew.includes(true))
          add('No new variable stands on the left of `:=`; what is there already is assigned to with `=`.', left)
        break
      }
      default:
        for (const name of declaredBy(node)) {
          if (name.text === '_' || isElsewhere(around)) continue
          if (!scopes.declare(scopeOf(around), name.text))
            add(`\`${name.text}\` is declared already in this block.`, name)
        }
    }
  }
  return faults

  function add(message: string | null, at: SyntaxNode | null | undefined): void {
    if (message !== null && at) faults.push({ message, at: { start: at.startIndex, end: at.endIndex }, fix: null })
  }
}

/** What is declared by a type has nothing to do with the block around it. */
function isElsewhere(around: readonly SyntaxNode[]): boolean {
  return /^(?:function|interface|struct)_type$/.test(
    around.findLast(({ type }) => scopeTypes.includes(type))?.type ?? '',
  )
}

/** A function and its parameters share one block. */
function scopeOf(around: readonly SyntaxNode[]): SyntaxNode | null {
  const [outer, inner] = around.filter(({ type }) => scopeTypes.includes(type)).slice(-2)
  if (!outer || !inner) return outer ?? null
  return forms.walls.test(outer.type) && outer.childForFieldName('body')?.id === inner.id ? outer : inner
}

function declaredBy(node: SyntaxNode): SyntaxNode[] {
  if (/^(?:const_spec|var_spec|(?:variadic_)?parameter_declaration)$/.test(node.type)) {
    const end = node.children.findIndex(({ type }) => type !== 'identifier' && type !== ',')
    return node.children.slice(0, end < 0 ? node.childCount : end).filter(({ type }) => type === 'identifier')
  }
  return /^type_(?:spec|alias)$/.test(node.type) ? [node.childForFieldName('name') ?? []].flat() : []
}

function labelFault(node: SyntaxNode, around: readonly SyntaxNode[]): string | null {
  const name = node.namedChildren[0]
  const within = around.findLast(({ type }) => forms.walls.test(type))
  if (name?.type !== 'label_name' || !within) return null
  const others = within.descendantsOfType(['label_name']).filter(({ text, id }) => text === name.text && id !== name.id)
  if (node.type === 'labeled_statement')
    return others.length === 0 && name.text !== '_' ? `Nothing jumps to the label \`${name.text}\`.` : null
  return others.some(({ parent }) => parent?.type === 'labeled_statement')
    ? null
    : `There is no label \`${name.text}\` in this function.`
}
