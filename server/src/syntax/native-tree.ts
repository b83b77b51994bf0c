import type { NativeHandle } from './native-library.ts'
import type { SyntaxNode, SyntaxTree, TreeEdit } from './tree.ts'

/** Reads a text natively, for as long as it takes. */
export type ReadNatively = (text: string, earlier: NativeHandle | null) => NativeHandle

/** A handle, and how many trees hold it. */
export interface SharedHandle {
  readonly handle: NativeHandle
  holders: number
}

/**
 * A tree in native memory. The library can neither copy nor delete one: copies share a handle until one of them is edited, and what
 * no tree holds any more is freed by the garbage collector.
 */
export class NativeTree implements SyntaxTree {
  readonly #text: string
  readonly #read: ReadNatively
  readonly #edits: TreeEdit[]
  #shared: SharedHandle | null

  constructor(shared: SharedHandle, text: string, read: ReadNatively, edits: readonly TreeEdit[] = []) {
    shared.holders++
    this.#shared = shared
    this.#text = text
    this.#read = read
    this.#edits = [...edits]
  }

  get handle(): NativeHandle {
    return this.#held().handle
  }

  get rootNode(): SyntaxNode {
    return this.handle.rootNode
  }

  edit(edit: TreeEdit): void {
    if (this.#held().holders > 1) this.#part()
    this.handle.edit(edit)
    this.#edits.push(edit)
  }

  copy(): SyntaxTree {
    return new NativeTree(this.#held(), this.#text, this.#read, this.#edits)
  }

  delete(): void {
    if (this.#shared) this.#shared.holders--
    this.#shared = null
  }

  /** Reading the same text on takes what has been read before, unless that has been told of edits since. */
  #part(): void {
    const shared = this.#held()
    const handle = this.#read(this.#text, this.#edits.length === 0 ? shared.handle : null)
    for (const edit of this.#edits) handle.edit(edit)
    shared.holders--
    this.#shared = { handle, holders: 1 }
  }

  #held(): SharedHandle {
    if (!this.#shared) throw new Error('the tree has been deleted')
    return this.#shared
  }
}
