/** How long to wait before the next start of something that keeps failing. */
export interface BackOff {
  /** 0 when it may be started now. */
  waitMs(): number
  failed(): void
  succeeded(): void
}

/** Each failure in a row doubles the wait; the first one costs nothing, because one crash says little. */
export function createBackOff(options: { firstMs: number; lastMs: number; now: () => number }): BackOff {
  let failures = 0
  let until = 0
  return {
    waitMs: () => Math.max(0, until - options.now()),
    failed() {
      failures++
      until = failures === 1 ? 0 : options.now() + Math.min(options.lastMs, options.firstMs * 2 ** (failures - 2))
    },
    succeeded() {
      failures = 0
      until = 0
    },
  }
}
