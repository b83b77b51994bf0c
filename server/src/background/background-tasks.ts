import type { ContextPart } from '../context/context-part.ts'
import type { Declaration } from '../syntax/declarations.ts'

/** What is done beside the language server, in a thread of its own, so that no key waits for it. */
export interface BackgroundTasks {
  /** Begins, or begins anew, with the index of these workspace folders. Resolves when every file has been looked at. */
  openWorkspace(workspace: BackgroundWorkspace): Promise<void>
  /** Files that have been written, made or removed: absolute paths. */
  filesChanged(files: string[]): Promise<void>
  /** Looks at every file of the workspace again, and reads those that have changed. */
  lookAgain(): Promise<void>
  /** Declarations in other files that fit a place. */
  declarationsNear(place: DeclarationsPlace): Promise<ContextPart[]>
  /** Whether code stays as well-formed as it was when an answer is put into it. */
  checkSyntax(place: SyntaxPlace): Promise<SyntaxVerdict>
  /** What is known of a place in a document. */
  lookAt(place: LookPlace): Promise<Look>
}

export interface BackgroundWorkspace {
  roots: string[]
  exclude: readonly string[]
  excludeRepositories?: readonly string[]
  cacheFolder: string | null
}

export interface DeclarationsPlace {
  /** Absolute path of the document's file, `/` between parts; where there is none, one that fits its language. */
  path: string
  languageId: string
  before: string
  after: string
  /** In characters. */
  room: number
}

export interface LookPlace extends Omit<DeclarationsPlace, 'room'> {
  /** The name that `after` begins with; null where none is asked about. */
  name: string | null
}

export interface Look {
  /** The innermost function around the place; its lines are those of the text that was sent. */
  scope: Declaration | null
  places: NamedPlace[]
}

/** A declaration of a name. */
export interface NamedPlace {
  /** Absolute; null for the document itself, where lines are those of the text that was sent. */
  path: string | null
  declaration: Declaration
}

export interface SyntaxPlace {
  /** Same value, same document: what was read of it is read on. */
  uri: string
  languageId: string
  before: string
  /** What follows the answer, without what it covers. */
  after: string
  /** What the answer covers. */
  covered: string
  answer: string
}

/** `unknown`: there is no grammar for it, or it took too long. */
export type SyntaxVerdict = 'fine' | 'worse' | 'unknown'

/** What the thread is sent. */
export type ToThread = {
  [Name in keyof BackgroundTasks]: { id: number; task: Name; argument: Parameters<BackgroundTasks[Name]>[0] }
}[keyof BackgroundTasks]

/** What comes back from it. */
export type FromThread =
  | { type: 'result'; id: number; result: unknown }
  | { type: 'failure'; id: number; message: string }
  | { type: 'log'; message: string }
