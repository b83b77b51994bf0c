/** Which models begin their answers as required, as far as their answers have shown. */
export interface RequiredStarts {
  areKept(model: string): boolean
  /** The model's engine does not know how to require one, whatever its dialect can say. */
  ignored(model: string): void
}

/** An engine is replaced while its gateway runs on, so that what it could not do is tried again, now and then. */
const forgottenAfterMs = 60 * 60_000

/** Remembers engines that ignore a required start, so that of an hour's requests one at most is asked twice. */
export function createRequiredStarts(now: () => number = Date.now): RequiredStarts {
  const ignoredAt = new Map<string, number>()
  return {
    areKept: model => now() - (ignoredAt.get(model) ?? -Infinity) > forgottenAfterMs,
    ignored(model) {
      ignoredAt.set(model, now())
    },
  }
}
