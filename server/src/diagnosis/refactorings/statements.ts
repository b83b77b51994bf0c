import type { SyntaxNode } from '../../syntax/tree.ts'
import type { Code, Family } from './code.ts'

const functions: Record<Family, RegExp> = {
  python: /^(?:function_definition|lambda)$/,
  script:
    /^(?:function_declaration|function_expression|arrow_function|method_definition|generator_function(?:_declaration)?)$/,
  java: /^(?:method_declaration|constructor_declaration|compact_constructor_declaration|lambda_expression)$/,
  go: /^(?:function_declaration|method_declaration|func_literal)$/,
}

const loops = /^(?:for_statement|for_in_statement|enhanced_for_statement|while_statement|do_statement)$/
const exits = /^(?:return_statement|throw_statement|raise_statement|continue_statement|break_statement)$/

export function isFunction({ type }: SyntaxNode, family: Family): boolean {
  return functions[family].test(type)
}

export function isLoop({ type }: SyntaxNode): boolean {
  return loops.test(type)
}

export function isComment({ type }: SyntaxNode): boolean {
  return type.includes('comment')
}

/** Whether nothing that stands behind a statement is reached from it. */
export function isExit({ type }: SyntaxNode): boolean {
  return exits.test(type)
}

/** Whether a node is a block that statements stand in. */
export function isBlock({ type }: SyntaxNode): boolean {
  return /^(?:block|statement_block|constructor_body)$/.test(type)
}

/** The statements of a block; in Go they lie in a list of their own. */
export function statementsOf(block: SyntaxNode): SyntaxNode[] {
  return [...block.namedChildren].flatMap(child =>
    child.type === 'statement_list' ? [...child.namedChildren] : [child],
  )
}

/** The block that a statement stands in; null for one that stands elsewhere, as in a `case`. */
export function blockAround({ parent }: SyntaxNode): SyntaxNode | null {
  const block = parent?.type === 'statement_list' ? parent.parent : parent
  return block && isBlock(block) ? block : null
}

/** One `if` with its condition; `else if` makes another one. */
export interface Branch {
  /** Without the parentheses around the whole. */
  condition: SyntaxNode
  body: SyntaxNode
}

/** `if` and all that follows it with `else`. */
export interface IfChain {
  node: SyntaxNode
  /** The first one is the `if` itself. */
  branches: [Branch, ...Branch[]]
  /** What stands behind the last `else`; null where there is none. */
  otherwise: SyntaxNode | null
  /** A comment stands beside the blocks, where it would be lost. */
  hasLooseComments: boolean
  /** In Go, a statement before the condition, whose names hold in all branches. */
  hasInitializer: boolean
}

/** Reads an `if` statement; null for anything else, and for one that is itself behind an `else`. */
export function ifChain(node: SyntaxNode, family: Family): IfChain | null {
  if (node.type !== 'if_statement' || /^(?:else_clause|if_statement)$/.test(node.parent?.type ?? '')) return null
  return family === 'python' ? pythonChain(node) : bracedChain(node)
}

function pythonChain(node: SyntaxNode): IfChain | null {
  const first = branchOf(node)
  const others = node.children.filter(({ type }) => type === 'elif_clause').map(branchOf)
  const branches = others.flatMap(branch => branch ?? [])
  if (!first || branches.length < others.length) return null
  const otherwise = node.children.find(({ type }) => type === 'else_clause') ?? null
  return {
    node,
    branches: [first, ...branches],
    otherwise: otherwise?.childForFieldName('body') ?? null,
    hasLooseComments: false,
    hasInitializer: false,
  }
}

function bracedChain(node: SyntaxNode): IfChain | null {
  const first = branchOf(node)
  if (!first) return null
  const chain: IfChain = {
    node,
    branches: [first],
    otherwise: null,
    hasLooseComments: false,
    hasInitializer: false,
  }
  let current = node
  for (;;) {
    chain.hasLooseComments ||= current.children.some(isComment)
    chain.hasInitializer ||= current.childForFieldName('initializer') !== null
    const alternative: SyntaxNode | null = current.childForFieldName('alternative')
    const next: SyntaxNode | null =
      alternative?.type === 'else_clause'
        ? (alternative.namedChildren.find(child => !isComment(child)) ?? null)
        : alternative
    if (alternative?.type === 'else_clause') chain.hasLooseComments ||= alternative.children.some(isComment)
    if (next?.type !== 'if_statement') {
      chain.otherwise = next
      return chain
    }
    const branch = branchOf(next)
    if (!branch) return null
    chain.branches.push(branch)
    current = next
  }
}

function branchOf(node: SyntaxNode): Branch | null {
  const condition = node.childForFieldName('condition')
  const body = node.childForFieldName('consequence')
  return condition && body ? { condition: withoutParentheses(condition), body } : null
}

/** What stands between parentheses. */
export function withoutParentheses(node: SyntaxNode): SyntaxNode {
  let inside = node
  while (inside.type === 'parenthesized_expression') {
    const [only, ...others] = inside.namedChildren
    if (!only || others.length > 0) return inside
    inside = only
  }
  return inside
}

/** Whether the last statement of a block leaves it. */
export function endsInExit(block: SyntaxNode): boolean {
  const last = statementsOf(block).findLast(statement => !isComment(statement))
  return last !== undefined && isExit(last)
}

/** What stands behind a statement of JavaScript in this file: people write a semicolon there, or do not. */
export function terminator({ family, text }: Code): string {
  if (family === 'java') return ';'
  return family === 'script' && /[;]\s*$/m.test(text) ? ';' : ''
}
