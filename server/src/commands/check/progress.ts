/** Where it is shown how far something is, and by which clock. */
export interface ProgressView {
  isTerminal: boolean
  write: (text: string) => void
  nowMs: () => number
}

/** In a log, one line each so many milliseconds tells that it goes on. */
const logEveryMs = 10_000
const terminalEveryMs = 100

/** How far it is: on one line of a terminal that is written again and again, and elsewhere on a line of its own now and then. */
export function createProgress(
  total: number,
  noun = 'files',
  view: ProgressView = standardError,
): { step: () => void; end: () => void } {
  const { isTerminal, write, nowMs } = view
  let done = 0
  let shownMs = isTerminal ? 0 : nowMs()
  return {
    step() {
      done++
      if (nowMs() - shownMs < (isTerminal ? terminalEveryMs : logEveryMs)) return
      shownMs = nowMs()
      const text = `${done} of ${total} ${noun}`
      write(isTerminal ? `\r${text}` : `wayline: ${text}\n`)
    },
    end() {
      if (isTerminal) write('\r\u001b[K')
    },
  }
}

const standardError: ProgressView = {
  isTerminal: process.stderr.isTTY,
  write: text => void process.stderr.write(text),
  nowMs: () => Date.now(),
}
