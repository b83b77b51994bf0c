import { dollarOf, type AstGrep, type SgNode } from './ast-grep.ts'
import type { RuleLanguage } from './rule-languages.ts'

/** A matcher of a rule, or a part of one. */
export type Matcher = Readonly<Record<string, unknown>>

/** A pattern as rules write it: a text, or a part of a text. */
export interface Pattern {
  context: string
  selector: string | null
  strictness: string | null
}

/** The pattern of a matcher; null where it has none. */
export function patternOf({ pattern }: Matcher): Pattern | null {
  if (typeof pattern === 'string') return { context: pattern, selector: null, strictness: null }
  if (!isMatcher(pattern) || typeof pattern['context'] !== 'string') return null
  const { context, selector, strictness } = pattern
  return {
    context,
    selector: typeof selector === 'string' ? selector : null,
    strictness: typeof strictness === 'string' ? strictness : null,
  }
}

/** Whether a pattern is one variable and nothing else, which is any node; `$` and a name is code of its own in PHP and Bash. */
export function isAnyNode({ context, selector }: Pattern): boolean {
  return selector === null && /^\s*\$+[A-Z_][A-Z0-9_]*\s*$/.test(context)
}

/** Whether a part of a rule is an object, as every matcher is. */
export function isMatcher(value: unknown): value is Matcher {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What a pattern is as a syntax tree, variables and all; null where the library cannot read its language or finds no such part. */
export function patternNode(pattern: Pattern, language: RuleLanguage, astGrep: AstGrep): SgNode | null {
  const text = withoutDollars(pattern.context, dollarOf(language))
  const root = astGrep.parse(language, text)?.root() ?? null
  if (root === null || pattern.selector === null) return root
  try {
    return root.find({ rule: { kind: pattern.selector } })
  } catch {
    // A kind that the grammar has not is told of when the rule is compiled.
    return null
  }
}

/** Every pattern in a matcher, in matchers inside it too. */
export function patternsIn(value: unknown): Pattern[] {
  if (Array.isArray(value)) return value.flatMap(patternsIn)
  if (!isMatcher(value)) return []
  const own = patternOf(value)
  return [
    ...(own ? [own] : []),
    ...Object.entries(value).flatMap(([key, part]) => (key === 'pattern' ? [] : patternsIn(part))),
  ]
}

/**
 * The grammar of PHP reads text up to `<?php`, while ast-grep's own reads code from the start, and patterns are written for that.
 * So each pattern is put behind a `<?php`, and what is meant is selected out of it.
 */
export function asPhp(value: unknown, astGrep: AstGrep): unknown {
  if (Array.isArray(value)) return value.map(part => asPhp(part, astGrep))
  if (!isMatcher(value)) return value
  const changed: Record<string, unknown> = {}
  for (const [key, part] of Object.entries(value)) changed[key] = key === 'pattern' ? part : asPhp(part, astGrep)
  const pattern = patternOf(value)
  if (pattern === null || pattern.context.trimStart().startsWith('<?')) return changed
  if (isAnyNode(pattern)) return { ...changed, pattern: pattern.context }
  const isStatement = /[;}]\s*$/.test(pattern.context)
  const context = `<?php ${pattern.context}${isStatement ? '' : ';'}`
  const selector = pattern.selector ?? phpKind(context, isStatement, astGrep)
  if (selector === null) return changed
  const strictness = pattern.strictness === null ? {} : { strictness: pattern.strictness }
  return { ...changed, pattern: { context, selector, ...strictness } }
}

function phpKind(context: string, isStatement: boolean, astGrep: AstGrep): string | null {
  const statement = astGrep.parse('php', context)?.root().child(1) ?? null
  const meant = !isStatement && statement?.kind() === 'expression_statement' ? statement.child(0) : statement
  return meant === null ? null : String(meant.kind())
}

function withoutDollars(text: string, stand: string): string {
  return text.replaceAll(/\$+(?=[A-Z_])|\$\$\$/g, dollars => stand.repeat(dollars.length))
}
