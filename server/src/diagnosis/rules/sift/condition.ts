import type { AstGrep } from '../ast-grep.ts'
import { isMatcher, patternOf, type Matcher } from '../patterns.ts'
import type { MatcherParts } from '../required-words.ts'
import type { RuleLanguage } from '../rule-languages.ts'
import type { CodeNode } from './code-node.ts'
import { relationOf, type RelationName } from './relation.ts'
import { textTestOf } from './rust-regex.ts'
import { findShape, shapeOf, type Captured, type GoOn, type Shape } from './shape.ts'

/** What is known of a matcher: where it certainly does not hold, and where it certainly does. In between is for ast-grep to say. */
export interface Condition {
  /** False where it does not hold, whatever variables stand for. */
  may: (node: CodeNode) => boolean
  must: (node: CodeNode) => boolean
  /** Whether there is a way for it to hold with which all else holds too; null where it captures nothing. */
  find: ((node: CodeNode, captured: Captured | null, goOn: GoOn) => boolean) | null
  /** Kinds of node that it may hold for; null where they are not known. */
  kinds: readonly string[] | null
}

/** Goes on where a condition may hold. */
export function findIn({ find, may }: Condition, node: CodeNode, captured: Captured | null, goOn: GoOn): boolean {
  return find ? find(node, captured, goOn) : may(node) && goOn(captured)
}

/** Steps that looking for one rule in a file may take; then ast-grep has to look. */
const mostSteps = 300_000

/** Conditions that need not be asked. */
export const always = (): boolean => true
export const never = (): boolean => false

const unknown: Condition = { may: always, must: never, find: null, kinds: null }
const relations: readonly RelationName[] = ['has', 'inside', 'follows', 'precedes']
const understood = new Set<string>([
  ...['kind', 'regex', 'pattern', 'nthChild', 'all', 'any', 'not', 'matches'],
  ...relations,
])

/** The conditions of a language's rules. */
export interface Conditions {
  of(parts: MatcherParts): Condition
  /** To be called before a rule is looked for. */
  begin(): void
}

/** Makes conditions of the rules of a language. Utilities that mean the same in several rules are one, and asked once for a node. */
export function createConditions(language: RuleLanguage, astGrep: AstGrep): Conditions {
  const shared = new Map<string, Condition>()
  let questions = 0
  let steps = 0
  const mayGoOn = (): boolean => ++steps <= mostSteps

  return { of: conditionOfRule, begin: () => void (steps = 0) }

  function conditionOfRule(parts: MatcherParts): Condition {
    const captured = constraintsOf(parts)
    const constraintKey = captured.size === 0 ? '' : JSON.stringify(parts.constraints)

    /** Where a matcher keeps nothing of what it captures, the constraints do not hold for that. */
    function conditionOf(value: unknown, keeps: boolean): Condition {
      if (!isMatcher(value) || Object.keys(value).some(key => !understood.has(key))) return unknown
      const { kind, regex, pattern, nthChild, all, any, not, matches } = value
      const found: Condition[] = []
      if (kind !== undefined) found.push(ofKind(kind))
      if (nthChild !== undefined) found.push(ofPlace(nthChild))
      if (regex !== undefined) found.push(ofText(regex))
      if (pattern !== undefined) found.push(ofPattern(value, keeps))
      if (Array.isArray(all)) found.push(...all.map(part => conditionOf(part, keeps)))
      if (Array.isArray(any)) found.push(oneOf(any.map(part => conditionOf(part, keeps))))
      if (not !== undefined) found.push(opposite(conditionOf(not, false)))
      if (matches !== undefined) found.push(ofUtility(matches, keeps))
      for (const name of relations) {
        const relation = value[name]
        if (relation !== undefined) found.push(ofRelation(name, relation, keeps))
      }
      return allOf(found)
    }

    function ofPattern(matcher: Matcher, keeps: boolean): Condition {
      const pattern = patternOf(matcher)
      const shape = pattern && shapeOf(pattern, language, astGrep)
      if (!pattern || !shape) return unknown
      const mayCapture = (name: string, node: CodeNode): boolean => !keeps || captured.get(name)?.may(node) !== false
      const search = { mayCapture, mayGoOn }
      return {
        may: node => findShape(shape, node, search, null, always),
        // ast-grep takes the first way of comparing, which may fail where another would not.
        must: shape.type === 'variable' && shape.name === null ? node => node.isNamed : never,
        find: keepsNames(shape) ? (node, before, goOn) => findShape(shape, node, search, before, goOn) : null,
        kinds: 'kind' in shape ? [shape.kind] : null,
      }
    }

    function ofUtility(name: unknown, keeps: boolean): Condition {
      const utility = typeof name === 'string' && Object.hasOwn(parts.utils, name) ? parts.utils[name] : undefined
      // A call with arguments, or of something that is not there.
      if (!utility) return unknown
      const key = `${keeps ? constraintKey : '-'}\n${contentKey(utility, parts.utils)}`
      const known = shared.get(key)
      if (known) return known
      // One that calls itself, which it may do further down the tree, finds this.
      let inner = unknown
      const [may, must] = [++questions, ++questions]
      const made: Condition = {
        may: node => node.remember(may, inner.may),
        must: node => node.remember(must, inner.must),
        find: null,
        kinds: null,
      }
      shared.set(key, made)
      inner = conditionOf(utility, keeps)
      made.kinds = inner.kinds
      made.find = inner.find
      return made
    }

    function ofRelation(name: RelationName, relation: unknown, keeps: boolean): Condition {
      if (!isMatcher(relation)) return unknown
      const { field, stopBy, ...matcher } = relation
      if (field !== undefined && typeof field !== 'string') return unknown
      return relationOf(name, {
        other: conditionOf(matcher, keeps),
        field: field ?? null,
        stopBy:
          stopBy === undefined || stopBy === 'neighbor'
            ? 'neighbor'
            : stopBy === 'end'
              ? 'end'
              : conditionOf(stopBy, false),
        questions: { may: ++questions, must: ++questions },
        mayGoOn,
      })
    }

    function constraintsOf({ constraints }: MatcherParts): Map<string, Condition> {
      const found = new Map<string, Condition>()
      // A constraint knows of no other.
      for (const [name, matcher] of Object.entries(constraints)) found.set(name, conditionOf(matcher, false))
      return found
    }

    return conditionOf(parts.rule, true)
  }
}

