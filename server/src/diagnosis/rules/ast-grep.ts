import type { SgNode, SgRoot, NapiConfig } from '@ast-grep/napi'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import * as z from 'zod'
import { ruleLanguages, type RuleLanguage } from './rule-languages.ts'

export type { SgNode, NapiConfig }

/** What is used of ast-grep's library, which is native code. */
export interface AstGrep {
  /** Null for a language whose grammar there is none of on this computer. */
  parse(language: RuleLanguage, text: string): SgRoot | null
  languages: ReadonlySet<RuleLanguage>
  /** Why some languages are missing, in a sentence; null if none is. */
  whatIsMissing: string | null
}

/** In the library itself; the others are packages of their own. */
const builtIn: readonly RuleLanguage[] = ['css', 'html', 'javascript', 'tsx', 'typescript']

const registrationSchema = z.object({
  libraryPath: z.string(),
  extensions: z.array(z.string()),
  languageSymbol: z.string(),
  expandoChar: z.string(),
})

/** What stands for `$` of a variable while the text of a pattern is parsed, where names cannot have a `$`. */
const stands = new Map<RuleLanguage, string>([
  ['css', '_'],
  ['html', 'z'],
])

let loading: Promise<AstGrep> | null = null

/**
 * Loads the library, once for a process: it takes its languages only once. Rejects where there is no build of it for this computer.
 */
export function loadAstGrep(): Promise<AstGrep> {
  return (loading ??= load())
}

/** What stands for `$` while a pattern of a language is parsed. */
export function dollarOf(language: RuleLanguage): string {
  return stands.get(language) ?? '$'
}

async function load(): Promise<AstGrep> {
  const { parse, registerDynamicLanguage } = await import('@ast-grep/napi')
  const languages = new Set(builtIn)
  const missing: string[] = []
  const found: Parameters<typeof registerDynamicLanguage>[0] = {}
  // The libraries are built against glibc; the library would end the process where it cannot open one.
  const canOpen = process.platform !== 'linux' || hasGlibc()
  for (const language of ruleLanguages) {
    if (languages.has(language)) continue
    const registration = canOpen ? findLanguage(language) : null
    if (registration === null) missing.push(language)
    else {
      found[language] = registration
      stands.set(language, registration.expandoChar)
      languages.add(language)
    }
  }
  registerDynamicLanguage(found)
  return {
    parse: (language, text) => (languages.has(language) ? parse(language, text) : null),
    languages,
    whatIsMissing:
      missing.length === 0
        ? null
        : `There is no grammar for pattern rules on ${process.platform} ${process.arch} for ${missing.join(', ')}.`,
  }
}

/** Null where the package has nothing built for this computer. */
function findLanguage(language: RuleLanguage): z.infer<typeof registrationSchema> | null {
  try {
    const registration = registrationSchema.parse(
      readRegistration(createRequire(import.meta.url)(`@ast-grep/lang-${language}`)),
    )
    return fs.existsSync(registration.libraryPath) ? registration : null
  } catch {
    // Looking for the library throws where there is none.
    return null
  }
}

/** The package finds its library when it is asked for the path, which is no property that can be listed. */
function readRegistration(language: unknown): unknown {
  if (typeof language !== 'object' || language === null || !('libraryPath' in language)) return null
  return { ...language, libraryPath: language.libraryPath }
}

function hasGlibc(): boolean {
  const report: unknown = process.report.getReport()
  const schema = z.object({ header: z.object({ glibcVersionRuntime: z.string().optional() }) })
  return schema.safeParse(report).data?.header.glibcVersionRuntime !== undefined
}
