/** Finds which of many words occur in a text, as parts of other words too, by going through it once (after Aho and Corasick). */
export interface WordSearch {
  /** Whether a word, one of those that the search was made with, occurs. */
  in(text: string): (word: string) => boolean
}

/** Code units from here on are not told apart: words that have such are looked for one by one. */
const units = 128

/** Makes a search for words. */
export function createWordSearch(words: Iterable<string>): WordSearch {
  const places = new Map<string, number>()
  for (const word of words) if (isPlain(word) && !places.has(word)) places.set(word, places.size)
  const { next, ends } = automatonOf([...places.keys()])
  return {
    in(text) {
      const found = new Uint8Array(places.size)
      let state = 0
      for (let at = 0; at < text.length; at++) {
        const unit = text.charCodeAt(at)
        state = unit < units ? (next[state * units + unit] ?? 0) : 0
        const ending = ends[state] ?? none
        if (ending.length > 0) for (const place of ending) found[place] = 1
      }
      return word => {
        const place = places.get(word)
        return place === undefined ? text.includes(word) : found[place] === 1
      }
    },
  }
}

const none: readonly number[] = []

function isPlain(word: string): boolean {
  for (let at = 0; at < word.length; at++) if (word.charCodeAt(at) >= units) return false
  return word !== ''
}

/** For each state and code unit the next state, and the words, by their places, that end in a state. State 0 is the beginning. */
function automatonOf(words: readonly string[]): { next: Int32Array; ends: readonly (readonly number[])[] } {
  const length = words.reduce((sum, word) => sum + word.length, 1)
  const next = new Int32Array(length * units)
  const ends: number[][] = [[]]
  for (const [place, word] of words.entries()) {
    let state = 0
    for (let at = 0; at < word.length; at++) {
      const step = state * units + word.charCodeAt(at)
      if (next[step] === 0) next[step] = ends.push([]) - 1
      state = next[step] ?? 0
    }
    ends[state]?.push(place)
  }
  goOnElsewhere(next, ends)
  return { next, ends }
}

/** Where no word goes on, the longest end of what has been read that begins a word does; nearer states first. */
function goOnElsewhere(next: Int32Array, ends: number[][]): void {
  const elsewhere = new Int32Array(ends.length)
  const open = [0]
  // Grows while it is walked.
  for (const state of open) {
    const other = elsewhere[state] ?? 0
    if (state !== 0) ends[state]?.push(...(ends[other] ?? none))
    for (let unit = 0; unit < units; unit++) {
      const to = next[state * units + unit] ?? 0
      const instead = state === 0 ? 0 : (next[other * units + unit] ?? 0)
      if (to === 0) next[state * units + unit] = instead
      else {
        elsewhere[to] = instead
        open.push(to)
      }
    }
  }
}
