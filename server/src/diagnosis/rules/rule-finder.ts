import type { Severity } from '../../config.ts'
import type { Finder } from '../diagnose-file.ts'
import type { Finding } from '../finding.ts'
import type { Subject } from '../subject.ts'
import { isAscii } from './ascii-regex.ts'
import type { AstGrep } from './ast-grep.ts'
import { compileRule, type CompiledRule } from './compile-rule.ts'
import { problemText, ruleName } from './inspect-rules.ts'
import { isDeeperThan, isTooDeep } from './depth.ts'
import { createTreeCount } from './free-trees.ts'
import { createIsMeant } from './meant-files.ts'
import { fixesOf } from './rule-fix.ts'
import { severityOf } from './rule-file.ts'
import { identifiersOf, ruleLanguages, type RuleLanguage } from './rule-languages.ts'
import type { Rule } from './rule-set.ts'
import { createSieve, type Sieve } from './sift/sieve.ts'
import { fillMessage } from './template.ts'
import { createWordSearch, type WordSearch } from './word-search.ts'

export interface RuleFinderOptions {
  rules: readonly Rule[]
  astGrep: AstGrep
  /** Severities instead of the rules' own. */
  overrides: Readonly<Record<string, Severity | 'off'>>
  /** Folders of the workspace. */
  roots: readonly string[]
  log: (message: string) => void
}

interface ReadyRule extends CompiledRule {
  severity: Severity
  isMeant: (path: string) => boolean
}

interface ReadyLanguage {
  rules: ReadyRule[]
  words: WordSearch
  /** Null for a language that there is none for. */
  sieve: Sieve | null
}

/** Most findings of one rule in one file: whoever sees so many has seen enough. */
const mostFindings = 200
/** The sieve goes down a tree by calling itself. */
const deepForSieve = 300

/** Finds what pattern rules describe. Rules of a language are made ready when its first file comes. */
export function createRuleFinder({ rules, astGrep, overrides, roots, log }: RuleFinderOptions): Finder {
  const ready = new Map<RuleLanguage, ReadyLanguage>()
  const countTree = createTreeCount()

  function readyFor(language: RuleLanguage): ReadyLanguage {
    const known = ready.get(language)
    if (known) return known
    const own = rules.filter(rule => rule.ruleLanguages.includes(language)).flatMap(rule => makeReady(rule, language))
    const made = {
      rules: own,
      words: createWordSearch(own.flatMap(rule => rule.words.flat())),
      sieve: createSieve(
        own.map(({ parts }) => parts),
        language,
        astGrep,
      ),
    }
    ready.set(language, made)
    return made
  }

  function makeReady(rule: Rule, language: RuleLanguage): ReadyRule[] {
    const own = Object.hasOwn(overrides, rule.id) ? overrides[rule.id] : undefined
    const severity = own ?? severityOf(rule)
    if (severity === null || severity === 'off') return []
    const compiled = compileRule(rule, language, astGrep)
    if (typeof compiled === 'string') {
      log(problemText({ file: ruleName(rule), reason: compiled }))
      return []
    }
    for (const warning of compiled.warnings) log(`The rule ${rule.id} (${rule.path}): ${warning}`)
    return [{ ...compiled, severity, isMeant: createIsMeant(rule, roots) }]
  }

  return {
    name: 'rules',
    find(subject) {
      const language = languageOf(subject.languageId)
      // What took too long to read once is not read again.
      if (language === null || (subject.syntax === null && subject.grammarName !== null)) return []
      const { text, path, syntax } = subject
      const { rules: own, words, sieve } = readyFor(language)
      const occurs = words.in(text)
      const candidates = [...own.keys()].filter(index => {
        const rule = own[index]
        return rule?.words.every(clause => clause.some(occurs)) === true && rule.isMeant(path)
      })
      if (candidates.length === 0) return []
      const isDeep = isDeeperThan(deepForSieve, subject)
      if (isDeep && isTooDeep(subject)) {
        log(`${path} is nested too deeply for pattern rules.`)
        return []
      }
      const left = sieve && syntax && !isDeep ? sieve.sift(text, syntax.tree.rootNode, candidates) : candidates
      if (left.length === 0) return []
      countTree(text)
      const root = astGrep.parse(language, text)?.root()
      if (!root) return []
      const inAscii = isAscii(text)
      return left.flatMap(index => {
        const rule = own[index]
        if (!rule) return []
        return root
          .findAll(inAscii ? rule.asciiConfig : rule.config)
          .slice(0, mostFindings)
          .map(match => findingOf(rule.rule, rule.severity, match, subject))
      })
    },
  }
}

function findingOf(rule: Rule, severity: Severity, match: Parameters<typeof fixesOf>[1], subject: Subject): Finding {
  const { start, end } = match.range()
  return {
    rule: rule.id,
    kind: 'rule',
    severity,
    message: fillMessage(rule.message ?? rule.metadata?.title ?? rule.id, match),
    range: { start: subject.positionAt(start.index), end: subject.positionAt(end.index) },
    steps: [],
    fixes: fixesOf(rule, match, subject),
    ...(rule.metadata?.unnecessary === true && { isUnnecessary: true }),
  }
}

const languages = new Map(ruleLanguages.flatMap(language => identifiersOf(language).map(id => [id, language])))

/** The language of rules that look at files of a language of LSP. */
function languageOf(languageId: string): RuleLanguage | null {
  return languages.get(languageId) ?? null
}
