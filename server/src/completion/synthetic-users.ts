import { lengthSteps, pauseStepsMs, type Circumstances } from '../events/circumstances.ts'
import type { SeenOutcome } from '../events/outcomes.ts'
import { likelihood } from './taste.ts'

/** Someone who accepts suggestions with a probability that hangs on the place; for tests. */
export interface SyntheticUser {
  name: string
  accepts: (language: string, circumstances: Circumstances, day: number) => number
}

export const syntheticUsers: SyntheticUser[] = [
  { name: 'a quarter, anywhere', accepts: () => 0.25 },
  { name: 'nearly all', accepts: () => 0.9 },
  { name: 'nearly nothing', accepts: () => 0.02 },
  { name: 'never in comments', accepts: (_, { line }) => (line === 'comment' ? 0 : 0.3) },
  { name: 'never in Markdown', accepts: language => (language === 'markdown' ? 0 : 0.3) },
  {
    name: 'never in either',
    accepts: (language, { line }) => (language === 'markdown' || line === 'comment' ? 0 : 0.3),
  },
  { name: 'hardly inside words', accepts: (_, { before }) => (before === 'letter' ? 0.02 : 0.35) },
  { name: 'only after a pause', accepts: (_, { pauseMs }) => (pauseMs >= 600 ? 0.4 : 0.02) },
  { name: 'in a mood', accepts: (_, { last }) => (last === 'accepted' ? 0.5 : 0.15) },
  {
    name: 'many small habits',
    accepts: (language, { line, before, after, pauseMs, lineLength }) =>
      likelihood(
        -0.5 -
          (line === 'comment' ? 2 : 0) -
          (language === 'markdown' ? 1.5 : 0) -
          (before === 'letter' ? 1 : 0) -
          (after === 'closing' ? 0.5 : 0) -
          (pauseMs < 250 ? 1 : 0) -
          (lineLength >= 60 ? 0.7 : 0),
      ),
  },
  { name: 'comments again from day 30', accepts: (_, { line }, day) => (line === 'comment' && day < 30 ? 0 : 0.3) },
]

/** What such a user leaves in the log, over 60 days that end at `endMs`. The same seed always gives the same. */
export function outcomesOf({ accepts }: SyntheticUser, count: number, seed: number, endMs: number): SeenOutcome[] {
  const random = randomFrom(seed)
  const pick = <T>(...choices: [T, ...[T, number][]]): T => {
    const [rest, ...others] = choices
    let left = random()
    return others.find(([, share]) => (left -= share) < 0)?.[0] ?? rest
  }
  const anyOf = <T>(items: readonly [T, ...T[]]): T => items[Math.floor(random() * items.length)] ?? items[0]
  let last: Circumstances['last'] = 'none'
  return Array.from({ length: count }, (_, index) => {
    const day = (index / count) * 60
    const language = pick('typescript', ['python', 0.25], ['markdown', 0.15])
    const line = pick<Circumstances['line']>('code', ['blank', 0.2], ['comment', language === 'markdown' ? 0 : 0.15])
    const circumstances: Circumstances = {
      line,
      lineLength: line === 'blank' ? 0 : anyOf(lengthSteps),
      before:
        line === 'blank'
          ? 'none'
          : pick<Circumstances['before']>('letter', ['blank', 0.3], ['opening', 0.1], ['dot', 0.1]),
      after: pick<Circumstances['after']>('none', ['closing', 0.2]),
      pauseMs: anyOf(pauseStepsMs),
      last,
      isTrial: false,
    }
    const isAccepted = random() < accepts(language, circumstances, day)
    last = isAccepted ? 'accepted' : 'rejected'
    return { time: endMs - (60 - day) * 86_400_000, language, circumstances, isAccepted }
  })
}

/** A small generator of good enough numbers (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
