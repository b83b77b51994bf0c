import * as z from 'zod'
import type { Circumstances } from '../events/circumstances.ts'

const Weight = z.number().min(-50).max(50)
const Share = z.number().min(0).max(1)

/** What has been learned of where a user accepts suggestions that come by themselves: weights of a logistic regression. */
export const Taste = z
  .object({
    format: z.literal(1),
    /** So many outcomes it was learned from. */
    outcomes: z.number().int().min(0),
    bias: Weight,
    /** By feature; one that is not here weighs nothing. */
    weights: z.record(z.string().max(120), Weight),
    /** Where an acceptance is less likely than this, the model is not asked. */
    threshold: Share,
    /** Shares of all suggestions, and of the accepted ones, that would not have been there: measured on outcomes not learned from. */
    spared: Share,
    lost: Share,
  })
  .readonly()
export type Taste = z.infer<typeof Taste>

/** Nothing is known, so nothing is dropped. */
export const neutralTaste: Taste = { format: 1, outcomes: 0, bias: 0, weights: {}, threshold: 0, spared: 0, lost: 0 }

/** Whether suggestions are so rarely accepted at such a place that it is better not to ask. */
export function isUnwanted(taste: Taste, features: string[]): boolean {
  return likelihoodAt(taste, features) < taste.threshold
}

/** How likely a suggestion at a place with these features is to be accepted. */
export function likelihoodAt({ bias, weights }: Pick<Taste, 'bias' | 'weights'>, features: string[]): number {
  return likelihood(features.reduce((sum, feature) => sum + (weights[feature] ?? 0), bias))
}

/** A probability from its logarithmic odds. */
export function likelihood(score: number): number {
  return 1 / (1 + Math.exp(-score))
}

/** What a place is to the regression: each of these holds there, and all others of their kind do not. */
export function featuresOf(language: string, circumstances: Circumstances): string[] {
  const { line, lineLength, before, after, pauseMs, last } = circumstances
  return [
    `language=${language.slice(0, 100)}`,
    `line=${line}`,
    `length=${lineLength}`,
    `before=${before}`,
    `after=${after}`,
    `pause=${pauseMs}`,
    `last=${last}`,
  ]
}
