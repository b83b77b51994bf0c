import type { CompletionRequestInput } from '@wayline/inference/api'

export type ContextPart = NonNullable<CompletionRequestInput['context']>[number]

/**
 * Other code that the model should see beside the document's own. There is no source of context yet, so it is empty;
 * whatever is gathered here must respect the exclusions and never wait for anything on disk.
 */
export function gatherContext(): ContextPart[] {
  return []
}
