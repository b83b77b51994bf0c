/** Says something to the process that started this one, if it has opened a channel and still listens. */
export function tellParent(message: Record<string, unknown>): void {
  // One that has gone in the meantime has no use for it.
  process.send?.(message, undefined, undefined, () => undefined)
}
