import * as z from 'zod'

/** What becomes of a message of the language server: it is shown to the page, answered here, or goes no further. */
export type Verdict =
  | { kind: 'pass' }
  | { kind: 'answer'; id: string | number; result: unknown }
  | { kind: 'refuse'; id: string | number; method: string }
  | { kind: 'drop' }
  /** An answer to a request of ours. */
  | { kind: 'ours'; id: string }

const Message = z.object({ id: z.union([z.string(), z.number()]).optional(), method: z.string().optional() })

/** Requests that a page answers. */
const askedOfPage = new Set(['workspace/applyEdit', 'window/showMessageRequest'])
/** Requests that are answered here; a page shows what they are about by itself, or has no part in it. */
const answeredHere = new Map<string, unknown>([
  ['window/workDoneProgress/create', null],
  ['client/registerCapability', null],
  ['client/unregisterCapability', null],
  ['workspace/codeLens/refresh', null],
  // The text is the result of the command that it belongs to, and the page shows that. No document is opened anywhere.
  ['window/showDocument', { success: true }],
])
const told = new Set(['textDocument/publishDiagnostics', 'window/showMessage', '$/progress', 'wayline/status'])

/** The log stays here, and figures go nowhere. */
export function verdictOn(message: unknown): Verdict {
  const parsed = Message.safeParse(message)
  if (!parsed.success) return { kind: 'drop' }
  const { id, method } = parsed.data
  if (method === undefined) {
    if (id === undefined) return { kind: 'drop' }
    return typeof id === 'string' ? { kind: 'ours', id } : { kind: 'pass' }
  }
  if (id === undefined) return told.has(method) ? { kind: 'pass' } : { kind: 'drop' }
  if (askedOfPage.has(method)) return { kind: 'pass' }
  if (answeredHere.has(method)) return { kind: 'answer', id, result: answeredHere.get(method) }
  return { kind: 'refuse', id, method }
}
