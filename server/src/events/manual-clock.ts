/** Time that passes when a test says so. */
export class ManualClock {
  time = 0
  #timers: { at: number; run: () => void }[] = []

  readonly now = (): number => this.time

  readonly after = (delayMs: number, run: () => void): (() => void) => {
    const timer = { at: this.time + delayMs, run }
    this.#timers.push(timer)
    return () => (this.#timers = this.#timers.filter(other => other !== timer))
  }

  /** How many wait to be called back. */
  get waiting(): number {
    return this.#timers.length
  }

  /** Lets time pass, step by step, so that what is set up on the way comes in its order. */
  pass(ms: number): void {
    const end = this.time + ms
    for (;;) {
      const [next] = this.#timers.filter(timer => timer.at <= end).sort((one, other) => one.at - other.at)
      if (!next) break
      this.#timers = this.#timers.filter(timer => timer !== next)
      this.time = Math.max(this.time, next.at)
      next.run()
    }
    this.time = end
  }
}
