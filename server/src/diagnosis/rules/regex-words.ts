/**
 * Words that occur in every text which a regular expression matches: of each list one. Reads the plain parts of Rust's
 * syntax; of an expression with anything else in it nothing is said.
 */
export function wordsOfRegex(source: string, shortest: number): string[][] {
  const reader = new RegexReader(source, shortest)
  const words = reader.alternation()
  return words !== null && reader.isAtEnd ? words : []
}

class RegexReader {
  #at = 0
  readonly #source: string
  readonly #shortest: number

  constructor(source: string, shortest: number) {
    this.#source = source
    this.#shortest = shortest
  }

  get isAtEnd(): boolean {
    return this.#at === this.#source.length
  }

  /** Up to a closing parenthesis or the end. Null for what is not understood. */
  alternation(): string[][] | null {
    const parts: string[][][] = []
    for (;;) {
      const part = this.#sequence()
      if (part === null) return null
      parts.push(part)
      if (this.#source[this.#at] !== '|') break
      this.#at++
    }
    const [only] = parts
    if (only !== undefined && parts.length === 1) return only
    const words = new Set<string>()
    for (const part of parts) {
      const [longest] = part.toSorted((a, b) => shortestOf(b) - shortestOf(a))
      if (longest === undefined) return []
      for (const word of longest) words.add(word)
    }
    return [[...words]]
  }

  #sequence(): string[][] | null {
    const found: string[][] = []
    let run = ''
    const endRun = (): void => {
      if (run.length >= this.#shortest) found.push([run])
      run = ''
    }
    while (this.#at < this.#source.length) {
      const character = this.#source[this.#at] ?? ''
      if (character === '|' || character === ')') break
      let literal: string | null = null
      let words: string[][] = []
      if (character === '(') {
        const group = this.#group()
        if (group === null) return null
        words = group
      } else if (character === '[') {
        if (!this.#characterClass()) return null
      } else if (character === '\\') {
        const escaped = this.#source[this.#at + 1] ?? ''
        // Escapes of letters and digits are classes, places and numbers.
        if (/[pPxuU0-9]/.test(escaped) || escaped === '') return null
        if (!/\w/.test(escaped)) literal = escaped
        this.#at += 2
      } else {
        // Places and the point are no text of their own.
        if (!/[.^$]/.test(character)) literal = character
        this.#at++
      }
      const isOptional = this.#quantifier()
      if (isOptional === null) return null
      if (literal === null || isOptional !== 'none') {
        // What may be there once more ends a run just as what may be missing does.
        if (literal !== null && isOptional === 'once-or-more') run += literal
        endRun()
        if (literal === null && isOptional !== 'optional') found.push(...words)
      } else run += literal
    }
    endRun()
    return found
  }

  #quantifier(): 'none' | 'optional' | 'once-or-more' | null {
    const character = this.#source[this.#at] ?? ''
    if (!/[?*+{]/.test(character)) return 'none'
    if (character === '{') {
      const braces = /^\{(\d+)(,\d*)?\}/.exec(this.#source.slice(this.#at))
      if (braces === null) return null
      this.#at += braces[0].length
    } else this.#at++
    if (this.#source[this.#at] === '?') this.#at++
    // A number of times may be zero.
    return character === '+' ? 'once-or-more' : 'optional'
  }

  #group(): string[][] | null {
    this.#at++
    if (this.#source[this.#at] === '?') {
      // Flags, such as for either case, change what everything behind them means.
      const opening = /^\?(:|P?<\w+>)/.exec(this.#source.slice(this.#at))
      if (opening === null) return null
      this.#at += opening[0].length
    }
    const words = this.alternation()
    if (words === null || this.#source[this.#at] !== ')') return null
    this.#at++
    return words
  }

  /** Steps over a class of characters; false for one in another. */
  #characterClass(): boolean {
    const found = /^\[\^?\]?(\\.|[^\\[\]])*\]/.exec(this.#source.slice(this.#at))
    if (found === null) return false
    this.#at += found[0].length
    return true
  }
}

function shortestOf(words: string[]): number {
  return Math.min(...words.map(word => word.length))
}
