/**
 * Which files have to do with a word. Words are kept as numbers, which take a tenth of the space: two words may have the same
 * one, so whoever asks looks into the files before believing it.
 */
export class Postings {
  /** One file alone stands without a list around it. */
  readonly #files = new Map<number, number | number[]>()

  add(word: string, file: number): void {
    const key = hashOf(word)
    const known = this.#files.get(key)
    if (known === undefined) this.#files.set(key, file)
    else if (typeof known === 'number') this.#files.set(key, [known, file])
    else known.push(file)
  }

  remove(word: string, file: number): void {
    const key = hashOf(word)
    const known = this.#files.get(key)
    if (known === file) this.#files.delete(key)
    else if (Array.isArray(known))
      this.#files.set(
        key,
        known.filter(other => other !== file),
      )
  }

  filesOf(word: string): readonly number[] {
    const known = this.#files.get(hashOf(word))
    if (known === undefined) return []
    return typeof known === 'number' ? [known] : known
  }
}

/** How often words were counted, in a table of fixed size; a word may be given what another has. */
export class WordCounts {
  readonly #counts = new Uint16Array(1 << 18)

  add(word: string, count: 1 | -1): void {
    const at = hashOf(word) & (this.#counts.length - 1)
    const next = (this.#counts[at] ?? 0) + count
    if (next >= 0 && next < 0xffff) this.#counts[at] = next
  }

  of(word: string): number {
    return this.#counts[hashOf(word) & (this.#counts.length - 1)] ?? 0
  }
}

/** FNV-1a, in the 31 bits that are kept without a box. http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return (hash ^ (hash >>> 31)) & 0x3fffffff
}
