import { systemClock } from '../completion/clock.ts'
import { createContextBlocks, type ContextBlocks } from '../context/context-blocks.ts'
import { textAround, type ContextDocument } from '../context/context-document.ts'
import { createRecentEdits } from '../context/recent-edits.ts'
import { similarCode } from '../context/similar-code.ts'
import type { Boundary } from '../safety/boundary.ts'
import type { Documents, OpenDocument } from './documents.ts'
import type { Workspace } from './workspace.ts'
import type { WorkspaceFolders } from './workspace-folders.ts'

export interface ContextOptions {
  documents: Documents
  folders: WorkspaceFolders
  boundary: Pick<Boundary, 'excludes'>
  /** What other files of the workspace declare. */
  declarationsNear: Workspace['declarationsNear']
  onFresh: (uri: string) => void
}

/** How much of a document is read for the declarations that it needs, in characters. */
const seen = { before: 16_000, after: 6000 }
/** What similar code may take of the room, so that there is some for declarations. */
const similarShare = 0.4

/** The context of completions, fed by what happens in the editor. Nothing of an excluded document ever gets into it. */
export function createContext({
  documents,
  folders,
  boundary,
  declarationsNear,
  onFresh,
}: ContextOptions): ContextBlocks {
  const edits = createRecentEdits()

  function view(document: OpenDocument | undefined): ContextDocument | undefined {
    if (!document || document.isBinary) return undefined
    const { uri, languageId } = document
    const path = folders.pathOf(uri)
    if (boundary.excludes({ uri, path })) return undefined
    return {
      uri,
      path,
      languageId,
      get lineCount() {
        return document.text.lineCount
      },
      line: index => document.text.line(index),
    }
  }

  const blocks = createContextBlocks({
    sources: [
      query => {
        const { uri, languageId } = query.document
        return declarationsNear({ uri, languageId, room: query.room, ...textAround(query.document, query, seen) })
      },
      query =>
        similarCode(
          { ...query, room: Math.floor(query.room * similarShare) },
          [...documents.all()].flatMap(document => view(document) ?? []),
        ),
      ({ editsRoom, document, line }) =>
        edits.diffs(editsRoom, { uri: document.uri, line }, other => !boundary.excludes(other)),
    ],
    find: uri => view(documents.get(uri)),
    after: systemClock.after,
    onFresh,
  })

  documents.onEdit((document, edit) => {
    const edited = view(document)
    if (edited) edits.edited(edited, edit)
    blocks.edited()
  })
  documents.onSave(({ uri }) => blocks.saved(uri))
  documents.onClose(document => {
    const closed = view(document)
    if (closed) edits.closed(closed)
    blocks.closed(document.uri)
  })
  return blocks
}
