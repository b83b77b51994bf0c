import { LRUCache } from 'lru-cache'
import { closersAt, closersOf, depthOf, endsInText } from './brackets.ts'
import { grammarOf, isUnsafe, type GrammarName } from './grammars.ts'
import { editBetween } from './tree-edit.ts'
import type { Grammar, OpenGrammar, SyntaxNode, SyntaxTree } from './tree.ts'

/** Code around a cursor, and an answer that is to be put there. */
export interface CheckedPlace {
  /** Same value, same document: the tree of one check is where the next begins. */
  uri: string
  languageId: string
  before: string
  covered: string
  after: string
  answer: string
}

/** Longest time for reading the text, in milliseconds. */
const patienceMs = 100
/** Trees that are kept. */
const mostTrees = 4

interface Read {
  grammar: GrammarName
  text: string
  tree: SyntaxTree
}

/**
 * Checks whether code stays as well-formed as it was: no more errors and missing pieces than before. The tree of a document is
 * kept and told of each edit, so that only what has changed is read again.
 */
export function createSyntaxCheck(open: OpenGrammar): (place: CheckedPlace) => Promise<'fine' | 'worse' | 'unknown'> {
  const trees = new LRUCache<string, Read>({
    max: mostTrees,
    dispose: ({ tree }) => tree.delete(),
    noDisposeOnSet: true,
  })

  function treeOf(uri: string, grammar: Grammar, text: string): SyntaxTree | null {
    const known = trees.get(uri)
    const isSame = known?.grammar === grammar.name
    if (known && isSame && known.text === text) return known.tree
    const tree = isSame ? readOn(grammar, known, text) : grammar.parse(text, null, patienceMs)
    known?.tree.delete()
    // Its tree has been told of an edit that was then not read: it is of no use any more.
    if (tree) trees.set(uri, { grammar: grammar.name, text, tree })
    else if (known) trees.set(uri, { grammar: grammar.name, text: '', tree: emptyTree(grammar) })
    return tree
  }

  /** What an answer is compared with: the code around it, with an end to the blocks that nobody has closed yet. */
  function baseOf(
    uri: string,
    languageId: string,
    grammar: Grammar,
    place: Omit<Base, 'tree' | 'text'> & { covered: string },
  ): Base | null {
    const { before, covered, after } = place
    const text = before + covered + after
    const tree = treeOf(uri, grammar, text)
    if (!tree) return null
    const closers = tree.rootNode.hasError ? closersAt(before, covered + after, languageId) : ''
    if (closers === '') return { tree, text, before, after }
    const ended = treeOf(uri, grammar, `${text}\n${closers}`)
    return ended && { tree: ended, text: `${text}\n${closers}`, before, after: `${after}\n${closers}` }
  }

  /** Whether there are errors at the answer, and more in all than there are elsewhere without it. */
  function isWorse(grammar: Grammar, base: Base, answer: string): boolean | null {
    const copy = base.tree.copy()
    const changed = readOn(grammar, { text: base.text, tree: copy }, base.before + answer + base.after)
    copy.delete()
    if (!changed) return null
    const { all, near, around } = errorsIn(changed.rootNode, base.before, answer.length)
    changed.delete()
    if (near + around === 0) return false
    const without = errorsIn(base.tree.rootNode, base.before, 0)
    // A grammar that has lost its way takes all of a function, or of the file, for one error.
    if (near === 0) return around > without.around && all > without.all
    // What the user is in the middle of is no error of theirs: the answer is there to put it right.
    return all > without.all - without.near
  }

  return async ({ uri, languageId, before, covered, after, answer }) => {
    const name = grammarOf(languageId)
    if (!name || isUnsafe(name)) return 'unknown'
    const grammar = await open(name)
    if (endsInText(before, languageId) || endsInText(answer, languageId)) return 'unknown'
    const base = baseOf(uri, languageId, grammar, { before, covered, after })
    if (!base || isInText(base.tree, before.length) || mayBeMacro(name, base, answer)) return 'unknown'
    for (const ending of endingsOf(answer, before, languageId)) {
      const worse = isWorse(grammar, base, answer + ending)
      if (worse === null) return 'unknown'
      if (!worse) return 'fine'
    }
    return isMoreToCome(answer, before, languageId) ? 'unknown' : 'worse'
  }
}

