/** Tells keys from what an editor puts in at once. */
export interface TypingSpeed {
  /** To be called once for each insertion, with its length. Whether it came all at once. */
  isAtOnce(characters: number): boolean
  /** What has just come was accepted: the next key may accept more. */
  accepted(): void
}

/** Some editors gather keys for so long before they tell of them; the first one after a pause is told at once. */
const gatheredMs = 200
const pauseMs = 400
/** Nobody types faster than a key in so long. */
const keyMs = 50

/** One character is always a key; several are not, unless the editor may have gathered them. */
export function createTypingSpeed(now: () => number): TypingSpeed {
  let lastMs = -Infinity
  let isAfterAcceptance = false
  return {
    isAtOnce(characters) {
      const elapsedMs = now() - lastMs
      lastMs = now()
      const mayBeGathered = elapsedMs < pauseMs && !isAfterAcceptance
      isAfterAcceptance = false
      return characters > (mayBeGathered ? 1 + Math.floor(Math.min(elapsedMs, gatheredMs) / keyMs) : 1)
    },
    accepted() {
      isAfterAcceptance = true
    },
  }
}
