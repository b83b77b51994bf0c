/** Time, handed in so that tests need none. */
export interface Clock {
  /** Milliseconds that only ever grow. */
  now: () => number
  /** Calls back later; the returned function takes it back. */
  after: (delayMs: number, run: () => void) => () => void
}

/** No model answers sooner, in milliseconds; until then the processor is the request's own, which is on its way through three processes. */
export const headStartMs = 10

export const systemClock: Clock = {
  now: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}

/** Resolves after the delay, at once if there is none; rejects with the signal's reason when it aborts. */
export function pause(delayMs: number, signal: AbortSignal, clock: Clock): Promise<void> {
  if (delayMs <= 0) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const takeBack = clock.after(delayMs, () => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
    const stop = (): void => {
      takeBack()
      reject(signal.reason as Error)
    }
    signal.addEventListener('abort', stop, { once: true })
  })
}
