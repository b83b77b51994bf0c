/** What the promise gives, or the signal's reason if that comes first; whatever the promise does then, nobody hears of it. */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  let onAbort = (): void => undefined
  const aborted = new Promise<null>(resolve => {
    onAbort = () => resolve(null)
    signal.addEventListener('abort', onAbort, { once: true })
  })
  try {
    const outcome = await Promise.race([promise.then(value => ({ value })), aborted])
    if (outcome) return outcome.value
    throw signal.reason
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
