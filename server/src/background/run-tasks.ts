import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { declarationsNear } from '../context/declarations.ts'
import { grammarOf } from '../syntax/grammars.ts'
import { symbolsOf, type FileSymbols } from '../syntax/declarations.ts'
import { withoutMacros } from '../syntax/macros.ts'
import { createSyntaxCheck } from '../syntax/syntax-check.ts'
import type { Grammar, OpenGrammar, SyntaxTree } from '../syntax/tree.ts'
import { tagsOf } from '../syntax/tags/tags.ts'
import { ignoreFiles } from '../workspace-index/ignore-rules.ts'
import { slashed } from '../workspace-index/list-files.ts'
import { createWorkspaceIndex, type WorkspaceIndex } from '../workspace-index/workspace-index.ts'
import type { ReadFile } from './readers.ts'
import { lookAt } from './look-at.ts'
import type { BackgroundTasks, DeclarationsPlace } from './background-tasks.ts'

export interface TaskOptions {
  open: OpenGrammar
  /** Reads a file, here or in yet another thread. */
  read: ReadFile
  log: (message: string) => void
}

/** Longest time to read the text around a cursor, in milliseconds. */
const patienceMs = 100
/** What was saved a moment ago is waited for; what a tool changes by the thousand is not. */
const changesMs = 100
const none: FileSymbols = { namespace: null, declarations: [], imports: [] }

/** The tasks, on the thread's side. */
export function createTasks({ open, read, log }: TaskOptions): BackgroundTasks {
  let index: WorkspaceIndex | null = null
  let roots: string[] = []
  let changing = Promise.resolve()
  /** Another ignore file holds: until the index has followed, it may tell what must not be told. */
  let excluding = Promise.resolve()
  const checkSyntax = createSyntaxCheck(open)

  async function symbolsAround(place: DeclarationsPlace): Promise<FileSymbols> {
    const now = await symbolsIn(place)
    // What stands at the head of a long file is not in what is sent around the cursor.
    const kept = index?.reader.symbols(place.path) ?? none
    return now ? together(now, kept) : kept
  }

  /** What a text itself says; null where it cannot be read. */
  function symbolsIn(place: Omit<DeclarationsPlace, 'room'>): Promise<FileSymbols | null> {
    return readAround(place, symbolsOf)
  }

  async function readAround<Result>(
    { languageId, before, after }: Omit<DeclarationsPlace, 'room'>,
    read: (grammar: Grammar, tree: SyntaxTree, text: string) => Result,
  ): Promise<Result | null> {
    const name = grammarOf(languageId)
    const grammar = name && tagsOf(name) && (await open(name))
    const text = before + after
    const tree = grammar ? grammar.parse(withoutMacros(grammar.name, text), null, patienceMs) : null
    if (!grammar || !tree) return null
    try {
      return read(grammar, tree, text)
    } finally {
      tree.delete()
    }
  }

  return {
    async openWorkspace(workspace) {
      roots = workspace.roots
      index = createWorkspaceIndex({ ...workspace, read: (file, text) => read(file.path, text), log })
      await index.rescan()
    },
    async filesChanged(files) {
      if (index) changing = index.refresh(files)
      if (files.some(file => ignoreFiles.includes(path.basename(file)))) excluding = changing
      await changing
    },
    async lookAgain() {
      await index?.rescan()
    },
    async declarationsNear(place) {
      const grammar = grammarOf(place.languageId)
      if (!index || !grammar) return []
      await excluding
      await Promise.race([changing, setTimeout(changesMs)])
      const symbols = await symbolsAround(place)
      return declarationsNear({ ...place, grammar, symbols, nameOf }, index.reader)
    },
    checkSyntax,
    async lookAt({ name, ...place }) {
      const grammar = grammarOf(place.languageId)
      const read = await readAround(place, (language, tree, text) => ({
        now: symbolsOf(language, tree, text),
        isCode: isCodeAt(tree, place.before.length),
      }))
      if (!grammar || !read) return { scope: null, places: [] }
      const { now, isCode } = read
      const symbols = together(now, index?.reader.symbols(place.path) ?? none)
      return lookAt({ ...place, grammar, symbols, room: 0, nameOf }, now, isCode ? name : null, index?.reader ?? null)
    },
  }

  function nameOf(file: string): string {
    const root = roots.map(slashed).find(folder => file.startsWith(`${folder}/`))
    return root === undefined ? file : file.slice(root.length + 1)
  }
}

/** Whether what begins at a place is a name in code, and no word of a comment or a string. */
function isCodeAt(tree: SyntaxTree, offset: number): boolean {
  return !/comment|string|heredoc|char/.test(tree.rootNode.descendantForIndex(offset, offset)?.type ?? '')
}

function together(now: FileSymbols, kept: FileSymbols): FileSymbols {
  return {
    ...now,
    imports: [...now.imports, ...kept.imports],
    declarations: [...now.declarations, ...kept.declarations],
  }
}
