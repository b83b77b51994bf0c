import { SuggestionEvent } from '@wayline/inference/api'
import type * as z from 'zod'
import { Circumstances } from './circumstances.ts'

/** A suggestion that came by itself, and whether it was accepted. */
export interface SeenOutcome {
  /** Milliseconds since 1970. */
  time: number
  language: string
  circumstances: Circumstances
  isAccepted: boolean
}

const Line = SuggestionEvent.pick({ type: true, time: true, language: true, outcome: true }).extend({
  circumstances: Circumstances,
})
type Line = z.infer<typeof Line>

/**
 * What can be learned from kept events, oldest first. A suggestion that was typed through is left out: it was not accepted,
 * but nobody would call it unwanted. Yields between lines, for a caller who must not be away for long.
 */
export function* outcomesIn(texts: string[]): Generator<void, SeenOutcome[]> {
  const outcomes: SeenOutcome[] = []
  for (const text of texts) {
    for (let start = 0; start < text.length; yield) {
      const found = text.indexOf('\n', start)
      const end = found < 0 ? text.length : found
      const line = lineOf(text.slice(start, end))
      start = end + 1
      if (!line || line.outcome === 'typed') continue
      const { time, language, circumstances, outcome } = line
      outcomes.push({ time, language, circumstances, isAccepted: outcome === 'accepted' })
    }
  }
  return outcomes
}

function lineOf(text: string): Line | null {
  // Most lines are about something else, and reading them takes long.
  if (!text.includes('"circumstances"')) return null
  try {
    return Line.safeParse(JSON.parse(text)).data ?? null
  } catch {
    // The writer was stopped in the middle of this line.
    return null
  }
}
