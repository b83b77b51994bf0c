import type { Exclusions } from '../safety/exclusions.ts'
import type { CompletionRequest } from './completion-item.ts'

/** Whether a document may be completed at all: nothing of an excluded one is sent, and nothing is offered in it. */
export function isSafeToAsk(request: CompletionRequest, exclusions: Exclusions): boolean {
  return !exclusions.excludes(request.path) && !exclusions.excludes(request.uri)
}
