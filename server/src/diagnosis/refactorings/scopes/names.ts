import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Family } from '../code.ts'
import { goRules } from './go-names.ts'
import { javaRules } from './java-names.ts'
import { pythonRules } from './python-names.ts'
import { scriptRules } from './script-names.ts'

/** A name that code declares. */
export interface Binding {
  name: string
  /** Where it is declared first. */
  node: SyntaxNode
  kind: 'parameter' | 'variable' | 'function' | 'type'
  /** As written; null where it is not. */
  type: string | null
  /** Whether it is given a value where it is declared. */
  hasValue: boolean
  /** The scope that it is declared in. */
  scope: SyntaxNode
  /** It holds in its whole scope or only from here on. */
  from: number
  /** It is declared beside the code that is looked at, not in it: whoever stands there sees it as well. */
  isOutside: boolean
}

/** A place that names a variable. */
export interface Use {
  node: SyntaxNode
  /** Null for what is declared elsewhere. */
  binding: Binding | null
  name: string
  reads: boolean
  writes: boolean
  /** The innermost function that it stands in. */
  owner: SyntaxNode
}

/** What a piece of code declares, and every place where it is named, in order. */
export interface Names {
  bindings: Binding[]
  uses: Use[]
}

/** How a language declares names. */
export interface NameRules {
  opensScope(node: SyntaxNode): boolean
  isFunction(node: SyntaxNode): boolean
  /** Tells of what a node declares or assigns; its children are looked at by themselves. */
  declare(node: SyntaxNode, to: Declarations): void
  /** Whether a node names a variable. */
  isName(node: SyntaxNode, parent: SyntaxNode): boolean
}

export interface Declared {
  kind?: Binding['kind']
  type?: string | null
  hasValue?: boolean
  /** `function`: in the whole of the function around, `outside`: in the scope around the node, `block`: in the innermost scope. */
  where?: 'function' | 'outside' | 'block'
  /** From where on it holds; everywhere in its scope if not given. */
  from?: number
  /** Of a name that the same scope has already, this is an assignment. */
  isAgain?: boolean
}

export interface Declarations {
  add(node: SyntaxNode, declared?: Declared): void
  /** An assignment to what is declared elsewhere. */
  write(node: SyntaxNode, alsoReads: boolean): void
}

interface Scope {
  node: SyntaxNode
  parent: Scope | null
  isFunction: boolean
  names: Map<string, Binding[]>
}

const rules: Record<Family, NameRules> = { python: pythonRules, script: scriptRules, java: javaRules, go: goRules }

/** More than this deep nobody writes. */
const deepest = 500

/** Resolves the names in a piece of code. Null for code that is nested too deeply. */
export function namesIn(root: SyntaxNode, family: Family): Names | null {
  const language = rules[family]
  const bindings: Binding[] = []
  const found: { node: SyntaxNode; scope: Scope; owner: SyntaxNode }[] = []
  const written = new Map<number, { alsoReads: boolean }>()
  const declaredAt = new Map<number, Binding>()
  const top = newScope(root, null, true)
  const state = { isTooDeep: false }

  function visit(node: SyntaxNode, parent: SyntaxNode | null, around: Scope, owner: SyntaxNode, depth: number): void {
    if (depth > deepest) {
      state.isTooDeep = true
      return
    }
    const isFunction = language.isFunction(node)
    const inner = isFunction || language.opensScope(node) ? newScope(node, around, isFunction) : around
    language.declare(node, {
      add: (at, declared = {}) => declare(at, declared, inner, around),
      write: (at, alsoReads) => void written.set(at.startIndex, { alsoReads }),
    })
    if (parent && node.childCount === 0 && language.isName(node, parent)) found.push({ node, scope: around, owner })
    for (const child of node.children) visit(child, node, inner, isFunction || isLazy(node) ? node : owner, depth + 1)
  }

  function declare(node: SyntaxNode, declared: Declared, inner: Scope, around: Scope): void {
    const { kind = 'variable', type = null, hasValue = true, where = 'block', from = -1, isAgain = false } = declared
    const scope = where === 'outside' ? around : where === 'function' ? functionScope(inner) : inner
    const known = scope.names.get(node.text) ?? []
    const [first] = known
    if (first && (isAgain || from < 0)) {
      if (hasValue) written.set(node.startIndex, { alsoReads: false })
      if (first.from < 0) declaredAt.set(node.startIndex, first)
      return
    }
    const binding: Binding = {
      name: node.text,
      node,
      kind,
      type,
      hasValue,
      scope: scope.node,
      from,
      isOutside: scope === top,
    }
    bindings.push(binding)
    scope.names.set(node.text, [...known, binding])
    declaredAt.set(node.startIndex, binding)
    if (hasValue) written.set(node.startIndex, { alsoReads: false })
  }

  visit(root, root.parent, top, root, 0)
  if (state.isTooDeep) return null
  const uses = found.map(({ node, scope, owner }): Use => {
    const write = written.get(node.startIndex)
    return {
      node,
      owner,
      name: node.text,
      binding: declaredAt.get(node.startIndex) ?? resolve(node, scope),
      reads: !declaredAt.has(node.startIndex) && (!write || write.alsoReads),
      writes: write !== undefined,
    }
  })
  return { bindings, uses: uses.sort((one, other) => one.node.startIndex - other.node.startIndex) }
}

/** What it holds is computed later, as in a function. */
function isLazy({ type }: SyntaxNode): boolean {
  return type === 'generator_expression'
}

function newScope(node: SyntaxNode, parent: Scope | null, isFunction: boolean): Scope {
  return { node, parent, isFunction, names: new Map() }
}

function functionScope(scope: Scope): Scope {
  let current = scope
  while (!current.isFunction && current.parent) current = current.parent
  return current
}

function resolve(node: SyntaxNode, from: Scope): Binding | null {
  for (let scope: Scope | null = from; scope; scope = scope.parent) {
    const binding = scope.names.get(node.text)?.findLast(({ from: start }) => start <= node.startIndex)
    if (binding) return binding
  }
  return null
}
