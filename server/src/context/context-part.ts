import type { CompletionRequestInput } from '@wayline/inference/api'

/** A piece of other code that the model is to see, with where it is from. */
export type ContextPart = NonNullable<CompletionRequestInput['context']>[number]

export function charactersOf(parts: ContextPart[]): number {
  return parts.reduce((sum, { path, text }) => sum + path.length + text.length, 0)
}
