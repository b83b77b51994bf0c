/** Waits for the word to end. A second signal ends the process at once. */
export interface Ending {
  told: Promise<string>
  tell: (reason: string) => void
}

export function untilTold(exitsWithParent: boolean): Ending {
  let tell: (reason: string) => void = () => undefined
  const told = new Promise<string>(resolve => (tell = resolve))
  let isEnding = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (isEnding) process.exit(130)
      isEnding = true
      tell(signal)
    })
  }
  if (exitsWithParent) process.once('disconnect', () => tell('whoever started it has let go of it'))
  return { told, tell }
}
