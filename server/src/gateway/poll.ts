import { setTimeout as delay } from 'node:timers/promises'

const pollMs = { first: 20, longest: 200 }

/** Looks again and again, ever more seldom, until something holds; false when it does not within the limit. */
export async function poll(limitMs: number, signal: AbortSignal, isThere: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + limitMs
  for (let waitMs = pollMs.first; Date.now() < deadline; waitMs = Math.min(waitMs * 1.5, pollMs.longest)) {
    if (await isThere()) return true
    await delay(waitMs, undefined, { signal })
  }
  return isThere()
}
