const name = 'wayline-key'

/**
 * The key of the gateway: from the address, behind whose `#` no server ever sees it, or as this tab has had it. It is taken out of the
 * address at once, so that no history and no picture of the window has it.
 */
export function takeKey(): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get('key')
  if (given !== null) {
    history.replaceState(null, '', location.pathname)
    keepKey(given)
    return given
  }
  try {
    return sessionStorage.getItem(name)
  } catch {
    // A browser that keeps nothing has it from the address alone.
    return null
  }
}

export function keepKey(key: string): void {
  try {
    sessionStorage.setItem(name, key)
  } catch {
    // It is asked for again after a reload.
  }
}
