/** What a visitor has chosen, kept in the browser. */
export interface Preferences {
  language: 'en' | 'zh'
  theme: 'auto' | 'light' | 'dark'
  suggestions: 'inline' | 'list'
}

const name = 'wayline-playground'

/** Before anybody has chosen, the browser's own language counts, and its own light or dark. */
export function preferences(): Preferences {
  const kept = read()
  return {
    language: kept['language'] === 'en' || kept['language'] === 'zh' ? kept['language'] : browserLanguage(),
    theme: kept['theme'] === 'light' || kept['theme'] === 'dark' ? kept['theme'] : 'auto',
    suggestions: kept['suggestions'] === 'list' ? 'list' : 'inline',
  }
}

export function prefer(changes: Partial<Preferences>): Preferences {
  const all = { ...preferences(), ...changes }
  try {
    localStorage.setItem(name, JSON.stringify(all))
  } catch {
    // A browser that keeps nothing asks again the next time.
  }
  return all
}

function read(): Record<string, unknown> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? '{}')
    return typeof kept === 'object' && kept !== null ? { ...kept } : {}
  } catch {
    // What cannot be read was not ours.
    return {}
  }
}

function browserLanguage(): 'en' | 'zh' {
  return /^zh/i.test(navigator.language) ? 'zh' : 'en'
}
