import type { SyntaxNode } from '../../../syntax/tree.ts'
import { readImport, type Names } from './names.ts'

/** What the statements of a function bind, not those of functions and classes in it. */
export interface Bound {
  /** Names that are assigned, to how often; `type`: what an annotation says. */
  names: Map<string, { count: number; node: SyntaxNode; type: SyntaxNode | null }>
  imports: Map<string, string>
  globals: Set<string>
  nonlocals: Set<string>
}

/** Statements that have others in them. */
const holders = new Set([
  'block',
  'if_statement',
  'elif_clause',
  'else_clause',
  'for_statement',
  'while_statement',
  'try_statement',
  'except_clause',
  'except_group_clause',
  'finally_clause',
  'with_statement',
  'match_statement',
  'case_clause',
  'module',
])

/** Goes through statements, without recursion: code of a machine nests deeper than the stack. */
export function boundIn(body: SyntaxNode | null, names: Names): Bound {
  const bound: Bound = { names: new Map(), imports: new Map(), globals: new Set(), nonlocals: new Set() }
  const open: SyntaxNode[] = body ? [body] : []
  for (let node = open.pop(); node; node = open.pop()) {
    switch (node.type) {
      case 'import_statement':
      case 'import_from_statement':
        readImport(node, bound.imports, names)
        break
      case 'global_statement':
      case 'nonlocal_statement':
        for (const child of node.namedChildren)
          (node.type === 'global_statement' ? bound.globals : bound.nonlocals).add(child.text)
        break
      case 'expression_statement':
        for (const child of node.namedChildren) bindAssignment(child, bound)
        break
      case 'function_definition':
      case 'class_definition':
        bindTarget(node.childForFieldName('name'), null, bound)
        break
      case 'decorated_definition':
        bindTarget(node.childForFieldName('definition')?.childForFieldName('name') ?? null, null, bound)
        break
      case 'with_item':
        bindTarget(patternTarget(node.namedChildren[0] ?? null), null, bound)
        break
      case 'with_clause':
        open.push(...node.namedChildren)
        break
      case 'for_statement':
        bindTarget(node.childForFieldName('left'), null, bound)
        break
      case 'except_clause':
        bindTarget(patternTarget(node.namedChildren[0] ?? null), null, bound)
        break
    }
    if (holders.has(node.type)) open.push(...node.namedChildren)
  }
  return bound
}

/** What `as` names. */
export function patternTarget(node: SyntaxNode | null): SyntaxNode | null {
  if (node?.type !== 'as_pattern') return null
  return node.namedChildren.find(child => child.type === 'as_pattern_target')?.namedChildren[0] ?? null
}

function bindAssignment(node: SyntaxNode, bound: Bound): void {
  let at: SyntaxNode | null = node
  while (at?.type === 'assignment') {
    bindTarget(at.childForFieldName('left'), at.childForFieldName('type'), bound)
    at = at.childForFieldName('right')
  }
  if (at?.type === 'augmented_assignment') {
    // What is added to is no constant.
    bindTarget(at.childForFieldName('left'), null, bound)
    bindTarget(at.childForFieldName('left'), null, bound)
  }
}

function bindTarget(target: SyntaxNode | null, type: SyntaxNode | null, bound: Bound): void {
  const open: SyntaxNode[] = target ? [target] : []
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'identifier') {
      const known = bound.names.get(node.text)
      bound.names.set(node.text, {
        count: (known?.count ?? 0) + 1,
        node: known?.node ?? node,
        type: known?.type ?? type,
      })
    } else if (
      /^(pattern_list|tuple_pattern|list_pattern|tuple|list|list_splat_pattern|parenthesized)/.test(node.type)
    ) {
      open.push(...node.namedChildren)
    }
  }
}
