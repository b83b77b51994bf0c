import type {
  Connection,
  NotebookDocumentChangeEvent,
  Position,
  TextDocumentContentChangeEvent,
  TextDocumentItem,
} from 'vscode-languageserver/node'
import { languageIdOf } from '../syntax/language-names.ts'
import { LineText, type Place } from './line-text.ts'
import { createNotebooks } from './notebooks.ts'
import { placeOf, type PositionEncoding } from './positions.ts'

/** A document that is open in the editor, as it is there. */
export interface OpenDocument {
  readonly uri: string
  /** As the protocol has it, whatever the editor calls the language. */
  readonly languageId: string
  version: number
  text: LineText
  /** Holds NUL bytes: no text, so nothing is offered in it. */
  isBinary: boolean
}

/** The text around a place: whole lines, bounded, and for a notebook's cell the other code cells as well. */
export interface TextAround {
  document: OpenDocument
  place: Place
  /** The place's line as it is now; the document goes on changing while an answer is on its way. */
  line: string
  text: string
  offset: number
  firstLine: number
  /** What the text belongs to: the document, or the notebook it is a cell of. */
  uri: string
}

/** One edit of a document: what stood between two places, and what has taken its place. */
export interface DocumentEdit {
  from: Place
  to: Place
  removed: string
  text: string
}

export interface Documents {
  get(uri: string): OpenDocument | undefined
  /** Null for a document that is not open, or that holds no text. Its cost does not grow with the document. */
  around(uri: string, position: Position): TextAround | null
  /** All open documents, cells of notebooks too, in the order in which they were opened. */
  all(): Iterable<OpenDocument>
  onOpen(listener: (document: OpenDocument) => void): void
  /** Called for each cell of a notebook that is opened, or comes into it. */
  onCell(listener: (document: OpenDocument) => void): void
  /** Whether a document is a cell of a notebook. */
  isCell(uri: string): boolean
  /** Called after each edit, before the next one of the same change is made. */
  onEdit(listener: (document: OpenDocument, edit: DocumentEdit) => void): void
  onSave(listener: (document: OpenDocument) => void): void
  /** `belongsTo` is what its text belonged to: the document, or the notebook it was a cell of. */
  onClose(listener: (document: OpenDocument, belongsTo: string) => void): void
}

/** More than any model is shown, and little enough to be copied in a moment. */
const limits = { before: 32_000, after: 12_000 }

/** Keeps the open documents and notebooks in step with the editor. */
export function createDocuments(connection: Connection, encoding: PositionEncoding): Documents {
  const open = new Map<string, OpenDocument>()
  const openListeners: ((document: OpenDocument) => void)[] = []
  const cellListeners: ((document: OpenDocument) => void)[] = []
  const editListeners: ((document: OpenDocument, edit: DocumentEdit) => void)[] = []
  const saveListeners: ((document: OpenDocument) => void)[] = []
  const closeListeners: ((document: OpenDocument, belongsTo: string) => void)[] = []

  function add(item: TextDocumentItem): OpenDocument {
    const { uri, version, text } = item
    const languageId = languageIdOf(item.languageId)
    const document = { uri, languageId, version, text: new LineText(text), isBinary: text.includes('\0') }
    open.set(uri, document)
    return document
  }

  function change(uri: string, version: number, changes: TextDocumentContentChangeEvent[]): void {
    const document = open.get(uri)
    if (!document) return
    document.version = version
    for (const one of changes) {
      const edit = apply(document, one, encoding)
      for (const listener of editListeners) listener(document, edit)
    }
  }

  function remove(uri: string): void {
    const document = open.get(uri)
    if (!document) return
    open.delete(uri)
    for (const listener of closeListeners) listener(document, notebooks.ownerOf(uri) ?? uri)
  }

  function addCell(item: TextDocumentItem): OpenDocument {
    const document = add(item)
    for (const listener of cellListeners) listener(document)
    return document
  }

  const notebooks = createNotebooks({ get: uri => open.get(uri), add: addCell, change, remove })

  connection.onDidOpenTextDocument(({ textDocument }) => {
    const document = add(textDocument)
    for (const listener of openListeners) listener(document)
  })
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) =>
    change(textDocument.uri, textDocument.version, contentChanges),
  )
  connection.onDidSaveTextDocument(({ textDocument }) => {
    const document = open.get(textDocument.uri)
    if (document) for (const listener of saveListeners) listener(document)
  })
  connection.onDidCloseTextDocument(({ textDocument }) => remove(textDocument.uri))
  const { synchronization } = connection.notebooks
  synchronization.onDidOpenNotebookDocument(({ notebookDocument, cellTextDocuments }) => {
    notebooks.open(notebookDocument, cellTextDocuments)
    // One cell stands for them all: they are one program.
    const cell = open.get(cellTextDocuments[0]?.uri ?? '')
    if (cell) for (const listener of openListeners) listener(cell)
  })
  synchronization.onDidChangeNotebookDocument(({ notebookDocument, change: event }) =>
    notebooks.change(notebookDocument.uri, event satisfies NotebookDocumentChangeEvent),
  )
  synchronization.onDidCloseNotebookDocument(params => notebooks.close(params.notebookDocument.uri))

  return {
    get: uri => open.get(uri),
    around(uri, position) {
      const document = open.get(uri)
      if (!document || document.isBinary) return null
      const place = placeOf(document.text, position, encoding)
      const line = document.text.line(place.line)
      const before = document.text.before(place, limits.before)
      const after = document.text.after(place, limits.after)
      const cells = notebooks.around(uri, limits.before - before.text.length, limits.after - after.length)
      if (!cells) {
        return {
          document,
          place,
          line,
          text: before.text + after,
          offset: before.text.length,
          firstLine: before.firstLine,
          uri,
        }
      }
      const text = cells.before + before.text + after + cells.after
      return {
        document,
        place,
        line,
        text,
        offset: cells.before.length + before.text.length,
        firstLine: 0,
        uri: cells.notebook,
      }
    },
    all: () => open.values(),
    onCell: listener => void cellListeners.push(listener),
    isCell: uri => notebooks.ownerOf(uri) !== undefined,
    onOpen: listener => void openListeners.push(listener),
    onEdit: listener => void editListeners.push(listener),
    onSave: listener => void saveListeners.push(listener),
    onClose: listener => void closeListeners.push(listener),
  }
}

function apply(document: OpenDocument, edit: TextDocumentContentChangeEvent, encoding: PositionEncoding): DocumentEdit {
  if ('range' in edit) {
    const from = placeOf(document.text, edit.range.start, encoding)
    const to = placeOf(document.text, edit.range.end, encoding)
    const removed = document.text.replace(from, to, edit.text)
    document.isBinary ||= edit.text.includes('\0')
    return { from, to, removed, text: edit.text }
  }
  const to = document.text.clamp({ line: document.text.lineCount, character: 0 })
  const removed = document.text.toString()
  document.text = new LineText(edit.text)
  document.isBinary = edit.text.includes('\0')
  return { from: { line: 0, character: 0 }, to, removed, text: edit.text }
}
