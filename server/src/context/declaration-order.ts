import type { DeclarationKind } from '../syntax/declarations.ts'
import type { GrammarName } from '../syntax/grammars.ts'
import type { IndexReader, Place } from '../workspace-index/symbol-index.ts'
import { kinshipAmong } from './kinship.ts'
import { givesNothing, givesTruth, isStatic, isTestFile, isTypeName, likeness } from './name-clues.ts'
import { partsOf, wordsNear, type WordsNear } from './words-near.ts'

/**
 * How much each reason counts: learned from calls in published packages, and as little tied to them as can be, being few, rounded and
 * the same for all languages (`docs/decisions/2026-11-25-ranked-declarations.md`).
 */
const weights = {
  /** Where it is known from. */
  imported: 2.3,
  ofImported: 0.3,
  included: 0.8,
  importedFurther: -1.8,
  ofMentioned: 0.8,
  ofVariable: 0.6,
  ofReceiver: 3.4,
  inModule: 2.1,
  memberAround: 0.7,
  inFolder: 1,
  /** What its name and its head have in common with what is written near by, and on the same line. */
  kinName: 4.5,
  kinHead: 3.1,
  kinNameLine: 0.7,
  kinHeadLine: 0.5,
  kinFile: 1.7,
  usage: 0.8,
  typed: 3,
  /** What stands before the dot. */
  receiverLike: 2.3,
  receiverFile: 1.7,
  staticOfType: 1.8,
  otherOfType: -1.3,
  /** What the code before the cursor is going to use it for. */
  asCondition: 2.2,
  asError: 1.9,
  asNewValue: 2,
  asStatement: 1.4,
  nothingAsValue: -2.3,
  /** What it is. */
  test: -2.4,
  notIncluded: -1.7,
  startClass: 0.5,
  startFunction: 1.6,
  startMethod: -0.2,
  startField: -0.7,
  startMember: -1.8,
  dotClass: -0.9,
  dotFunction: 1,
  dotMethod: 1.9,
  dotField: -1,
}
export type Reason = keyof typeof weights
export type Reasons = Partial<Record<Reason, number>>

/** A declaration that may be wanted, and why: each reason from 0 to 1. */
export interface Candidate {
  place: Place
  reasons: Reasons
}

export interface OrderQuery {
  path: string
  grammar: GrammarName
  before: string
  near: WordsNear
  index: IndexReader
  /** The name right before the dot at the cursor; null where no dot is. */
  receiver: string | null
}

/** What a declaration loses for each likelier one of the same name. */
const perNamesake = 0.4
/** Heads are compared up to here. */
const longestHead = 160
/** Languages in which a member is not called by its name alone. */
const needsReceiver = new Set<GrammarName>(['python', 'javascript', 'typescript', 'tsx', 'rust', 'go', 'lua', 'php'])
const kinds: Partial<Record<DeclarationKind, 'Class' | 'Function' | 'Method' | 'Field'>> = {
  class: 'Class',
  interface: 'Class',
  enum: 'Class',
  type: 'Class',
  module: 'Class',
  function: 'Function',
  macro: 'Function',
  method: 'Method',
  constructor: 'Method',
  field: 'Field',
}

/** The likeliest first. */
export function inOrder(candidates: readonly Candidate[], query: OrderQuery): Place[] {
  const names = candidates.map(({ place }) => place.declaration.name)
  const { before, near } = query
  const line = wordsNear(before.slice(before.lastIndexOf('\n') + 1), '')
  const clues = [
    kinClues(names, near, line),
    usageClues(query),
    receiverClues(query),
    kindClues(query),
    purposeClues(query),
  ]
  const scored = candidates.map(({ place, reasons }) => ({
    place,
    score: clues.reduce((sum, clue) => sum + scoreOf(clue(place, reasons)), scoreOf(reasons)),
  }))
  return varied(scored).map(({ place }) => place)
}

/** Each further declaration of a name says less than the first: overloads, or the same thing of another type. */
function varied(scored: { place: Place; score: number }[]): { place: Place }[] {
  const seen = new Map<string, number>()
  return scored
    .toSorted((one, other) => other.score - one.score)
    .map(({ place, score }) => {
      const earlier = seen.get(place.declaration.name) ?? 0
      seen.set(place.declaration.name, earlier + 1)
      return { place, score: score - perNamesake * earlier }
    })
    .sort((one, other) => other.score - one.score)
}