interface Base {
  tree: SyntaxTree
  text: string
  before: string
  after: string
}

/** In a comment or a string anything goes. */
function isInText({ rootNode }: SyntaxTree, offset: number): boolean {
  const node = rootNode.descendantForIndex(Math.max(0, offset - 1), offset)
  return node !== null && /comment|string|text|heredoc|template/.test(node.type) && node.startIndex < offset
}

/** In C and C++ a macro may stand for anything, so that no grammar knows what belongs beside it. */
function mayBeMacro(name: GrammarName, { tree, before }: Base, answer: string): boolean {
  if (name !== 'c' && name !== 'cpp') return false
  const lineStart = before.lastIndexOf('\n') + 1
  const { all, near } = errorsIn(tree.rootNode, before, 0)
  const lines = before.slice(lineStart) + answer
  return all > near || /^\s*#|\b[A-Z][A-Z\d_]{3,}\b|\b__/m.test(lines)
}

/** A line that ends where no statement does, or is the header of one: the next line goes on with it. */
function isMoreToCome(answer: string, before: string, languageId: string): boolean {
  const code = before.slice(-2000) + answer
  const line = code.slice(code.lastIndexOf('\n') + 1)
  const isBegun =
    /(?:[=,+\-*/%&|<>?:([{.\\]|\b(?:and|or|not|in|is))\s*$|^\s*(?:else )?(?:if|for|while|switch)\b.*\)\s*$/.test(line)
  // In Python a statement ends with its line, unless a bracket is open.
  return isBegun && (languageId !== 'python' || depthOf(code, languageId).end > 0)
}

/** What an answer may be followed by that is not there yet: it is tried as it is, and with an end to what its lines begin. */
function endingsOf(answer: string, before: string, languageId: string): string[] {
  const closers = closersOf(before.slice(before.lastIndexOf('\n') + 1) + answer, languageId)
  return closers === '' ? [''] : ['', closers]
}

function emptyTree(grammar: Grammar): SyntaxTree {
  const tree = grammar.parse('')
  if (!tree) throw new Error('an empty text was not read')
  return tree
}

/** The tree of a text that differs from the one before in one place. */
function readOn(
  grammar: Grammar,
  { text: before, tree }: Pick<Read, 'text' | 'tree'>,
  text: string,
): SyntaxTree | null {
  tree.edit(editBetween(before, text))
  return grammar.parse(text, tree, patienceMs)
}

interface Errors {
  all: number
  near: number
  around: number
}

/**
 * How many places are not as the grammar has it: in all, those that begin on the cursor's line and reach as far as the
 * cursor or into the answer, and those that begin above that line and hold all of the answer. Only what has errors in it is
 * walked through.
 */
function errorsIn(root: SyntaxNode, before: string, answerLength: number): Errors {
  const lineStart = before.lastIndexOf('\n') + 1
  // Errors end where there is something.
  const start = Math.max(lineStart, before.trimEnd().length)
  const end = before.length + answerLength
  const errors = { all: 0, near: 0, around: 0 }
  const visit = (node: SyntaxNode): void => {
    if (!node.hasError) return
    if (node.isError || node.isMissing) {
      errors.all++
      if (node.startIndex >= lineStart && node.startIndex <= end && node.endIndex >= start) errors.near++
      if (node.startIndex < lineStart && node.endIndex >= end) errors.around++
    }
    for (let at = 0; at < node.childCount; at++) {
      const child = node.child(at)
      if (child) visit(child)
    }
  }
  visit(root)
  return errors
}
