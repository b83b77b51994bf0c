/** Text up to the first stop string, although stop strings may be spread over pieces: what could be the start of one is held back. */
export interface StopFinder {
  /** What may be shown of the text so far; `isStopped` once a stop string was found, after which nothing more comes. */
  push(piece: string): { text: string; isStopped: boolean }
  /** What was held back and turned out to be harmless. */
  end(): string
}

export function createStopFinder(stops: string[]): StopFinder {
  const wanted = stops.filter(stop => stop !== '')
  let held = ''
  return {
    push(piece) {
      const text = held + piece
      const found = Math.min(...wanted.map(stop => text.indexOf(stop)).filter(at => at >= 0))
      if (Number.isFinite(found)) {
        held = ''
        return { text: text.slice(0, found), isStopped: true }
      }
      const keep = Math.max(0, ...wanted.map(stop => overlap(text, stop)))
      held = text.slice(text.length - keep)
      return { text: text.slice(0, text.length - keep), isStopped: false }
    },
    end() {
      const rest = held
      held = ''
      return rest
    },
  }
}

/** Length of the longest end of the text that is a start of the stop string. */
function overlap(text: string, stop: string): number {
  for (let length = Math.min(text.length, stop.length - 1); length > 0; length--) {
    if (text.endsWith(stop.slice(0, length))) return length
  }
  return 0
}
