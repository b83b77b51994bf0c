import { dollarOf, type AstGrep, type SgNode } from './ast-grep.ts'
import { isAnyNode, isMatcher, patternNode, patternOf, type Matcher } from './patterns.ts'
import { wordsOfRegex } from './regex-words.ts'
import type { RuleLanguage } from './rule-languages.ts'

/** Words one of which occurs in every text in which something is found. */
export type Clause = readonly string[]

export interface MatcherParts {
  rule: Matcher
  constraints: Readonly<Record<string, Matcher>>
  utils: Readonly<Record<string, Matcher>>
}

const relations: readonly string[] = ['inside', 'has', 'precedes', 'follows']

/** More alternatives take longer to look for than they spare. */
const mostAlternatives = 24
const mostClauses = 4
/** Shorter ones occur in every text. */
const shortestWord = 3

/**
 * What must occur in a text for a rule to find anything there: of each clause one word. Never more than is certain: where a
 * part of a rule says nothing certain, nothing comes of it.
 */
export function requiredWords(
  { rule, constraints, utils }: MatcherParts,
  language: RuleLanguage,
  astGrep: AstGrep,
): Clause[] {
  const clauses = clausesOf(rule)
  const certain = new Set(certainVariables(rule))
  for (const [name, matcher] of Object.entries(constraints)) {
    // A constraint on a variable that is not always captured is not always asked for.
    if (certain.has(name)) clauses.push(...clausesOf(matcher))
  }
  return best(clauses)

  function clausesOf(matcher: Matcher, calls: readonly string[] = []): Clause[] {
    const inside = (part: unknown): Clause[] => (isMatcher(part) ? clausesOf(part, calls) : [])
    const { regex, all, any, matches } = matcher
    const found: Clause[] = relations.flatMap(relation => inside(matcher[relation]))
    found.push(...wordsOfPattern(matcher))
    if (typeof regex === 'string') found.push(...wordsOfRegex(regex, shortestWord))
    if (Array.isArray(all)) found.push(...all.flatMap(inside))
    if (Array.isArray(any)) found.push(...alternatives(any.map(inside)))
    if (typeof matches === 'string' && !calls.includes(matches) && Object.hasOwn(utils, matches)) {
      const utility = utils[matches]
      if (utility) found.push(...clausesOf(utility, [...calls, matches]))
    }
    return found
  }

  function wordsOfPattern(matcher: Matcher): Clause[] {
    const pattern = patternOf(matcher)
    // The other ways of comparing skip parts of the pattern.
    if (pattern === null || isAnyNode(pattern) || ![null, 'smart', 'cst'].includes(pattern.strictness)) return []
    const node = patternNode(pattern, language, astGrep)
    if (node === null || node.has({ rule: { kind: 'ERROR' } })) return []
    const dollar = dollarOf(language).replace('$', '\\$')
    const variables = new RegExp(`${dollar}+[A-Z_][A-Z0-9_]*`, 'g')
    const words = namedLeaves(node).flatMap(leaf => leaf.text().replaceAll(variables, ' ').match(/\w+/g) ?? [])
    return words.filter(word => word.length >= shortestWord).map(word => [word])
  }
}

/** If one of several holds, one of their words occurs, unless one of them needs none. */
function alternatives(parts: Clause[][]): Clause[] {
  const words = new Set<string>()
  for (const clauses of parts) {
    const [clause] = best(clauses)
    if (clause === undefined) return []
    for (const word of clause) words.add(word)
  }
  return words.size > 0 && words.size <= mostAlternatives ? [[...words]] : []
}

/** Words that stand in nearly every file of some language: to look for them spares nothing. */
const everyday = new Set(
  'Error Exception List Map None Object String add class console const data err error false fmt function get import int len length log name null public return self set size std str this true value'.split(
    ' ',
  ),
)

/** The rarest first, as far as their form tells: few alternatives, long words. */
function best(clauses: Clause[]): Clause[] {
  const rarityOf = (word: string): number => (everyday.has(word) ? 1 : word.length)
  const rarity = (clause: Clause): number => Math.min(...clause.map(rarityOf)) - clause.length / 2
  const distinct = new Map(clauses.map(clause => [clause.join('\n'), clause]))
  return [...distinct.values()].sort((a, b) => rarity(b) - rarity(a)).slice(0, mostClauses)
}

/** Variables that are captured wherever a matcher holds. */
function certainVariables(matcher: Matcher): string[] {
  const of = (part: unknown): string[] => (isMatcher(part) ? certainVariables(part) : [])
  const { all, any } = matcher
  const pattern = patternOf(matcher)
  const found =
    pattern === null ? [] : [...pattern.context.matchAll(/(?<!\$)\$([A-Z][A-Z0-9_]*)/g)].map(([, name]) => name ?? '')
  for (const relation of relations) found.push(...of(matcher[relation]))
  if (Array.isArray(all)) found.push(...all.flatMap(of))
  if (Array.isArray(any)) {
    const [first = [], ...others] = any.map(of)
    found.push(...first.filter(name => others.every(names => names.includes(name))))
  }
  return found
}

/** What has a text of its own in a tree, punctuation and keywords left out. */
function namedLeaves(node: SgNode): SgNode[] {
  if (node.isLeaf()) return node.isNamed() ? [node] : []
  return node.children().flatMap(namedLeaves)
}
