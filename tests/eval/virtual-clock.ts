import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../server/src/completion/clock.ts'

/** Time that passes when it is told to. Whatever a moment sets off has happened before the next moment comes. */
export interface VirtualClock extends Clock {
  passTo(timeMs: number): Promise<void>
}

export function createVirtualClock(): VirtualClock {
  let time = 0
  let timers: { at: number; run: () => void }[] = []

  const next = (end: number): { at: number; run: () => void } | undefined =>
    timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0]

  return {
    now: () => time,
    after(delayMs, run) {
      const timer = { at: time + delayMs, run }
      timers.push(timer)
      return () => (timers = timers.filter(other => other !== timer))
    },
    async passTo(end) {
      await setImmediate()
      for (let timer = next(end); timer; timer = next(end)) {
        const due = timer
        timers = timers.filter(other => other !== due)
        time = Math.max(time, due.at)
        due.run()
        await setImmediate()
      }
      time = Math.max(time, end)
    },
  }
}
