import * as z from 'zod'

const Position = z.object({ line: z.int().min(0), character: z.int().min(0) })
export const Range = z.object({ start: Position, end: Position })

/** A place in a document, as most requests name it. */
export const TextDocumentPosition = z.object({ textDocument: z.object({ uri: z.string() }), position: Position })
export type TextDocumentPosition = z.infer<typeof TextDocumentPosition>
