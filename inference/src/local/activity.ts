/** Knows when the gateway was last of use, so that one that nobody needs can go. */
export interface Activity {
  begin(): void
  end(): void
  dispose(): void
}

/** Calls `onIdle` once no answer has been given or asked for during the time. 0 means never. */
export function createActivity(idleMs: number, onIdle: () => void): Activity {
  let running = 0
  let timer: NodeJS.Timeout | null = null
  const rest = (): void => {
    if (idleMs > 0 && running === 0) timer = setTimeout(onIdle, idleMs)
  }
  const wake = (): void => {
    if (timer) clearTimeout(timer)
    timer = null
  }
  rest()
  return {
    begin() {
      running++
      wake()
    },
    end() {
      running--
      wake()
      rest()
    },
    dispose: wake,
  }
}
