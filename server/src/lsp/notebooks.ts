import {
  NotebookCellKind,
  type NotebookCell,
  type NotebookDocument,
  type NotebookDocumentChangeEvent,
  type TextDocumentContentChangeEvent,
  type TextDocumentItem,
} from 'vscode-languageserver/node'
import type { OpenDocument } from './documents.ts'

/** The documents that cells are kept as. */
export interface CellDocuments {
  get(uri: string): OpenDocument | undefined
  add(item: TextDocumentItem): OpenDocument
  change(uri: string, version: number, changes: TextDocumentContentChangeEvent[]): void
  remove(uri: string): void
}

/** Open notebooks. The code cells of one notebook are one program, in their order; its Markdown cells are no part of it. */
export interface Notebooks {
  open(notebook: NotebookDocument, cells: TextDocumentItem[]): void
  change(uri: string, event: NotebookDocumentChangeEvent): void
  close(uri: string): void
  /** The notebook that a cell is of. */
  ownerOf(cellUri: string): string | undefined
  /** Code before and after a cell, each cell whole and ended with a line break; null for what is no code cell. */
  around(
    cellUri: string,
    beforeLimit: number,
    afterLimit: number,
  ): { notebook: string; before: string; after: string } | null
}

export function createNotebooks(documents: CellDocuments): Notebooks {
  const notebooks = new Map<string, NotebookCell[]>()
  /** Which notebook a cell is of. */
  const owners = new Map<string, string>()

  function join(notebook: string, cells: readonly NotebookCell[]): void {
    for (const { document } of cells) owners.set(document, notebook)
  }

  function textOf({ document, kind }: NotebookCell): string {
    const text = documents.get(document)?.text
    return text && kind === NotebookCellKind.Code ? `${text.toString().replace(/\r?\n$/, '')}\n` : ''
  }

  return {
    open({ uri, cells }, items) {
      notebooks.set(uri, [...cells])
      join(uri, cells)
      for (const item of items) documents.add(item)
    },
    change(uri, { cells: changes }) {
      const cells = notebooks.get(uri)
      if (!cells || !changes) return
      const { structure, data, textContent } = changes
      if (structure) {
        const { start, deleteCount, cells: added = [] } = structure.array
        cells.splice(start, deleteCount, ...added)
        join(uri, added)
        for (const item of structure.didOpen ?? []) documents.add(item)
        for (const { uri: closed } of structure.didClose ?? []) {
          documents.remove(closed)
          owners.delete(closed)
        }
      }
      for (const changed of data ?? []) {
        const index = cells.findIndex(({ document }) => document === changed.document)
        if (index >= 0) cells[index] = changed
      }
      for (const { document, changes: edits } of textContent ?? [])
        documents.change(document.uri, document.version, edits)
    },
    close(uri) {
      for (const { document } of notebooks.get(uri) ?? []) {
        documents.remove(document)
        owners.delete(document)
      }
      notebooks.delete(uri)
    },
    ownerOf: cellUri => owners.get(cellUri),
    around(cellUri, beforeLimit, afterLimit) {
      const notebook = owners.get(cellUri)
      const cells = notebook === undefined ? undefined : notebooks.get(notebook)
      const index = cells?.findIndex(({ document }) => document === cellUri) ?? -1
      if (notebook === undefined || !cells || cells[index]?.kind !== NotebookCellKind.Code) return null
      const before = whileRoom(cells.slice(0, index).reverse(), beforeLimit, textOf).reverse().join('')
      const after = whileRoom(cells.slice(index + 1), afterLimit, textOf).join('')
      // The cell itself need not end with a line break, but the next one begins on a line of its own.
      return { notebook, before, after: after === '' ? '' : `\n${after}` }
    },
  }
}

function whileRoom(cells: NotebookCell[], limit: number, textOf: (cell: NotebookCell) => string): string[] {
  const texts: string[] = []
  let room = limit
  for (const cell of cells) {
    const text = textOf(cell)
    if (text.length > room) break
    texts.push(text)
    room -= text.length
  }
  return texts
}
