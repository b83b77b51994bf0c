import type { OwnAddress } from './first-message.ts'
import { Opening } from './first-message.ts'
import type { StartLanguageServer } from './language-server.ts'
import { createRateLimit } from './rate-limit.ts'
import type { Samples } from './samples.ts'
import { startSession, type Session } from './session.ts'

/** A page's end of the line, whatever it is made of. */
export interface PageSocket {
  send(text: string): void
  close(code: number, reason: string): void
  /** Bytes that the page has not taken yet. */
  backlog(): number
}

/** What a socket's owner tells of it. */
export interface PageLine {
  received(text: string): void
  closed(): void
}

/** The sessions of all pages. */
export interface Sessions {
  connect(socket: PageSocket): PageLine
  /** Ends all of them, and resolves when nothing of them runs any more. */
  dispose(): Promise<void>
}

export interface SessionsOptions {
  samples: Samples
  command: readonly string[]
  start: StartLanguageServer
  /** Where the gateway is reached from this computer. */
  url: () => string
  isKey: (key: string) => boolean
  log: (line: string) => void
  most?: number
  idleMs?: number
  now?: () => number
  after?: (delayMs: number, run: () => void) => () => void
}

/** Why a line was closed, for the page, in the range that applications have for themselves. */
export const closings = {
  unauthorized: 4401,
  idle: 4408,
  full: 4429,
  tooMuch: 4413,
  failed: 4500,
  malformed: 1008,
} as const

const openingMs = 10_000
const largestBacklog = 16 * 1024 * 1024

export function createSessions(options: SessionsOptions): Sessions {
  const { samples, command, start, url, isKey, log } = options
  const { most = 4, idleMs = 15 * 60_000, now = () => performance.now(), after = afterDelay } = options
  const running = new Set<Session>()
  const ending = new Set<Promise<void>>()

  function end(session: Session): void {
    if (!running.delete(session)) return
    const ended = session.end().finally(() => ending.delete(ended))
    ending.add(ended)
  }

  function connect(socket: PageSocket): PageLine {
    let session: Session | null = null
    let isClosed = false
    let stopWaiting = after(openingMs, () => close(closings.unauthorized, 'No key came.'))
    const isAllowed = createRateLimit(600, 120, now)

    function close(code: number, reason: string): void {
      if (isClosed) return
      isClosed = true
      stopWaiting()
      if (session) end(session)
      socket.close(code, reason)
    }

    function toPage(message: object): void {
      if (isClosed) return
      if (socket.backlog() > largestBacklog) close(closings.tooMuch, 'The page does not keep up.')
      else socket.send(JSON.stringify(message))
    }

    function open(message: unknown): void {
      const opening = Opening.safeParse(message)
      if (!opening.success) {
        close(closings.malformed, 'A session begins with playground/open.')
        return
      }
      const { id, params } = opening.data
      if (!isKey(params.key)) {
        close(closings.unauthorized, 'The key is wrong.')
        return
      }
      if (running.size >= most) {
        close(closings.full, `${most} pages are open already.`)
        return
      }
      const address: OwnAddress = { url: url(), key: params.key }
      try {
        session = startSession({
          samples,
          command,
          start,
          address,
          wishes: params,
          id,
          toPage,
          onFailure(reason) {
            log(`The language server of a playground has ended. ${reason}`)
            close(closings.failed, 'The language server has ended.')
          },
        })
        running.add(session)
      } catch (error) {
        log(`A playground cannot be opened: ${error instanceof Error ? error.message : String(error)}`)
        close(closings.failed, 'The playground cannot be opened.')
      }
    }

    return {
      received(text) {
        if (isClosed) return
        stopWaiting()
        stopWaiting = after(idleMs, () => close(closings.idle, 'Nothing has happened for a while.'))
        if (!isAllowed()) {
          close(closings.tooMuch, 'Too many messages.')
          return
        }
        const message = parsed(text)
        if (message === undefined) close(closings.malformed, 'A message is not JSON.')
        else if (!session) open(message)
        else {
          const reason = session.fromPage(message)
          if (reason !== null) close(closings.tooMuch, reason)
        }
      },
      closed() {
        isClosed = true
        stopWaiting()
        if (session) end(session)
      },
    }
  }

  return {
    connect,
    async dispose() {
      for (const session of [...running]) end(session)
      await Promise.all(ending)
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Whoever sent it is told by the end of the line.
    return undefined
  }
}

function afterDelay(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs)
  timer.unref()
  return () => clearTimeout(timer)
}