type Clues = (place: Place, reasons: Reasons) => Reasons

function scoreOf(reasons: Reasons): number {
  let score = 0
  let reason: Reason
  for (reason in reasons) score += weights[reason] * (reasons[reason] ?? 0)
  return score
}

function kinClues(names: readonly string[], near: WordsNear, line: WordsNear): Clues {
  const nameParts = names.map(partsOf)
  const kinship = kinshipAmong(nameParts, near)
  const lineKinship = kinshipAmong(nameParts, line)
  const files = new Map<string, number>()
  const ofFile = (path: string): number => {
    const known = files.get(path) ?? kinship(partsOf(path.slice(path.lastIndexOf('/') + 1)))
    files.set(path, known)
    return known
  }
  return ({ path, declaration: { name, signature } }) => {
    const own = partsOf(name)
    const head = partsOf(signature.slice(0, longestHead))
    return {
      kinName: kinship(own),
      kinHead: kinship(head),
      kinNameLine: lineKinship(own),
      kinHeadLine: lineKinship(head),
      kinFile: ofFile(path),
    }
  }
}

function usageClues({ before, index }: OrderQuery): Clues {
  const typed = /\w*$/.exec(before)?.[0].toLowerCase() ?? ''
  return ({ declaration: { name } }) => ({
    usage: index.usage(name),
    typed: typed !== '' && name.toLowerCase().startsWith(typed) ? 1 : 0,
  })
}

function receiverClues({ grammar, receiver }: OrderQuery): Clues {
  if (receiver === null) return () => ({})
  const file = new RegExp(`/${receiver.replaceAll('$', '\\$')}(?:\\.\\w+$|/)`)
  const isOfType = isTypeName(receiver)
  return ({ path, declaration: { signature, container } }) => ({
    receiverLike: container === null ? 0 : likeness(receiver, container),
    receiverFile: file.test(path) ? 1 : 0,
    ...(isOfType && { [isStatic(signature, grammar) ? 'staticOfType' : 'otherOfType']: container === null ? 0 : 1 }),
  })
}

function kindClues({ grammar, path, receiver }: OrderQuery): Clues {
  const isTest = isTestFile(path)
  const isC = grammar === 'c' || grammar === 'cpp'
  return ({ path: file, declaration: { kind, container } }, { inModule }) => {
    const group = kinds[kind]
    // What a module declares is written after a dot, but used like any other name.
    const isStart = receiver === null || inModule !== undefined
    return {
      test: !isTest && isTestFile(file) ? 1 : 0,
      notIncluded: isC && /\.c\w*$/.test(file) ? 1 : 0,
      startMember: receiver === null && container !== null && needsReceiver.has(grammar) ? 1 : 0,
      ...(group && { [`${isStart ? 'start' : 'dot'}${group}`]: 1 }),
    }
  }
}

function purposeClues({ grammar, before }: OrderQuery): Clues {
  const line = before.slice(before.lastIndexOf('\n') + 1).replace(/[\w.$:>()-]*$/, '')
  const isCondition = /(?:\b(?:if|elif|while|unless|and|or|not|assert\w*)|&&|\|\||!)\s*[(!]*\s*$/.test(line)
  const isError = /\b(?:throw|raise|panic)\b[^;]*$/.test(line)
  const isNew = /\bnew\s+$|[=(,:{]\s*&$/.test(line)
  const isStatement = line.trim() === ''
  return ({ declaration: { name, kind, signature } }) => {
    const isNothing = givesNothing(name, signature, grammar)
    return {
      asCondition: isCondition && givesTruth(name, signature) ? 1 : 0,
      asError: isError && /Error|Exception|Fault/.test(name) ? 1 : 0,
      asNewValue: isNew && kinds[kind] === 'Class' ? 1 : 0,
      asStatement: isStatement && (isNothing || kind === 'macro') ? 1 : 0,
      nothingAsValue: !isStatement && isNothing ? 1 : 0,
    }
  }
}
