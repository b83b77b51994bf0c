import type { SeenOutcome } from '../events/outcomes.ts'
import { fitRegression, type Example } from './logistic-regression.ts'
import { featuresOf, likelihoodAt, neutralTaste, type Taste } from './taste.ts'
import { trialEvery } from './taste-filter.ts'

/** With less than this nothing is learned; outcomes count the less the older they are. */
const fewestOutcomes = 300
const fewestOfAKind = 40
const halfLifeMs = 30 * 24 * 60 * 60 * 1000
/** Of accepted suggestions no more than this may be lost. */
const mostLost = 0.025
/** Only places are spared where so many times less is accepted than elsewhere. */
const timesRarer = 4
/** Less than this is chance. */
const leastSpared = 0.01
/** Parts of the log, each judged by what the others teach. */
const parts = 5

/**
 * Learns from outcomes, oldest first, and drops as much as it can without losing what is accepted. How much that is, is
 * measured on outcomes that were not learned from. The same outcomes always teach the same. Yields on the way.
 */
export function* learnTaste(outcomes: SeenOutcome[], nowMs: number): Generator<void, Taste> {
  const cases = yield* casesOf(outcomes, nowMs)
  const accepted = weightOf(cases.filter(({ isAccepted }) => isAccepted))
  const rejected = weightOf(cases) - accepted
  if (accepted + rejected < fewestOutcomes || Math.min(accepted, rejected) < fewestOfAKind) return neutralTaste

  const judged: Judged[] = []
  for (let part = 0; part < parts; part++) {
    const regression = yield* fitRegression(cases.filter(one => one.part !== part))
    const others = cases.filter(one => one.part === part)
    judged.push(...others.map(one => ({ ...one, likelihood: likelihoodAt(regression, one.features) })))
  }
  const found = thresholdFor(judged)
  if (found.spared < leastSpared) return neutralTaste
  const { bias, weights } = yield* fitRegression(cases)
  return { format: 1, outcomes: outcomes.length, bias, weights, ...found }
}

/** Outcomes that are alike, taken together: there are many of them, and few kinds of places. */
interface Case extends Example {
  part: number
  /** What it stands for: where only trials are made, each of them for all requests that were not. */
  standsFor: number
}

type Judged = Case & { likelihood: number }

function* casesOf(outcomes: SeenOutcome[], nowMs: number): Generator<void, Case[]> {
  const cases = new Map<string, Case>()
  for (const [index, { time, language, circumstances, isAccepted }] of outcomes.entries()) {
    const features = featuresOf(language, circumstances)
    // Neighbours in time are of one mood and one task, so they stay together.
    const part = Math.floor((index * parts) / outcomes.length)
    const weight = 0.5 ** (Math.max(0, nowMs - time) / halfLifeMs)
    const standsFor = weight * (circumstances.isTrial ? trialEvery : 1)
    const key = `${part} ${isAccepted} ${features.join(' ')}`
    const found = cases.get(key)
    if (found) {
      found.weight += weight
      found.standsFor += standsFor
    } else cases.set(key, { features, isAccepted, weight, part, standsFor })
    yield
  }
  return [...cases.values()]
}

function thresholdFor(judged: Judged[]): Pick<Taste, 'threshold' | 'spared' | 'lost'> {
  const sorted = judged.toSorted((one, other) => one.likelihood - other.likelihood)
  const all = standingFor(sorted)
  const accepted = standingFor(sorted.filter(({ isAccepted }) => isAccepted))
  const limit = accepted / all / timesRarer
  let lost = 0
  // One acceptance more than was seen: of few, none lost proves little.
  const first = sorted.find(one => {
    if (one.isAccepted) lost += one.standsFor
    return (lost + 1) / (accepted + 1) > mostLost || one.likelihood >= limit
  })
  const threshold = Math.min(limit, first?.likelihood ?? limit)
  const dropped = sorted.filter(one => one.likelihood < threshold)
  const droppedAccepted = dropped.filter(({ isAccepted }) => isAccepted)
  return { threshold, spared: standingFor(dropped) / all, lost: standingFor(droppedAccepted) / accepted }
}

function weightOf(cases: Case[]): number {
  return cases.reduce((sum, { weight }) => sum + weight, 0)
}

function standingFor(cases: Case[]): number {
  return cases.reduce((sum, { standsFor }) => sum + standsFor, 0)
}
