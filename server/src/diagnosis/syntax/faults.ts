import { editBetween } from '../../syntax/tree-edit.ts'
import type { Grammar, SyntaxTree } from '../../syntax/tree.ts'
import { lineStarts, type Subject } from '../subject.ts'
import { repairsFor } from './candidates.ts'
import { errorsInTree, type TreeError, type TreeErrors } from './errors-in-tree.ts'
import { isKnownBug } from './known-bugs.ts'
import { openComment, openPlaces, withoutComments } from './open-places.ts'
import { applyRepair, before, type Repair } from './repair.ts'
import { unexpectedAt } from './unexpected.ts'
import { isUnknownForm, mayBeMacro, trustOf } from './trust.ts'

/** One thing that is wrong with the syntax of a text. */
export interface Fault {
  message: string
  at: { start: number; end: number }
  opener?: { start: number; end: number }
  /** What puts it right: the text has fewer errors then. */
  fix: Pick<Repair, 'start' | 'end' | 'newText' | 'title'> | null
}

/** More in a file are of no use to anybody. */
const mostFaults = 20
/** In longer texts nothing is tried, because each try reads what has changed; nor where lines are so long that a machine has written them. */
const longestTried = 400_000
const longestLine = 5000
/** What the tries for one file may cost, in characters that are read or looked through again. */
const budget = 2_500_000
const tryMs = 200

interface Reading {
  text: string
  tree: SyntaxTree
  errors: TreeErrors
}

/**
 * The faults of a text. The first error is put right by the smallest change that leaves the text with fewer of them, which
 * tells what is wrong there; then the next error is looked at. What follows from a fault is thus no other one.
 */
export function faultsOf(subject: Subject): Fault[] {
  const { syntax, text, path, languageId } = subject
  if (!syntax?.tree.rootNode.hasError) return []
  const { grammar } = syntax
  const trust = trustOf(grammar.name, path, text)
  if (trust === 'none') return []
  const comment = openComment(text, languageId)
  // All that follows is part of it.
  if (comment !== null)
    return [{ message: 'This comment does not end.', at: { start: comment, end: comment + 2 }, fix: null }]
  const original = errorsInTree(syntax.tree)
  const mayTry = text.length <= longestTried && text.split('\n').every(({ length }) => length <= longestLine)
  const faults: Fault[] = []
  const done: Repair[] = []
  let reading: Reading = { text, tree: syntax.tree.copy(), errors: original }
  let from = 0
  let spent = 0
  try {
    while (faults.length < mostFaults) {
      const error = reading.errors.places.find(({ start }) => start >= from)
      if (!error) break
      if (isKnownBug(grammar.name, reading.text, error)) {
        from = Math.max(error.end, error.start + 1)
        continue
      }
      const line = lineAround(reading.text, error)
      const isExplained = isUnknownForm(grammar.name, line.own) || mayBeMacro(grammar.name, line.near)
      const isTrusted = trust === 'full' && !isExplained
      const repairs = !mayTry ? [] : repairsIn(reading, error, isExplained)
      const allowed = repairs.filter(({ isSeen }) => isTrusted || isSeen)
      const best = bestOf(reading, allowed, grammar, () => (spent += costOf(reading)) < budget)
      const isRight = best && isTrusted ? true : best?.reading.errors.count === 0 || !isExplained
      if (best && isRight) {
        faults.push(faultOf(best.repair))
        reading.tree.delete()
        reading = best.reading
        done.push(best.repair)
        // What comes before has been looked at.
        from = Math.min(from, best.repair.start)
        continue
      }
      if (trust === 'full' && !isExplained) faults.push(unexpected(error))
      from = afterStatement(reading, error)
    }
  } finally {
    reading.tree.delete()
  }
  return faults

  function repairsIn({ text: current }: Reading, error: TreeError, isExplained: boolean): Repair[] {
    const places = openPlaces(current, languageId)
    const isPaired = places.unclosed.length + places.stray.length + places.strings.length === 0
    // Then nothing but the grammar says that anything is wrong.
    if (isExplained && isPaired) return []
    const starts = lineStarts(current)
    const lineOf = (offset: number): number =>
      Math.max(
        0,
        starts.findLastIndex(start => start <= offset),
      )
    return repairsFor({ text: withoutComments(current, languageId), grammar: grammar.name, error, places, lineOf })
  }

  /** In the text as it is, not as earlier repairs have made it. */
  function inOriginal(offset: number): number {
    return done.reduceRight((at, repair) => before(at, repair), offset)
  }

  function faultOf({ message, at, opener, start, end, newText, title }: Repair): Fault {
    const fix = { start: inOriginal(start), end: inOriginal(end), newText, title }
    const span = { start: inOriginal(at.start), end: inOriginal(at.end) }
    return {
      message,
      at: span,
      ...(opener && { opener: { start: inOriginal(opener.start), end: inOriginal(opener.end) } }),
      fix: helpsAlone(fix) ? fix : null,
    }
  }

  function helpsAlone(fix: NonNullable<Fault['fix']>): boolean {
    const alone = read(grammar, { text, tree: syntax?.tree ?? null }, applyRepair(text, fix))
    alone?.tree.delete()
    return alone !== null && alone.errors.count < original.count
  }

  function unexpected(error: TreeError): Fault {
    const { message, at } = unexpectedAt(withoutComments(reading.text, languageId), error)
    return { message, at: { start: inOriginal(at.start), end: inOriginal(at.end) }, fix: null }
  }
}

/** The first repair after which there is nothing wrong any more, else the one that leaves the least. */
function bestOf(
  reading: Reading,
  repairs: readonly Repair[],
  grammar: Grammar,
  mayTry: () => boolean,
): { repair: Repair; reading: Reading } | null {
  let best: { repair: Repair; reading: Reading } | null = null
  for (const repair of repairs) {
    if (!mayTry()) break
    const after = read(grammar, reading, applyRepair(reading.text, repair))
    if (!after) continue
    if (isBetter(after.errors, best?.reading.errors ?? reading.errors)) {
      best?.reading.tree.delete()
      best = { repair, reading: after }
    } else after.tree.delete()
    if (best?.reading.errors.count === 0) break
  }
  return best
}

/** Little of the text is read again, but what is broken may be read in many ways. */
function costOf({ text, errors }: Reading): number {
  return 2000 + text.length / 4 + errors.covered + errors.count * 500
}

function isBetter(after: TreeErrors, than: TreeErrors): boolean {
  return after.count < than.count && after.covered <= than.covered
}

function read(grammar: Grammar, from: { text: string; tree: SyntaxTree | null }, text: string): Reading | null {
  const earlier = from.tree?.copy() ?? null
  earlier?.edit(editBetween(from.text, text))
  const tree = grammar.parse(text, earlier, tryMs)
  earlier?.delete()
  return tree && { text, tree, errors: errorsInTree(tree) }
}

function lineAround(text: string, { start, end }: TreeError): { own: string; near: string } {
  const lines = text.split('\n')
  const first = text.slice(0, start).split('\n').length - 1
  const last = text.slice(0, end).split('\n').length - 1
  return {
    own: lines.slice(first, first + 1).join('\n'),
    near: lines.slice(Math.max(0, first - 3), Math.min(last, first + 5) + 4).join('\n'),
  }
}

/** Where something new begins that an error does not spoil: after the outermost node around it. */
function afterStatement({ tree: { rootNode } }: Reading, error: TreeError): number {
  if (rootNode.isError) return Infinity
  const around = rootNode.children.find(child => child.endIndex > error.start)
  return around ? Math.max(around.endIndex, error.end, error.start + 1) : Infinity
}
