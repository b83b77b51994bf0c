import type { GrammarName } from '../syntax/grammars.ts'
import { grammarOf, isUnsafe } from '../syntax/grammars.ts'
import type { Grammar, OpenGrammar, SyntaxTree } from '../syntax/tree.ts'
import type { Dependencies } from './dependencies.ts'
import type { Position } from './finding.ts'

/** A file as it is to be diagnosed: what an editor has, not what is on disk, where the two differ. */
export interface SourceText {
  /** Absolute, with `/` between its parts. */
  path: string
  /** LSP language identifier. */
  languageId: string
  text: string
}

/** A file that is being diagnosed. What a finder needs of it is made once, for all of them. */
export interface Subject extends SourceText {
  grammarName: GrammarName | null
  /** Null where there is no grammar for the language, or it took too long. */
  syntax: { grammar: Grammar; tree: SyntaxTree } | null
  /** The grammars of other files. */
  openGrammar: OpenGrammar
  /** Place of an offset in UTF-16 code units. */
  positionAt: (offset: number) => Position
  offsetAt: (position: Position) => number
  /** Other files that finders have looked at: they add to it. */
  dependencies: Dependencies
}

/** Longest time for reading a file, in milliseconds. */
const patienceMs = 5000

/** Parses a file. Whoever opens a subject closes it: its tree is no business of the garbage collector. */
export async function openSubject(source: SourceText, open: OpenGrammar): Promise<Subject & { close: () => void }> {
  const grammarName = grammarOf(source.languageId)
  const grammar = grammarName && !isUnsafe(grammarName) && (await open(grammarName))
  const tree = grammar ? grammar.parse(source.text, null, patienceMs) : null
  const starts = lineStarts(source.text)
  return {
    ...source,
    grammarName,
    syntax: grammar && tree ? { grammar, tree } : null,
    openGrammar: open,
    positionAt: offset => positionIn(starts, offset),
    offsetAt: ({ line, character }) => Math.min((starts[line] ?? source.text.length) + character, source.text.length),
    dependencies: new Map(),
    close: () => tree?.delete(),
  }
}

/** The offset at which each line begins. */
export function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** The place of an offset in a text whose lines begin at `starts`. */
export function positionIn(starts: number[], offset: number): Position {
  const line = lineOf(starts, offset)
  return { line, character: offset - (starts[line] ?? 0) }
}

/** The last line that begins at or before an offset. */
function lineOf(starts: number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}
