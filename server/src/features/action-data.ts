import type { Command } from 'vscode-languageserver/node'
import * as z from 'zod'
import type { OpenDocument } from '../lsp/documents.ts'
import { Range } from '../lsp/params.ts'
import { commands as names } from '../protocol/index.ts'

const ofDocument = { uri: z.string(), version: z.number() }

/** What a code action carries until it is chosen. */
export const ActionData = z.discriminatedUnion('kind', [
  /** The `at`th fix of a finding, which is named by its key. */
  z.object({ kind: z.literal('fix'), ...ofDocument, finding: z.string(), at: z.number() }),
  z.object({ kind: z.literal('fix-all'), ...ofDocument }),
  /** A finding's rule is not wanted on its line, or in the whole file. */
  z.object({ kind: z.literal('suppress'), ...ofDocument, finding: z.string(), inFile: z.boolean() }),
  /** The refactoring of this title, for a selection. */
  z.object({ kind: z.literal('refactor'), ...ofDocument, range: Range, title: z.string() }),
  /** A model is to mend what `foundBy` has found; `finding` names ours. */
  z.object({
    kind: z.literal('model'),
    ...ofDocument,
    range: Range,
    message: z.string(),
    foundBy: z.string(),
    finding: z.string().nullable(),
  }),
])
export type ActionData = z.infer<typeof ActionData>

/** What makes the edit of an action, for editors that cannot ask for it. */
export function commandFor(title: string, data: ActionData): Command {
  return { title, command: names.applyFix, arguments: [data] }
}

type WithoutDocument<Data> = Data extends ActionData ? Omit<Data, 'uri' | 'version'> : never

/** What an action for a document as it is carries. */
export function dataOf({ uri, version }: OpenDocument, data: WithoutDocument<ActionData>): ActionData {
  return { ...data, uri, version }
}
