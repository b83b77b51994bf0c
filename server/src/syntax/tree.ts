import type { GrammarName } from './grammars.ts'

/** A place in a parsed text: line and UTF-16 offset in it, both from 0. */
export interface Point {
  row: number
  column: number
}

/** A node of a syntax tree, as every tree-sitter has it. Offsets are UTF-16 code units from the start of the text. */
export interface SyntaxNode {
  /** No other node of its tree has it. */
  readonly id: number
  readonly type: string
  readonly text: string
  readonly startIndex: number
  readonly endIndex: number
  readonly startPosition: Point
  readonly endPosition: Point
  readonly isNamed: boolean
  readonly isError: boolean
  readonly isMissing: boolean
  /** It may stand anywhere, as a comment may. */
  readonly isExtra: boolean
  /** Whether there is an error in it or below it. */
  readonly hasError: boolean
  readonly parent: SyntaxNode | null
  readonly previousSibling: SyntaxNode | null
  readonly childCount: number
  /** All at once, which is much faster than one by one. */
  readonly children: readonly SyntaxNode[]
  readonly namedChildren: readonly SyntaxNode[]
  child(index: number): SyntaxNode | null
  childForFieldName(name: string): SyntaxNode | null
  /** All nodes of these types in it, itself too, in the order in which they begin. Much faster than looking at each. */
  descendantsOfType(types: string[]): readonly SyntaxNode[]
  descendantForIndex(start: number, end?: number): SyntaxNode | null
}

/** What stood between two offsets, and how long what stands there now is. */
export interface TreeEdit {
  startIndex: number
  oldEndIndex: number
  newEndIndex: number
  startPosition: Point
  oldEndPosition: Point
  newEndPosition: Point
}

/** A syntax tree. Its owner deletes it: the garbage collector does not know of the memory that it lies in. */
export interface SyntaxTree {
  readonly rootNode: SyntaxNode
  /** Shifts the tree by an edit of its text, so that parsing again costs no more than what has changed. */
  edit(edit: TreeEdit): void
  copy(): SyntaxTree
  delete(): void
}

/** A node that a query has found, under the name that the query gives it. */
export interface Capture {
  name: string
  node: SyntaxNode
}

export interface SyntaxQuery {
  /** Each place where one of the query's patterns holds, in the order in which they begin. */
  matches(node: SyntaxNode): { captures: Capture[] }[]
}

/** Gives the text from an offset on, some of it; nothing at the end. */
export type ReadText = (index: number) => string | undefined

/** A grammar that has been loaded: reads texts of its languages. */
export interface Grammar {
  readonly name: GrammarName
  /**
   * Reads a text. With the tree of an earlier text, which has been told of the edits since, only what has changed is read.
   * Null if it took longer than `limitMs`.
   */
  parse(text: string | ReadText, earlier?: SyntaxTree | null, limitMs?: number): SyntaxTree | null
  /** Throws where the query names what the grammar does not have. Kept by its source. */
  query(source: string): SyntaxQuery
}

/** Loads grammars when they are first needed. Throws for a grammar whose file is missing or damaged. */
export type OpenGrammar = (name: GrammarName) => Promise<Grammar>
