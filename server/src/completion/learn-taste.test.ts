import type { SeenOutcome } from '../events/outcomes.ts'
import { learnTaste } from './learn-taste.ts'
import { outcomesOf, syntheticUsers, type SyntheticUser } from './synthetic-users.ts'
import { featuresOf, isUnwanted, neutralTaste, type Taste } from './taste.ts'

const now = 1_790_000_000_000

function learn(outcomes: SeenOutcome[], at = now): Taste {
  const learning = learnTaste(outcomes, at)
  for (;;) {
    const step = learning.next()
    if (step.done) return step.value
  }
}

const user = (name: string): SyntheticUser => {
  const found = syntheticUsers.find(one => one.name === name)
  if (!found) throw new Error(`there is no user ${name}`)
  return found
}
const drops = (taste: Taste, { language, circumstances }: SeenOutcome): boolean =>
  isUnwanted(taste, featuresOf(language, circumstances))

/** Shares of all requests and of all acceptances that are dropped, each fifth of the log judged by what the others teach. */
function measured(outcomes: SeenOutcome[]): { spared: number; lost: number } {
  const fifth = (index: number): number => Math.floor((index * 5) / outcomes.length)
  const dropped = [0, 1, 2, 3, 4].flatMap(part => {
    const taste = learn(outcomes.filter((_, index) => fifth(index) !== part))
    return outcomes.filter((outcome, index) => fifth(index) === part && drops(taste, outcome))
  })
  const accepted = (list: SeenOutcome[]): number => list.filter(({ isAccepted }) => isAccepted).length
  return { spared: dropped.length / outcomes.length, lost: accepted(dropped) / accepted(outcomes) }
}

describe('On 2,000 suggestions of a synthetic user, cross-validated', () => {
  test.each([
    { name: 'a quarter, anywhere', leastSpared: 0, mostLost: 0.005 },
    { name: 'nearly all', leastSpared: 0, mostLost: 0.005 },
    { name: 'nearly nothing', leastSpared: 0, mostLost: 0.005 },
    { name: 'never in comments', leastSpared: 0.11, mostLost: 0.005 },
    { name: 'never in Markdown', leastSpared: 0.14, mostLost: 0.005 },
    { name: 'never in either', leastSpared: 0.25, mostLost: 0.005 },
    { name: 'hardly inside words', leastSpared: 0.1, mostLost: 0.03 },
    { name: 'only after a pause', leastSpared: 0.12, mostLost: 0.03 },
    { name: 'in a mood', leastSpared: 0, mostLost: 0.01 },
    { name: 'many small habits', leastSpared: 0.1, mostLost: 0.03 },
    { name: 'comments again from day 30', leastSpared: 0, mostLost: 0.03 },
  ])('$name: spares at least $leastSpared and loses at most $mostLost', ({ name, leastSpared, mostLost }) => {
    const { spared, lost } = measured(outcomesOf(user(name), 2000, 1, now))
    expect(spared).toBeGreaterThanOrEqual(leastSpared)
    expect(lost).toBeLessThanOrEqual(mostLost)
  })
})

describe('What is learned', () => {
  const outcomes = outcomesOf(user('never in comments'), 1500, 2, now)

  test('is the same for the same outcomes, and tells what it is worth', () => {
    const taste = learn(outcomes)
    expect(learn(outcomes)).toEqual(taste)
    expect(taste).toMatchObject({ outcomes: 1500, lost: 0 })
    expect(taste.spared).toBeGreaterThan(0.1)
  })

  test('is nothing from a few outcomes, from acceptances alone, or from none', () => {
    expect(learn(outcomes.slice(-250))).toEqual(neutralTaste)
    expect(learn(outcomes.filter(({ isAccepted }) => isAccepted))).toEqual(neutralTaste)
    expect(learn(outcomes.filter(({ isAccepted }) => !isAccepted))).toEqual(neutralTaste)
    expect(learn([])).toEqual(neutralTaste)
  })

  test('fades: after half a year without outcomes nothing is left', () => {
    const day = 24 * 60 * 60 * 1000
    expect(learn(outcomes, now + 30 * day).threshold).toBeGreaterThan(0)
    expect(learn(outcomes, now + 180 * day)).toEqual(neutralTaste)
  })

  test('is given up when trials are accepted, each of which stands for many', () => {
    const isComment = ({ circumstances }: SeenOutcome): boolean => circumstances.line === 'comment'
    const comment = outcomes.find(isComment)
    if (!comment) throw new Error('there is no comment')
    const trials = (isAccepted: boolean): SeenOutcome[] =>
      Array.from({ length: 6 }, () => ({
        ...comment,
        time: now,
        circumstances: { ...comment.circumstances, isTrial: true },
        isAccepted,
      }))
    expect(drops(learn([...outcomes, ...trials(false)]), comment)).toBe(true)
    expect(drops(learn([...outcomes, ...trials(true)]), comment)).toBe(false)
  })
})
