import type { GrammarName } from '../../syntax/grammars.ts'
import type { SyntaxNode } from '../../syntax/tree.ts'
import { isDefaultCase, isJumpToLabel, logicalOperator, roleOf, type Role } from './node-roles.ts'
import { calledName, nameOf } from './signature.ts'

/** Something that makes a function harder to follow. */
export interface Branch {
  /** Where to point: a keyword or an operator, not all that follows it. */
  node: { startIndex: number; endIndex: number }
  by: number
  reason: string
}

/** What is counted of a function. */
export interface Branches {
  increments: Branch[]
  /** Those that are not in functions inside it. */
  own: Branch[]
  decisions: number
  nesting: number
  /** Functions and lambdas directly or indirectly in it. */
  functions: number
  /** It does nothing but declare one function and return. */
  isDecorator: boolean
}

/** Deeper trees are machine-made, or meant to fell whoever walks them. */
export const deepest = 2000

/** Counts the branches of a function, those of functions in it too, as deep as they are. */
export function countBranches(root: SyntaxNode, grammar: GrammarName): Branches {
  const increments: Branch[] = []
  const own: Branch[] = []
  let decisions = 0
  let deepestNesting = 0
  let functions = 0
  let inner = 0
  let isRecursive = false
  const ownName = nameOf(root)?.text

  function add(node: Branch['node'], by: number, reason: string): void {
    const branch = { node, by, reason }
    increments.push(branch)
    if (inner === 0) own.push(branch)
  }

  /** A structure that is the harder the deeper it is. */
  function structure(node: SyntaxNode, nesting: number, what: string): void {
    decisions++
    deepestNesting = Math.max(deepestNesting, nesting + 1)
    const levels = nesting === 1 ? '1 level deep' : `${nesting} levels deep`
    add(keywordOf(node), nesting + 1, nesting === 0 ? what : `${what}, ${levels}`)
  }

  function visitChildren(node: SyntaxNode, nesting: number, depth: number): void {
    for (const child of node.children) if (child.childCount > 0) visit(child, nesting, depth + 1)
  }

  function visit(node: SyntaxNode, nesting: number, depth: number): void {
    if (depth > deepest) return
    switch (roleOf(node, grammar)) {
      case 'function':
      case 'lambda':
        functions++
        inner++
        visitChildren(node, nesting + 1, depth)
        inner--
        return
      case 'if':
        structure(node, nesting, 'if')
        visitIf(node, nesting, depth)
        return
      case 'else':
        // Of a loop, in Python; those of conditions are met with them.
        if (grammar === 'python') add(keywordOf(node), 1, 'else')
        visitChildren(node, nesting, depth)
        return
      case 'switch':
        structure(node, nesting, node.type.includes('match') ? 'match' : 'switch')
        // What decides are its cases.
        decisions--
        visitChildren(node, nesting + 1, depth)
        return
      case 'loop':
        structure(node, nesting, 'loop')
        visitChildren(node, nesting + 1, depth)
        return
      case 'catch':
        structure(node, nesting, 'catch')
        visitChildren(node, nesting + 1, depth)
        return
      case 'ternary':
        structure(node, nesting, 'conditional expression')
        visitChildren(node, nesting + 1, depth)
        return
      case 'case':
        if (!isDefaultCase(node)) decisions++
        break
      case 'logical':
        if (visitLogical(node, nesting, depth)) return
        break
      case 'jump':
        if (isJumpToLabel(node)) add(node, 1, 'jump to a label')
        break
      default:
        if (!isRecursive && ownName !== undefined && calledName(node) === ownName) {
          isRecursive = true
          add(node, 1, 'recursion')
        }
    }
    visitChildren(node, nesting, depth)
  }

  /** The condition, and what follows `else`: a condition there is no deeper than the first. */
  function visitIf(node: SyntaxNode, nesting: number, depth: number): void {
    let isAfterElse = false
    for (const [index, child] of node.children.entries()) {
      const role: Role | null = roleOf(child, grammar)
      if (child.type === 'else' && (!child.isNamed || child.childCount === 0)) {
        // In Swift, `guard` has one that says nothing new.
        if (node.type !== 'guard_statement') isAfterElse = true
        if (isAfterElse) add(child, 1, isIf(node.children.slice(index + 1).find(isCode)) ? 'else if' : 'else')
        continue
      }
      if (role === 'else-if') {
        decisions++
        add(keywordOf(child), 1, 'else if')
        visitIf(child, nesting, depth + 1)
      } else if (role === 'else') visitElse(child, nesting, depth + 1)
      else if (isAfterElse && role === 'if') {
        decisions++
        visitIf(child, nesting, depth + 1)
      } else if (child.childCount > 0) visit(child, nesting + 1, depth + 1)
    }
  }

  function visitElse(node: SyntaxNode, nesting: number, depth: number): void {
    const statements = node.children.filter(isCode)
    const [only] = statements
    // In Rust the condition is an expression in a block of braces, which makes it another thing.
    if (only && statements.length === 1 && isIf(only) && grammar !== 'ruby' && grammar !== 'lua') {
      decisions++
      add(keywordOf(node), 1, 'else if')
      visitIf(only, nesting, depth + 1)
      return
    }
    add(keywordOf(node), 1, 'else')
    visitChildren(node, nesting + 1, depth)
  }

  function isIf(node: SyntaxNode | undefined): boolean {
    return node !== undefined && roleOf(node, grammar) === 'if'
  }

  /** A sequence of equal operators counts once; each change of operator begins another. */
  function visitLogical(node: SyntaxNode, nesting: number, depth: number): boolean {
    if (logicalOperator(node) === null) return false
    const operators: { operator: string; node: SyntaxNode }[] = []
    const operands: SyntaxNode[] = []
    const flatten = (at: SyntaxNode, level: number): void => {
      const inside = withoutParentheses(at)
      const operator = level < deepest && roleOf(inside, grammar) === 'logical' ? logicalOperator(inside) : null
      if (operator === null) {
        operands.push(at)
        return
      }
      for (const child of inside.children) {
        if (isOperator(child)) operators.push({ operator, node: child })
        else if (child.childCount > 0) flatten(child, level + 1)
      }
    }
    flatten(node, depth)
    decisions += operators.length
    for (const [index, { operator, node: at }] of operators.entries())
      if (operator !== operators[index - 1]?.operator) add(at, 1, `${at.text} begins a sequence`)
    for (const operand of operands) visit(operand, nesting, depth + 1)
    return true
  }

  visitChildren(root, 0, 0)
  const isDecorator = functions > 0 && isDecoratorShape(root, grammar)
  return { increments, own, decisions, nesting: deepestNesting, functions, isDecorator }
}

