import fs from 'node:fs'
import path from 'node:path'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { BackgroundTasks } from '../../server/src/background/background-tasks.ts'
import { createTasks } from '../../server/src/background/run-tasks.ts'
import { parseConfig } from '../../server/src/config.ts'
import type { ContextPart } from '../../server/src/context/context-part.ts'
import { createContext } from '../../server/src/lsp/context.ts'
import { createBoundary } from '../../server/src/safety/boundary.ts'
import type { OpenDocument } from '../../server/src/lsp/documents.ts'
import { LineText } from '../../server/src/lsp/line-text.ts'
import { languageOf } from '../../server/src/syntax/language-of.ts'
import { createWasmGrammars } from '../../server/src/syntax/wasm.ts'
import { readRecord } from '../../server/src/workspace-index/read-file.ts'

/** A place in a file of a package, as it would be in the editor. */
export interface PackagePlace {
  root: string
  /** In the package, `/` between parts. */
  path: string
  languageId: string
  textBefore: string
  textAfter: string
}

/** What the language server sends of other files to the model from a place; `room` is in characters. */
export type ContextAt = (place: PackagePlace, room: number) => Promise<ContextPart[]>

const open = createWasmGrammars()
/** Longer than any source is waited for. */
const noSourceMs = 1000
/** What the compiler has written is published with a package, but lies in no repository. */
const compiled = ['**/*.js', '**/*.cjs', '**/*.mjs', '**/*.d.ts', '**/*.d.cts', '**/*.d.mts']

/**
 * The context of the language server, as it is: its index of the workspace, here in the same thread, and the code of open
 * documents. Nobody knows what somebody else had open, so the neighbours of the file are.
 */
export function createContextUnderTest(): ContextAt {
  const { exclude } = parseConfig({}).config
  const tasks = createTasks({
    open,
    read: (file, text) => readRecord(file, text, open),
    log: () => undefined,
  })
  let opened = ''

  return async (place, room) => {
    if (opened !== place.root) {
      opened = place.root
      const left = place.languageId.startsWith('typescript') ? compiled : []
      await tasks.openWorkspace({ roots: [place.root], exclude: [...exclude, ...left], cacheFolder: null })
      // A grammar is loaded when it is first needed, which takes longer than a source is waited for.
      await tasks.declarationsNear({ ...fileOf(place), before: '', after: '', room: 100 })
    }
    return contextFrom(tasks, place, room, exclude)
  }
}

async function contextFrom(
  tasks: BackgroundTasks,
  place: PackagePlace,
  room: number,
  exclude: readonly string[],
): Promise<ContextPart[]> {
  const { root, textBefore, textAfter } = place
  const document = documentOf(root, place.path, place.languageId, textBefore + textAfter)
  const documents = [document, ...neighbours(place)]
  let wake: () => void = () => undefined
  const isBuilt = new Promise<void>(resolve => (wake = resolve))
  const blocks = createContext({
    documents: {
      get: uri => documents.find(other => other.uri === uri),
      around: () => null,
      all: () => documents,
      isCell: () => false,
      onOpen: nothing,
      onCell: nothing,
      onEdit: nothing,
      onSave: nothing,
      onClose: nothing,
    },
    folders: {
      pathOf: uri => decodeURIComponent(uri.slice(pathToFileURL(`${root}/`).href.length)),
      roots: () => [pathToFileURL(root).href],
      onChange: nothing,
      follow: nothing,
    },
    boundary: createBoundary({
      settings: () => ({ exclude, excludeRepositories: [] }),
      roots: () => [pathToFileURL(root).href],
    }),
    // The last source that is asked: when it has answered, the block is as good as built.
    declarationsNear: async near => {
      try {
        return await tasks.declarationsNear({ ...near, path: fileOf(place).path })
      } finally {
        void setImmediate().then(wake)
      }
    },
    onFresh: nothing,
  })
  const linesBefore = textBefore.split('\n')
  const cursor = { line: linesBefore.length - 1, character: linesBefore.at(-1)?.length ?? 0 }
  try {
    blocks.at(document.uri, cursor, { all: room, kept: room, edits: 0 })
    // Where there is too little room no source is asked at all.
    await Promise.race([isBuilt, setTimeout(noSourceMs)])
    return blocks.at(document.uri, cursor, { all: room, kept: room, edits: 0 })
  } finally {
    blocks.dispose()
  }
}

function neighbours({ root, path: file, languageId }: PackagePlace): OpenDocument[] {
  const folder = path.dirname(file)
  return fs
    .readdirSync(path.join(root, folder))
    .filter(name => languageOf(name) === languageOf(file) && name !== path.basename(file))
    .map(name => {
      const text = fs.readFileSync(path.join(root, folder, name), 'utf8')
      return documentOf(root, path.join(folder, name), languageId, text)
    })
}

function documentOf(root: string, file: string, languageId: string, text: string): OpenDocument {
  const uri = pathToFileURL(path.join(root, file)).href
  return { uri, languageId, version: 1, text: new LineText(text), isBinary: false }
}

function fileOf({ root, path: file, languageId }: PackagePlace): { path: string; languageId: string } {
  return { path: path.join(root, file).replaceAll('\\', '/'), languageId }
}

function nothing(): void {
  // Nobody edits, opens or closes anything here.
}
