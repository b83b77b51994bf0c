import type { NapiConfig, SgNode } from './ast-grep.ts'
import { isMatcher, type Matcher } from './patterns.ts'
import type { Clause } from './required-words.ts'

/** Sifts out the rules that may find something in a tree: many rules at once, as each walk through a tree costs the same. */
export interface Sieve {
  /** The places of those rules in the list that may find something; a rule that is not among them finds nothing. */
  sift(root: SgNode, candidates: readonly number[]): number[]
}

/** Combinations of rules that are kept: files of a kind need the same ones. */
const mostKept = 200

/** What a sieve is to know of a rule. */
export interface SiftedRule {
  config: NapiConfig
  /** What is found has one word of each of these. */
  ownWords: readonly Clause[]
  /** Kinds of node that it can find; null where that is not known. */
  kinds: readonly string[] | null
}

/** Makes a sieve of rules that the library has taken one by one. */
export function createSieve(rules: readonly SiftedRule[]): Sieve {
  const shared = new Map<string, string>()
  const parts = rules.map(({ config }) => partOf(config, shared))
  const kept = new Map<string, NapiConfig>()

  function combined(indexes: readonly number[]): NapiConfig {
    const key = indexes.join(' ')
    const known = kept.get(key)
    if (known) return known
    const utils: Record<string, Matcher> = {}
    const any: Matcher[] = []
    for (const index of indexes) {
      const part = parts[index]
      if (!part) continue
      any.push(part.matcher)
      Object.assign(utils, part.utils)
    }
    const config: NapiConfig = { rule: { any }, ...(Object.keys(utils).length > 0 && { utils }) }
    if (kept.size >= mostKept) kept.clear()
    kept.set(key, config)
    return config
  }

  return {
    sift(root, candidates) {
      // A call with arguments means something only beside its own utilities: such a rule is not sifted.
      const sifted = candidates.filter(index => parts[index])
      const matches = sifted.length === 0 ? [] : root.findAll(combined(sifted))
      // Which of the rules held is not told; what no place speaks for did not.
      const places = matches.map(match => ({ kind: String(match.kind()), text: match.text() }))
      return candidates.filter(index => !parts[index] || places.some(place => mayHold(rules[index], place)))
    },
  }
}

function mayHold(rule: SiftedRule | undefined, { kind, text }: { kind: string; text: string }): boolean {
  if (!rule || (rule.kinds !== null && !rule.kinds.includes(kind))) return false
  return rule.ownWords.every(clause => clause.some(word => text.includes(word)))
}

interface Part {
  matcher: Matcher
  utils: Record<string, Matcher>
}

/**
 * A rule as one of several alternatives, without its constraints, which makes it hold more often and never less. Its utilities
 * get names by their content, so that equal ones of several rules are one.
 */
function partOf({ rule, utils = {} }: NapiConfig, shared: Map<string, string>): Part | null {
  const own = new Map(
    Object.entries(utils).map(([name, matcher]) => [name, { matcher, key: contentKey(matcher, utils) }]),
  )
  const named: Record<string, Matcher> = {}
  const found = { isPlain: true }
  const renamed = (name: string): string => {
    const key = own.get(name)?.key
    if (key === undefined) return name
    const known = shared.get(key)
    if (known !== undefined) return known
    const fresh = `utility-${shared.size}`
    shared.set(key, fresh)
    return fresh
  }
  const rewrite = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rewrite)
    if (!isMatcher(value)) return value
    const changed: Record<string, unknown> = {}
    for (const [key, part] of Object.entries(value)) {
      if (key === 'matches' && typeof part !== 'string') found.isPlain = false
      changed[key] = key === 'matches' && typeof part === 'string' ? renamed(part) : rewrite(part)
    }
    return changed
  }
  for (const [name, { matcher }] of own) {
    const changed = rewrite(matcher)
    if (isMatcher(changed)) named[renamed(name)] = changed
  }
  const matcher = rewrite(rule)
  return found.isPlain && isMatcher(matcher) ? { matcher, utils: named } : null
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