function ofKind(kind: unknown): Condition {
  // Others are ways through the tree, or errors, which have many names.
  if (typeof kind !== 'string' || !/^\w+$/.test(kind) || kind === 'ERROR') return unknown
  const holds = (node: CodeNode): boolean => node.kind === kind && node.isNamed
  return { may: holds, must: holds, find: null, kinds: [kind] }
}

function ofText(regex: unknown): Condition {
  const test = typeof regex === 'string' ? textTestOf(regex) : null
  if (!test) return unknown
  return { may: node => test(node.text) !== false, must: node => test(node.text) === true, find: null, kinds: null }
}

function ofPlace(nthChild: unknown): Condition {
  const { position, reverse = false, ...others } = isMatcher(nthChild) ? nthChild : { position: nthChild }
  const place = typeof position === 'string' && /^\d+$/.test(position) ? Number(position) : position
  if (typeof place !== 'number' || typeof reverse !== 'boolean' || Object.keys(others).length > 0) return unknown
  const direction = reverse ? 'from the end' : 'from the start'
  const holds = (node: CodeNode): boolean => node.namedPlace(direction) === place
  return { may: holds, must: holds, find: null, kinds: null }
}

function allOf(conditions: readonly Condition[]): Condition {
  const [only, another] = conditions
  if (only && !another) return only
  // What captures nothing is soon known.
  const sorted = conditions
    .filter(({ may, find }) => may !== always || find)
    .sort((a, b) => Number(a.find !== null) - Number(b.find !== null))
  const may = sorted.length === 0 ? always : (node: CodeNode): boolean => sorted.every(condition => condition.may(node))
  const findFrom = (place: number, node: CodeNode, captured: Captured | null, goOn: GoOn): boolean => {
    const condition = sorted[place]
    return condition ? findIn(condition, node, captured, now => findFrom(place + 1, node, now, goOn)) : goOn(captured)
  }
  return {
    may,
    must:
      conditions.length === 0 || conditions.some(({ must }) => must === never)
        ? never
        : node => conditions.every(({ must }) => must(node)),
    find: conditions.some(({ find }) => find)
      ? (node, captured, goOn) => may(node) && findFrom(0, node, captured, goOn)
      : null,
    kinds: conditions.find(({ kinds }) => kinds !== null)?.kinds ?? null,
  }
}

function oneOf(conditions: readonly Condition[]): Condition {
  const kinds = conditions.map(condition => condition.kinds)
  return {
    may: conditions.some(({ may }) => may === always) ? always : node => conditions.some(({ may }) => may(node)),
    must: conditions.every(({ must }) => must === never) ? never : node => conditions.some(({ must }) => must(node)),
    find: conditions.some(({ find }) => find)
      ? (node, captured, goOn) => conditions.some(condition => findIn(condition, node, captured, goOn))
      : null,
    kinds: kinds.every(own => own !== null) ? [...new Set(kinds.flat())] : null,
  }
}

function opposite({ may, must }: Condition): Condition {
  return {
    may: must === never ? always : node => !must(node),
    must: may === always ? never : node => !may(node),
    find: null,
    kinds: null,
  }
}

function keepsNames(shape: Shape): boolean {
  return shape.type === 'node' ? shape.children.some(keepsNames) : shape.type === 'variable' && shape.name !== null
}

/** Equal for utilities that mean the same: they and all that they call are written alike. */
function contentKey(matcher: unknown, utils: Readonly<Record<string, unknown>>, calls: readonly string[] = []): string {
  return JSON.stringify(matcher, (key, value: unknown) => {
    if (key !== 'matches' || typeof value !== 'string') return value
    // One that calls itself is told by its name.
    const called = Object.hasOwn(utils, value) && !calls.includes(value) ? utils[value] : undefined
    return called === undefined ? value : contentKey(called, utils, [...calls, value])
  })
}
