import { Counter, type Registry } from 'prom-client'
import type { UsageEvent } from '../api/index.ts'

/** Counts what became of suggestions, over everybody who sends events. */
export interface UsageMetrics {
  count(event: UsageEvent): void
}

/**
 * Labels are ours alone, never what a client has named: each new name would be a series more that every scrape carries.
 */
export function createUsageMetrics(registry: Registry): UsageMetrics {
  const registers = [registry]
  const suggestions = new Counter({
    name: 'wayline_suggestions_total',
    help: 'Suggestions by how far they came: requested, generated, shown for less than 750 ms, shown',
    labelNames: ['stage'],
    registers,
  })
  const outcomes = new Counter({
    name: 'wayline_suggestion_outcomes_total',
    help: 'Shown suggestions by what became of them',
    labelNames: ['outcome'],
    registers,
  })
  const accepted = new Counter({
    name: 'wayline_suggestions_accepted_total',
    help: 'Accepted suggestions by the largest piece that was put in at once',
    labelNames: ['kind'],
    registers,
  })
  const characters = new Counter({
    name: 'wayline_suggestion_characters_total',
    help: 'Characters of shown suggestions, accepted ones, put in by them, and typed by hand',
    labelNames: ['kind'],
    registers,
  })
  const followed = new Counter({
    name: 'wayline_followed_characters_total',
    help: 'Accepted characters that were looked for later (all), and those still untouched (kept)',
    labelNames: ['after', 'kind'],
    registers,
  })
  return {
    count(event) {
      switch (event.type) {
        case 'suggestion':
          suggestions.inc({ stage: 'shown' })
          outcomes.inc({ outcome: event.outcome })
          if (event.kind) accepted.inc({ kind: event.kind })
          characters.inc({ kind: 'shown' }, event.characters)
          characters.inc({ kind: 'accepted' }, event.acceptedCharacters)
          break
        case 'kept': {
          const after = `${event.afterMs / 1000}s`
          followed.inc({ after, kind: 'kept' }, event.characters)
          followed.inc({ after, kind: 'all' }, event.ofCharacters)
          break
        }
        case 'activity':
          suggestions.inc({ stage: 'requested' }, event.requests)
          suggestions.inc({ stage: 'generated' }, event.generated)
          suggestions.inc({ stage: 'shown_briefly' }, event.briefly)
          characters.inc({ kind: 'inserted' }, event.acceptedCharacters)
          characters.inc({ kind: 'typed' }, event.typedCharacters)
      }
    },
  }
}
