/** How far it is, on one line of a terminal; nothing elsewhere. */
export function createProgress(total: number, noun = 'files'): { step: () => void; end: () => void } {
  if (!process.stderr.isTTY) return { step: () => undefined, end: () => undefined }
  let done = 0
  let shownMs = 0
  return {
    step() {
      done++
      if (Date.now() - shownMs < 100) return
      shownMs = Date.now()
      process.stderr.write(`\r${done} of ${total} ${noun}`)
    },
    end: () => void process.stderr.write('\r\u001b[K'),
  }
}
