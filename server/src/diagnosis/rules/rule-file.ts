import * as z from 'zod'
import type { Severity } from '../../config.ts'

/** A rule as ast-grep has it. What only ast-grep's library can judge, the matchers, is left as it stands. */
const matcherSchema = z.record(z.string(), z.unknown())

const textOrTexts = z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))]).transform(listOf)

const fixSchema = z.object({
  template: z.string(),
  title: z.string().optional(),
  expandStart: matcherSchema.optional(),
  expandEnd: matcherSchema.optional(),
})

/** A fix, with siblings that go with what was found. */
export type FixTemplate = z.infer<typeof fixSchema>

const globSchema = z.union([z.string(), z.object({ glob: z.string() }).transform(({ glob }) => glob)])

/** Our own additions, all of them optional: what a rule of ast-grep's has no place for. */
const metadataSchema = z.looseObject({
  title: z.string().optional(),
  cwe: textOrTexts.optional(),
  owasp: textOrTexts.optional(),
  /** What it is about, where no CWE fits: `correctness`, `performance` or `style`. */
  category: z.string().optional(),
  bad: z.string().optional(),
  good: z.string().optional(),
  /** All languages of a rule that holds for several; without it the one in `language`. */
  languages: z.array(z.string()).optional(),
  'fix-title': z.string().optional(),
  /** A variable without which there is no fix: what the fix uses, such as an import, is not there. */
  'fix-needs': z.string().optional(),
  /** What is found is never needed: editors show it faded. */
  unnecessary: z.boolean().optional(),
})

/** https://ast-grep.github.io/reference/yaml.html */
export const ruleFileSchema = z.looseObject({
  id: z.string().min(1),
  language: z.string(),
  severity: z.enum(['error', 'warning', 'info', 'hint', 'off']).default('hint'),
  message: z.string().optional(),
  note: z.string().optional(),
  url: z.string().optional(),
  rule: matcherSchema,
  constraints: z.record(z.string(), matcherSchema).optional(),
  utils: z.record(z.string(), matcherSchema).optional(),
  transform: z.unknown().optional(),
  rewriters: z.unknown().optional(),
  fix: z.union([z.string(), fixSchema, z.array(fixSchema)]).optional(),
  files: z.array(globSchema).optional(),
  ignores: z.array(globSchema).optional(),
  metadata: metadataSchema.nullish(),
})

export type RuleFile = z.infer<typeof ruleFileSchema>

/** A matcher that every rule of a language can call by its id: a file below `utilDirs`. */
export const utilityFileSchema = z.looseObject({
  id: z.string().min(1),
  language: z.string(),
  rule: matcherSchema,
  utils: z.record(z.string(), matcherSchema).optional(),
})

export type UtilityFile = z.infer<typeof utilityFileSchema>

/** Cases of a rule, in the format of `ast-grep test`. */
export const casesFileSchema = z.looseObject({
  id: z.string().min(1),
  valid: z.array(z.string()).default([]),
  invalid: z.array(z.string()).default([]),
  /** Our own addition: what the fix makes of code, once everything that it can mend there is mended. */
  fixed: z.array(z.object({ before: z.string(), after: z.string() })).default([]),
})

export type RuleCases = z.infer<typeof casesFileSchema>

/** What is used of ast-grep's `sgconfig.yml`. */
export const projectFileSchema = z.looseObject({
  ruleDirs: z.array(z.string()).default([]),
  utilDirs: z.array(z.string()).default([]),
  testConfigs: z.array(z.looseObject({ testDir: z.string() })).default([]),
})

/** The severity that a rule file gives; null for `off`. */
export function severityOf({ severity }: RuleFile): Severity | null {
  if (severity === 'off') return null
  return severity === 'info' ? 'information' : severity
}

function listOf(value: string | number | (string | number)[]): string[] {
  return (Array.isArray(value) ? value : [value]).map(String)
}
