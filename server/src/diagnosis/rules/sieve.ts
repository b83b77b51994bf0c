import type { NapiConfig, SgNode } from './ast-grep.ts'
import { isMatcher, type Matcher } from './patterns.ts'

/** Sifts out the rules that may find something in a tree: many rules at once, as each walk through a tree costs the same. */
export interface Sieve {
  /** The places of those rules in the list that may find something; a rule that is not among them finds nothing. */
  sift(root: SgNode, candidates: readonly number[]): number[]
}

/** A variable that no rule has; with a rule's place behind it, it tells which of them holds. */
const mark = 'WAYLINE_RULE_'
/** Combinations of rules that are kept: files of a kind need the same ones. */
const mostKept = 200

/** Makes a sieve of rules that the library has taken one by one. */
export function createSieve(configs: readonly NapiConfig[]): Sieve {
  const shared = new Map<string, string>()
  const parts = configs.map((config, index) => partOf(config, index, shared))
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
      // A call with arguments means something only beside its own utilities.
      const found = candidates.filter(index => !parts[index])
      let left = candidates.filter(index => parts[index])
      while (left.length > 0) {
        const hit = new Set<number>()
        for (const match of root.findAll(combined(left))) {
          // Of several rules that hold for a node the first one is told: the others are looked for again without it.
          const index = left.find(candidate => match.getMatch(`${mark}${candidate}`) !== null)
          if (index !== undefined) hit.add(index)
        }
        if (hit.size === 0) break
        found.push(...hit)
        left = left.filter(index => !hit.has(index))
      }
      return found.sort((a, b) => a - b)
    },
  }
}

interface Part {
  matcher: Matcher
  utils: Record<string, Matcher>
}

/**
 * A rule as one of several alternatives, without its constraints, which makes it hold more often and never less. Its utilities
 * get names by their content, so that equal ones of several rules are one.
 */
function partOf({ rule, utils = {} }: NapiConfig, index: number, shared: Map<string, string>): Part | null {
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
  const matcher = { all: [rewrite(rule), { pattern: `$${mark}${index}` }] }
  return found.isPlain ? { matcher, utils: named } : null
}

/** Equal for utilities that mean the same: they and all that they call are written alike. */
function contentKey(matcher: unknown, utils: object): string {
  const text = JSON.stringify(matcher)
  return text.includes('"matches"') ? `${text}\n${JSON.stringify(utils)}` : text
}
