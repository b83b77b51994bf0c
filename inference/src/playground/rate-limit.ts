/** Says whether one more is allowed now. */
export type RateLimit = () => boolean

/** Allows `burst` at once, and `perSecond` in the long run. */
export function createRateLimit(burst: number, perSecond: number, now: () => number): RateLimit {
  let left = burst
  let last = now()
  return () => {
    const moment = now()
    left = Math.min(burst, left + ((moment - last) / 1000) * perSecond)
    last = moment
    if (left < 1) return false
    left--
    return true
  }
}
