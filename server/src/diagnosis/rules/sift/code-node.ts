import type { SyntaxNode } from '../../../syntax/tree.ts'

/** A file as rules are sifted over it. What has been asked of a node is kept: each question to the tree's own is a call into WebAssembly. */
export class Code {
  readonly text: string
  readonly root: CodeNode
  readonly #root: SyntaxNode
  readonly #nodes = new Map<number, CodeNode>()

  constructor(text: string, root: SyntaxNode) {
    this.text = text
    this.#root = root
    this.root = this.nodeOf(root)
  }

  /** The one that stands for a node of the tree. */
  nodeOf(node: SyntaxNode): CodeNode {
    const known = this.#nodes.get(node.id)
    if (known) return known
    const made = new CodeNode(this, node)
    this.#nodes.set(node.id, made)
    return made
  }

  /** Every node of these kinds, by its kind. */
  ofKinds(kinds: ReadonlySet<string>): ReadonlyMap<string, readonly CodeNode[]> {
    const found = new Map<string, CodeNode[]>()
    if (kinds.size === 0) return found
    for (const inner of this.#root.descendantsOfType([...kinds])) {
      const node = this.nodeOf(inner)
      const others = found.get(node.kind)
      if (others) others.push(node)
      else found.set(node.kind, [node])
    }
    return found
  }

  /** Every node. */
  all(): readonly CodeNode[] {
    const found = [this.root]
    // Grows while it is walked.
    for (const node of found) found.push(...node.children)
    return found
  }
}

/** A node of a file, as rules are sifted over it. */
export class CodeNode {
  readonly kind: string
  readonly #code: Code
  readonly #node: SyntaxNode
  #answers: Map<number, boolean> | null = null
  #isNamed: boolean | null = null
  #isExtra: boolean | null = null
  #text: string | null = null
  #children: readonly CodeNode[] | null = null
  #parent: CodeNode | null | undefined
  #place = 0
  #namedPlace = 0
  #namedChildCount = -1

  constructor(code: Code, node: SyntaxNode) {
    this.#code = code
    this.#node = node
    this.kind = node.type
  }

  get isNamed(): boolean {
    return (this.#isNamed ??= this.#node.isNamed)
  }

  /** It may stand anywhere, as a comment may. */
  get isExtra(): boolean {
    return (this.#isExtra ??= this.#node.isExtra)
  }

  get text(): string {
    return (this.#text ??= this.#code.text.slice(this.#node.startIndex, this.#node.endIndex))
  }

  get children(): readonly CodeNode[] {
    return (this.#children ??= this.#node.children.map(child => this.#code.nodeOf(child)))
  }

  get parent(): CodeNode | null {
    if (this.#parent === undefined) {
      const { parent } = this.#node
      this.#parent = parent && this.#code.nodeOf(parent)
    }
    return this.#parent
  }

  /** The first child of a field. */
  field(name: string): CodeNode | null {
    const child = this.#node.childForFieldName(name)
    return child && this.#code.nodeOf(child)
  }

  /** The siblings behind it, the next one first, or before it, the last one first. */
  siblings(direction: 'before' | 'behind'): readonly CodeNode[] {
    const { parent } = this
    if (!parent) return []
    parent.#number()
    return direction === 'behind'
      ? parent.children.slice(this.#place + 1)
      : parent.children.slice(0, this.#place).reverse()
  }

  /** Its place among the named children of its parent, from 1; null where it has none. */
  namedPlace(direction: 'from the start' | 'from the end'): number | null {
    const { parent } = this
    if (!parent || !this.isNamed) return null
    parent.#number()
    return direction === 'from the start' ? this.#namedPlace : parent.#namedChildCount - this.#namedPlace + 1
  }

  /** An answer to a question of that number, found out once. */
  remember(question: number, answer: (node: CodeNode) => boolean): boolean {
    const known = this.#answers?.get(question)
    if (known !== undefined) return known
    const found = answer(this)
    this.#answers ??= new Map()
    this.#answers.set(question, found)
    return found
  }

  #number(): void {
    if (this.#namedChildCount >= 0) return
    this.#namedChildCount = 0
    for (const [place, child] of this.children.entries()) {
      child.#place = place
      if (child.isNamed) child.#namedPlace = ++this.#namedChildCount
    }
  }
}
