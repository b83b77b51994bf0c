/** Long enough to get on, too short for anybody to notice. */
const sliceMs = 3

/**
 * Does work that yields, a little at a time: between two pieces everything that has come meanwhile is answered. Rejects with
 * the signal's reason when it aborts.
 */
export async function inSlices<Result>(work: Generator<void, Result>, signal: AbortSignal): Promise<Result> {
  for (;;) {
    const end = performance.now() + sliceMs
    do {
      const step = work.next()
      if (step.done) return step.value
    } while (performance.now() < end)
    await new Promise(resolve => setImmediate(resolve))
    signal.throwIfAborted()
  }
}
