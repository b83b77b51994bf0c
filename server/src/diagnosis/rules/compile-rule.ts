import { forAscii } from './ascii-regex.ts'
import type { AstGrep, NapiConfig, SgNode } from './ast-grep.ts'
import { asPhp, isAnyNode, isMatcher, patternNode, patternsIn, type Matcher } from './patterns.ts'
import { requiredWords, type Clause, type MatcherParts } from './required-words.ts'
import type { RuleLanguage } from './rule-languages.ts'
import type { Rule } from './rule-set.ts'

/** A rule as the library takes it, for one language. */
export interface CompiledRule {
  rule: Rule
  /** Its matchers, as the library takes them. */
  parts: MatcherParts
  config: NapiConfig
  /** Finds the same in texts that are all ASCII, and is compiled faster. */
  asciiConfig: NapiConfig
  /** In a text without one word of each of them there is nothing to find. */
  words: Clause[]
  /** What is questionable about it, in sentences; it works all the same. */
  warnings: string[]
}

/** Makes a rule ready for one of its languages. A sentence instead says why it cannot be. */
export function compileRule(rule: Rule, language: RuleLanguage, astGrep: AstGrep): CompiledRule | string {
  const empty = astGrep.parse(language, '')
  if (empty === null) return `There is no grammar for ${language} on this computer.`
  const written: MatcherParts = { rule: rule.rule, constraints: rule.constraints ?? {}, utils: utilitiesOf(rule) }
  const parts = language === 'php' ? phpParts(written, astGrep) : written
  const { rule: matcher, constraints, utils } = parts
  const configOf = (change: (value: Matcher) => Matcher): NapiConfig => ({
    rule: change(matcher),
    ...(Object.keys(constraints).length > 0 && { constraints: changed(constraints, change) }),
    ...(Object.keys(utils).length > 0 && { utils: changed(utils, change) }),
    ...(rule.transform !== undefined && rule.rewriters === undefined && { transform: rule.transform }),
  })
  const config = configOf(value => value)
  try {
    empty.root().findAll(config)
  } catch (error) {
    return `ast-grep does not take it: ${reasonOf(error)}`
  }
  const warnings = patternsIn(config).flatMap(pattern => {
    if (isAnyNode(pattern)) return []
    const node = patternNode(pattern, language, astGrep)
    if (node !== null && !node.has({ rule: { kind: 'ERROR' } })) return []
    return [
      `The pattern ${JSON.stringify(pattern.context)} is no complete piece of ${language}, and may find nothing. Give it a \`context\` that is, and a \`selector\`.`,
    ]
  })
  if (rule.rewriters !== undefined) warnings.push('It uses `rewriters`: what it finds is shown, its fix is not.')
  return {
    rule,
    parts,
    config,
    asciiConfig: takenOr(
      configOf(value => matcherOf(forAscii(value))),
      config,
      empty.root(),
    ),
    words: requiredWords(parts, language, astGrep),
    warnings,
  }
}

/** A config if the library takes it, else another that it is known to take. */
function takenOr(config: NapiConfig, other: NapiConfig, root: SgNode): NapiConfig {
  try {
    root.findAll(config)
    return config
  } catch {
    // It is only faster: a regular expression of a kind that was not thought of is used as it stands.
    return other
  }
}

function changed(named: MatcherParts['utils'], change: (value: Matcher) => Matcher): Record<string, Matcher> {
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [name, change(value)]))
}

function phpParts(parts: MatcherParts, astGrep: AstGrep): MatcherParts {
  const matchers = (named: MatcherParts['utils']): Record<string, Matcher> =>
    Object.fromEntries(Object.entries(named).map(([name, matcher]) => [name, matcherOf(asPhp(matcher, astGrep))]))
  return {
    rule: matcherOf(asPhp(parts.rule, astGrep)),
    constraints: matchers(parts.constraints),
    utils: matchers(parts.utils),
  }
}

function matcherOf(value: unknown): Matcher {
  return isMatcher(value) ? value : {}
}

/** Its own, and those of its folder that it calls, directly or not. */
function utilitiesOf(rule: Rule): Record<string, Matcher> {
  const found: Record<string, Matcher> = { ...rule.utils }
  const waiting: unknown[] = [rule.rule, rule.constraints, rule.utils]
  while (waiting.length > 0) {
    for (const name of callsIn(waiting.pop())) {
      const utility = Object.hasOwn(found, name) ? undefined : rule.utilities.find(({ id }) => id === name)
      if (utility === undefined) continue
      found[name] = utility.rule
      for (const [inner, matcher] of Object.entries(utility.utils ?? {})) found[inner] ??= matcher
      waiting.push(utility.rule, utility.utils)
    }
  }
  return found
}

/** Names of the utilities that a matcher calls. */
function callsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(callsIn)
  if (!isMatcher(value)) return []
  const { matches } = value
  const own = typeof matches === 'string' ? [matches] : isMatcher(matches) ? Object.keys(matches) : []
  return [...own, ...Object.values(value).flatMap(callsIn)]
}

/** The library tells the chain of reasons, one a line. */
function reasonOf(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error))
    .split('\n')
    .map(line => line.replace(/^\s*\|->/, '').trim())
    .filter(Boolean)
  const text = lines.length > 1 ? lines.slice(1).join(' ') : lines.join(' ')
  return /[.!?]$/.test(text) ? text : `${text}.`
}