/** A keyword stands for what it begins: that is all there is to underline. */
function keywordOf(node: SyntaxNode): Branch['node'] {
  const keyword = node.children.find(child => !child.isNamed && /^[a-z?]+$/.test(child.type))
  return keyword ?? { startIndex: node.startIndex, endIndex: Math.min(node.endIndex, node.startIndex + 1) }
}

/** Neither a comment nor mere punctuation. */
function isCode(node: SyntaxNode): boolean {
  return node.isNamed && !node.type.includes('comment')
}

function isOperator(node: SyntaxNode): boolean {
  return /^(?:&&|\|\||and|or)$/.test(node.childCount === 0 ? node.text : '')
}

function withoutParentheses(node: SyntaxNode): SyntaxNode {
  let inside = node
  while (/^(?:parenthesized_(?:expression|statements)|tuple_expression)$/.test(inside.type)) {
    const [only, ...others] = inside.namedChildren
    if (!only || others.length > 0) return inside
    inside = only
  }
  return inside
}

/** In Python a function that only declares another one and returns it is a decorator; what counts is the other one. */
function isDecoratorShape(node: SyntaxNode, grammar: GrammarName): boolean {
  const body = grammar === 'python' ? node.childForFieldName('body') : null
  if (!body) return false
  const statements = body.namedChildren.filter(({ type }) => type !== 'comment')
  const kinds = statements.map(({ type }) => (type === 'decorated_definition' ? 'function_definition' : type))
  return kinds.join(' ').replace(/^expression_statement /, '') === 'function_definition return_statement'
}
