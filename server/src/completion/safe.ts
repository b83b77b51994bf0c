import type { Boundary } from '../safety/boundary.ts'
import type { Redactor } from '../safety/secrets/redactor.ts'
import type { CompletionRequest } from './completion-item.ts'

/**
 * Whether a place may be completed at all: nothing of an excluded document is sent, and nothing is offered in it; nor is
 * anybody asked how a password goes on.
 */
export function isSafeToAsk(
  request: CompletionRequest,
  boundary: Pick<Boundary, 'excludes'>,
  secrets: Pick<Redactor, 'isInSecret'>,
): boolean {
  if (boundary.excludes(request)) return false
  const { text, offset, languageId } = request
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
  const end = text.indexOf('\n', offset)
  return !secrets.isInSecret(text.slice(start, end < 0 ? text.length : end), offset - start, languageId)
}
