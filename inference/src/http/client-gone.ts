import type { FastifyRequest } from 'fastify'

/** Aborts in the turn in which the client closes its connection, or when the deadline passes. */
export function clientGone(
  request: FastifyRequest,
  deadlineMs: number,
): { signal: AbortSignal; timedOut: () => boolean; done: () => void } {
  const controller = new AbortController()
  let isTimedOut = false
  const { socket } = request
  const onClose = (): void => controller.abort()
  const timer = setTimeout(() => {
    isTimedOut = true
    controller.abort()
  }, deadlineMs)
  socket.once('close', onClose)
  return {
    signal: controller.signal,
    timedOut: () => isTimedOut,
    done() {
      clearTimeout(timer)
      socket.off('close', onClose)
    },
  }
}
