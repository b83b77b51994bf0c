import type { GrammarName } from '../../syntax/grammars.ts'
import type { SyntaxNode } from '../../syntax/tree.ts'
import type { TextEdit } from '../finding.ts'
import type { Subject } from '../subject.ts'

/** Languages whose code can be rearranged; JavaScript and TypeScript are one here. */
export type Family = 'python' | 'script' | 'java' | 'go'

const families: Partial<Record<GrammarName, Family>> = {
  python: 'python',
  javascript: 'script',
  typescript: 'script',
  tsx: 'script',
  java: 'java',
  go: 'go',
}

/** A file that has been parsed, in one of these languages. */
export interface Code extends Subject {
  family: Family
  /** Whether parameters have to be written with their types. */
  isTyped: boolean
  root: SyntaxNode
}

/** A change that leaves what a program does as it is. */
export interface Refactoring {
  kind: 'extract' | 'rewrite'
  /** For people, with the line where there may be several. */
  title: string
  edits: TextEdit[]
  /** Where the code stands that it changes: an offset. */
  at: number
  /** The name of the function that it adds; null where it adds none. */
  added: string | null
}

/** Replaces the text between two offsets. */
export interface Replacement {
  start: number
  end: number
  newText: string
}

/** Null for what was not parsed, or is in another language. */
export function codeOf(subject: Subject): Code | null {
  const { syntax, grammarName } = subject
  const family = grammarName && families[grammarName]
  if (!syntax || !family) return null
  const isTyped = family === 'java' || family === 'go' || grammarName !== 'javascript'
  return { ...subject, family, isTyped: isTyped && family !== 'python', root: syntax.tree.rootNode }
}

/** The edits that make replacements, with line breaks as the file has them. */
export function editsOf({ text, positionAt }: Code, replacements: readonly Replacement[]): TextEdit[] {
  const hasReturns = text.includes('\r\n')
  return replacements.map(({ start, end, newText }) => ({
    range: { start: positionAt(start), end: positionAt(end) },
    newText: hasReturns ? newText.replaceAll(/\r?\n/g, '\r\n') : newText,
  }))
}

/** Whether two nodes are the same one: each look at a tree makes objects of its own. */
export function isSame(one: SyntaxNode, other: SyntaxNode): boolean {
  return one.startIndex === other.startIndex && one.endIndex === other.endIndex && one.type === other.type
}

/** Whether a node lies between two offsets. */
export function isWithin(node: { startIndex: number; endIndex: number }, start: number, end: number): boolean {
  return node.startIndex >= start && node.endIndex <= end
}

/** Every node below one, it first; those below what `enters` refuses are left out. */
export function* nodesIn(root: SyntaxNode, enters: (node: SyntaxNode) => boolean = () => true): Generator<SyntaxNode> {
  const nodes = [root]
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    yield node
    if (isSame(node, root) || enters(node)) nodes.push(...[...node.children].reverse())
  }
}

/** Those that a node lies in, the nearest first. */
export function* ancestorsOf(node: SyntaxNode): Generator<SyntaxNode> {
  for (let parent = node.parent; parent; parent = parent.parent) yield parent
}
