import type { Progress } from '../models/store/download.ts'

export interface ProgressBar {
  show(progress: Progress): void
  line(text: string): void
  end(): void
}

/** On a terminal a bar that is drawn over itself, with rate and remaining time; elsewhere a line every tenth. */
export function createProgressBar(
  output: { isTTY?: boolean; columns?: number; write: (text: string) => unknown },
  now: () => number = Date.now,
): ProgressBar {
  const isTerminal = output.isTTY === true
  let start: { at: number; bytes: number } | null = null
  let drawnAt = 0
  let tenth = -1
  let isDrawn = false

  function draw({ receivedBytes, totalBytes }: Progress): void {
    const since = start ?? (start = { at: now(), bytes: receivedBytes })
    if (isTerminal) {
      const isDone = receivedBytes === totalBytes
      if (now() - drawnAt < 100 && !isDone) return
      drawnAt = now()
      isDrawn = true
      const seconds = Math.max(0.001, (now() - since.at) / 1000)
      const rate = (receivedBytes - since.bytes) / seconds
      output.write(`\r${bar(receivedBytes, totalBytes, rate, Math.min(output.columns ?? 80, 100))}\u001b[K`)
    } else if (totalBytes !== null && Math.floor((10 * receivedBytes) / totalBytes) > tenth) {
      tenth = Math.floor((10 * receivedBytes) / totalBytes)
      output.write(`${tenth * 10} % of ${size(totalBytes)}\n`)
    }
  }

  function end(): void {
    if (isDrawn) output.write('\n')
    isDrawn = false
  }

  return {
    show: draw,
    line(text) {
      end()
      start = null
      tenth = -1
      output.write(`${text}\n`)
    },
    end,
  }
}

function bar(received: number, total: number | null, rate: number, columns: number): string {
  if (total === null) return `  ${size(received)}  ${size(rate)}/s`
  const rest = rate > 0 ? `${Math.ceil((total - received) / rate)} s left` : ''
  const text = `${String(Math.floor((100 * received) / total)).padStart(3)} %  ${size(received)} of ${size(total)}  ${size(rate)}/s  ${rest}`
  const width = Math.max(10, columns - text.length - 6)
  const filled = Math.round((width * received) / total)
  return `  ${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${text}`
}

function size(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`
}
