import type { Cursor } from './cursor.ts'

/** Decides how long an automatic request that would reach the gateway waits for the next key. */
export interface Pace {
  /** How long the last key came after the one before it; null as long as there was only one. */
  readonly pauseMs: number | null
  waitMs(cursor: Cursor): number
  /** To be called for every automatic request, also for those that the cache answers: it learns how fast the user types. */
  typed(cursor: Cursor): void
  answered(latencyMs: number): void
  /** How long answers take, as far as is known. */
  readonly latencyMs: number
  accepted(): void
  /** Whether the cursor stands where it stood when the user had just accepted something. */
  isAfterAcceptance(cursor: Cursor): boolean
}

const longestWaitMs = 120

/**
 * Waits as long as the next key is likely to come before an answer could. Never where a pause would only cost time: at
 * the beginning of a line, after an opening bracket or a dot, after an acceptance, and for editors that wait themselves.
 */
export function createPace(now: () => number, clientWaits: boolean): Pace {
  let lastKey: number | null = null
  let pauseMs: number | null = null
  let gapMs = longestWaitMs
  let latencyMs = longestWaitMs
  let hasJustAccepted = false
  /** The first place that was asked about after an acceptance. */
  let accepted: Cursor | null = null
  const isAfterAcceptance = ({ request: { uri, offset } }: Cursor): boolean =>
    accepted?.request.uri === uri && accepted.request.offset === offset
  return {
    get pauseMs() {
      return pauseMs
    },
    waitMs(cursor) {
      if (clientWaits || isAfterAcceptance(cursor) || startsSomething(cursor.linePrefix)) return 0
      return Math.max(0, Math.min(longestWaitMs, gapMs - latencyMs))
    },
    typed(cursor) {
      if (hasJustAccepted) accepted = cursor
      else if (!isAfterAcceptance(cursor)) accepted = null
      hasJustAccepted = false
      const time = now()
      const gap = lastKey === null ? null : time - lastKey
      lastKey = time
      pauseMs = gap
      // A pause for thought says nothing about the speed of typing.
      if (gap !== null && gap < 1000) gapMs = typical(gapMs, gap)
    },
    get latencyMs() {
      return latencyMs
    },
    answered(latency) {
      latencyMs = blend(latencyMs, latency)
    },
    accepted() {
      hasJustAccepted = true
    },
    isAfterAcceptance,
  }
}

function startsSomething(linePrefix: string): boolean {
  return linePrefix.trim() === '' || /[({.[]$/.test(linePrefix)
}

/** In logarithms: keys come in gaps of the same length with some long ones between them, which say little of the next. */
function typical(average: number, sample: number): number {
  return Math.exp(blend(Math.log(average), Math.log(Math.max(1, sample))))
}

function blend(average: number, sample: number): number {
  return average * 0.8 + sample * 0.2
}

/** Editors that wait for a pause in typing before they ask; a wait of ours on top would only make answers late. */
export function waitsItself(clientName: string | undefined): boolean {
  return clientName !== undefined && /neovim|lsp4ij|intellij|jetbrains/i.test(clientName)
}
