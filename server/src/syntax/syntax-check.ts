import { LRUCache } from 'lru-cache'
import { grammarOf, type GrammarName } from './grammars.ts'
import type { Grammar, OpenGrammar, Point, SyntaxNode, SyntaxTree } from './tree.ts'

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
const patienceMs = 25
/** Trees that are kept. */
const mostTrees = 8

/** The scanner of this grammar (0.7.1) writes beyond its buffer where lists are some hundreds deep: nothing that comes from outside is given to it. */
const isUnsafe = (name: GrammarName): boolean => name === 'yaml'

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

  return async ({ uri, languageId, before, covered, after, answer }) => {
    const name = grammarOf(languageId)
    if (!name || isUnsafe(name)) return 'unknown'
    const grammar = await open(name)
    const text = before + covered + after
    const tree = treeOf(uri, grammar, text)
    if (!tree) return 'unknown'
    const copy = tree.copy()
    const changed = readOn(grammar, { text, tree: copy }, before + answer + after)
    copy.delete()
    if (!changed) return 'unknown'
    const isWorse = errorsIn(changed.rootNode) > errorsIn(tree.rootNode)
    changed.delete()
    return isWorse ? 'worse' : 'fine'
  }
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
  let start = 0
  const shorter = Math.min(before.length, text.length)
  while (start < shorter && before.charCodeAt(start) === text.charCodeAt(start)) start++
  let end = 0
  while (end < shorter - start && before.charCodeAt(before.length - 1 - end) === text.charCodeAt(text.length - 1 - end))
    end++
  tree.edit({
    startIndex: start,
    oldEndIndex: before.length - end,
    newEndIndex: text.length - end,
    startPosition: pointAt(text, start),
    oldEndPosition: pointAt(before, before.length - end),
    newEndPosition: pointAt(text, text.length - end),
  })
  return grammar.parse(text, tree, patienceMs)
}

function pointAt(text: string, index: number): Point {
  let row = 0
  let lineStart = 0
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) {
    row++
    lineStart = at + 1
  }
  return { row, column: index - lineStart }
}

/** How many places are not as the grammar has it. Only what has errors in it is walked through. */
function errorsIn(node: SyntaxNode): number {
  if (!node.hasError) return 0
  let errors = node.isError || node.isMissing ? 1 : 0
  for (let at = 0; at < node.childCount; at++) {
    const child = node.child(at)
    if (child) errors += errorsIn(child)
  }
  return errors
}
