import type { SyntaxNode } from '../../../syntax/tree.ts'

/** The names that each block declares, as one pass comes upon them. */
export class Scopes {
  readonly #names = new Map<number, Set<string>>()

  /** Whether the name is new in the block; it is known there from now on. */
  declare(block: SyntaxNode | null, name: string): boolean {
    const key = block?.id ?? -1
    const names = this.#names.get(key) ?? new Set()
    this.#names.set(key, names)
    if (names.has(name)) return false
    names.add(name)
    return true
  }

  has(block: SyntaxNode | null, name: string): boolean {
    return this.#names.get(block?.id ?? -1)?.has(name) ?? false
  }
}
