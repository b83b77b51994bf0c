/** A text in which secrets are covered, and the way back. */
export interface CoveredText {
  /** Puts the secrets back into a text that was made from the covered one. Null where it is not clear which belongs where. */
  restore: (text: string) => string | null
}

/** A run so long is no word of anybody's. */
const shortestRun = 4

/** `covered` is the original with each character of a secret made an `x`. */
export function coverSecrets(original: string, covered: string): CoveredText {
  const secrets = new Map<string, Set<string>>()
  let at = 0
  while (at < covered.length) {
    if (covered[at] === original[at]) {
      at++
      continue
    }
    // The covered run goes as far as there are `x`, because a secret may have some itself.
    let start = at
    while (covered[start - 1] === 'x') start--
    let end = at
    while (covered[end] === 'x') end++
    const mask = covered.slice(start, end)
    secrets.set(mask, (secrets.get(mask) ?? new Set()).add(original.slice(start, end)))
    at = Math.max(end, at + 1)
  }
  return {
    restore(text) {
      if (secrets.size === 0) return text
      const unclear: string[] = []
      const restored = text.replaceAll(/x+/g, run => {
        const known = secrets.get(run)
        if (known?.size === 1) return [...known][0] ?? run
        if (known || (run.length >= shortestRun && !original.includes(run))) unclear.push(run)
        return run
      })
      return unclear.length === 0 ? restored : null
    },
  }
}
