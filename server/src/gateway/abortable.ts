/** A shared promise for one caller, who may stop waiting without stopping the work. Rejects with the signal's reason. */
export async function abortable<T>(shared: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  let stop: (() => void) | undefined
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error)
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([shared, aborted])
  } finally {
    if (stop) signal.removeEventListener('abort', stop)
  }
}
