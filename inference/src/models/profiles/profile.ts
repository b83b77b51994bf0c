import * as z from 'zod'
import { Budgets, PromptLayout } from '../../api/index.ts'

/**
 * One piece of a prompt. A `mark` is a special token of the model, a `text` is written as it stands, and a `slot` is
 * filled from the request. With a slot `typed` the prefix ends before the cursor's line (`line-anchor.ts`).
 */
const Piece = z.union([
  z.strictObject({ mark: z.string().min(1) }),
  z.strictObject({ text: z.string() }),
  z.strictObject({ slot: z.enum(['context', 'document', 'prefix', 'suffix', 'typed']) }),
])
export type Piece = z.infer<typeof Piece>

/** A piece of one file of the repository context; the slots are that file's. */
const FilePiece = z.union([
  z.strictObject({ mark: z.string().min(1) }),
  z.strictObject({ text: z.string() }),
  z.strictObject({ slot: z.enum(['path', 'text']) }),
])
export type FilePiece = z.infer<typeof FilePiece>

/** How other code than the document's own is shown to the model. */
const Context = z.discriminatedUnion('style', [
  /** As comments of the document's language, for models that know nothing of repositories. */
  z.strictObject({ style: z.literal('comments') }),
  z.strictObject({
    style: z.literal('files'),
    start: z.array(FilePiece).default([]),
    file: z.array(FilePiece),
    end: z.array(FilePiece).default([]),
    /** What stands before the document itself when other files stand before it. */
    document: z.array(FilePiece).default([]),
    /** Whether `document` is written with no other file before it as well. */
    documentAlways: z.boolean().default(false),
  }),
  z.strictObject({ style: z.literal('none') }),
])

const Pattern = z.string().refine(isRegularExpression, 'is not a regular expression')

/** All that is known of a model family, as data: which models it covers, how its prompt is written, and what it can bear. */
export const Profile = z.strictObject({
  name: z.string().min(1),
  /** Regular expressions, matched against the model's name without regard to case; the first profile that matches wins. */
  match: z.array(Pattern).default([]),
  layout: PromptLayout,
  template: z.array(Piece).default([]),
  context: Context.default({ style: 'comments' }),
  /** What ends an answer, most useful first: engines take four, and the request's own come before these. */
  stop: z.array(z.string().min(1)).default([]),
  /** Special tokens that are in no template but would act as such if the user's code contained them. */
  controls: z.array(z.string().min(1)).default([]),
  /** False where the marks are known to be written as several tokens, so that they are not refused for it. */
  marksAreTokens: z.boolean().default(true),
  /**
   * Whether the token that is being typed, half a word or the space before one, is left out of the prompt and required of
   * the answer (`half-word.ts`), where the engine can be told so.
   */
  holdsBackHalfWords: z.boolean().default(false),
  /** The window where the engine does not tell it. */
  contextTokens: z.number().int().positive().optional(),
  /** Billions of parameters, where the model's name does not tell. */
  parameters: z.number().positive().optional(),
  budgets: Budgets.partial().optional(),
})
export type Profile = z.infer<typeof Profile>
export type ProfileInput = z.input<typeof Profile>

/** Every special token that the profile names. */
export function specialMarks(profile: Profile): string[] {
  const pieces: (Piece | FilePiece)[] = [...profile.template]
  if (profile.context.style === 'files') {
    const { start, file, end, document } = profile.context
    pieces.push(...start, ...file, ...end, ...document)
  }
  return [...new Set([...pieces.flatMap(piece => ('mark' in piece ? [piece.mark] : [])), ...profile.controls])]
}

function isRegularExpression(source: string): boolean {
  try {
    new RegExp(source, 'i')
    return true
  } catch {
    // The answer is the point; what exactly is wrong is told by the refinement's message.
    return false
  }
}
