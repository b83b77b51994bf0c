const name = 'wayline-texts'

/** What was typed into the samples, so that a reload loses none of it. Only this tab has it. */
export function keptTexts(): Record<string, string> {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(name) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return {}
    return Object.fromEntries(
      Object.entries(kept).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    )
  } catch {
    // What cannot be read was not ours.
    return {}
  }
}

export function keepTexts(texts: Record<string, string>): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(texts))
  } catch {
    // Then a reload begins anew.
  }
}
