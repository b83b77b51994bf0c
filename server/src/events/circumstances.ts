import * as z from 'zod'

/** What stands beside the cursor, as a kind only; `none` at the edge of the line. */
export const CharacterKind = z.enum([
  'none',
  'blank',
  'letter',
  'digit',
  'opening',
  'closing',
  'quote',
  'dot',
  'separator',
  'operator',
  'other',
])
export type CharacterKind = z.infer<typeof CharacterKind>

/** Lengths and pauses are told by the step that they have reached, and no closer. */
export const lengthSteps = [0, 1, 10, 30, 60, 100] as const
export const pauseStepsMs = [0, 100, 250, 600, 2000] as const

/**
 * Where and when a suggestion came by itself, as far as it may tell whether it was wanted. So coarse that nothing of the
 * text can be told from it. It is kept with the event on this computer and sent nowhere.
 */
export const Circumstances = z.object({
  line: z.enum(['blank', 'code', 'comment']),
  lineLength: z.literal(lengthSteps),
  before: CharacterKind,
  after: CharacterKind,
  /** Between the last two keys. */
  pauseMs: z.literal(pauseStepsMs),
  /** What became of the suggestion before it. */
  last: z.enum(['none', 'accepted', 'rejected']),
  /** It is hardly ever asked at such places any more, so that each outcome there stands for many. */
  isTrial: z.boolean(),
})
export type Circumstances = z.infer<typeof Circumstances>
