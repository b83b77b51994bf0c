import type { Redactor } from '../secrets/redactor.ts'
import { isInComment } from './is-in-comment.ts'
import type { InsecureCodeRule } from './rule.ts'
import { insecureCodeRules } from './rules/rules.ts'

/** Something that is wrong with code, and where: offsets in what is inserted. */
export interface InsecureFinding {
  id: string
  cwe: number
  message: string
  start: number
  end: number
}

/** Code that would be inserted, and what stands before and after it. */
export interface InsertedCode {
  before: string
  text: string
  after: string
  languageId: string
}

/** So much is looked at before the code, in whole lines, and after it: a statement, and what makes up for it. */
const seen = { before: 300, lines: 3, after: 700 }

/**
 * What is known to be insecure about the inserted code, in the order of the text. Only what it adds counts: what stands there
 * already is the user's own, and so is what would be as insecure without it. Comments are no code. The cost is bounded by the
 * length of the text.
 */
export function insecureFindings(code: InsertedCode, secrets: Pick<Redactor, 'redact'>): InsecureFinding[] {
  const { text, after, languageId } = code
  const head = lastLines(code.before)
  const tail = after.slice(0, seen.after)
  const whole = head + text + tail
  const without = head + tail
  const found = rulesFor(languageId).flatMap(({ rule, everywhere, exactly }) => {
    const places: InsecureFinding[] = []
    for (const { index, 0: match } of whole.matchAll(everywhere)) {
      const start = index - head.length
      if (start >= text.length) break
      if (start + match.length <= 0 || isInComment(whole, index, languageId)) continue
      if (start < 0 && isAt(exactly, without, index)) continue
      places.push(findingOf(rule, start, start + match.length, text.length))
    }
    return places
  })
  found.push(...secretsOf({ head, text, tail, languageId }, secrets))
  return found.sort((one, other) => one.start - other.start)
}

/**
 * Has the rules of a language ready before they are needed: they are compiled one after the other, at moments when nothing else is to
 * be done. Without it the first suggestion in a language waits for all of them.
 */
export function prepareInsecureFindings(languageId: string): void {
  const rules = rulesFor(languageId)
  const next = (at: number): void => {
    rules[at]?.everywhere.test(sample)
    if (at < rules.length) setImmediate(next, at + 1)
  }
  setImmediate(next, 0)
}

/** Long enough that V8 makes machine code at once. */
const sample = 'a = b\n'.repeat(200)

interface CompiledRule {
  rule: InsecureCodeRule
  everywhere: RegExp
  exactly: RegExp
}

const compiled = new Map<string, CompiledRule[]>()

/** The rules that hold for a language. Languages that nobody has a rule for share one list, so that names of clients fill no memory. */
function rulesFor(languageId: string): CompiledRule[] {
  const own = insecureCodeRules.some(({ languages }) => languages?.includes(languageId)) ? languageId : ''
  const known = compiled.get(own)
  if (known) return known
  const made = insecureCodeRules.filter(({ languages }) => !languages || languages.includes(own)).map(compile)
  compiled.set(own, made)
  return made
}

/** Blank space is the one thing that patterns repeat without a bound; here it gets one. */
function compile(rule: InsecureCodeRule): CompiledRule {
  const source = rule.pattern.source.replaceAll('\\s*', '\\s{0,60}').replaceAll('\\s+', '\\s{1,60}')
  const { flags } = rule.pattern
  return { rule, everywhere: new RegExp(source, `${flags}g`), exactly: new RegExp(source, `${flags}y`) }
}

function isAt(exactly: RegExp, text: string, at: number): boolean {
  exactly.lastIndex = at
  return exactly.test(text)
}

function findingOf(
  { id, cwe, message }: InsecureCodeRule,
  start: number,
  end: number,
  length: number,
): InsecureFinding {
  return { id, cwe, message, start: Math.max(0, start), end: Math.min(length, end) }
}

/** What would be covered before it left the computer is not to be written into code either. */
function secretsOf(
  { head, text, tail, languageId }: { head: string; text: string; tail: string; languageId: string },
  secrets: Pick<Redactor, 'redact'>,
): InsecureFinding[] {
  const whole = head + text + tail.slice(0, Math.max(0, tail.indexOf('\n')))
  const covered = secrets.redact(whole, languageId).slice(head.length, head.length + text.length)
  if (covered === text) return []
  let start = 0
  while (covered[start] === text[start]) start++
  let end = text.length
  while (covered[end - 1] === text[end - 1]) end--
  return [
    {
      id: 'secret',
      cwe: 798,
      message: 'A secret in code is known to all who have the code: read it from the environment or from a vault.',
      start,
      end,
    },
  ]
}

function lastLines(text: string): string {
  return text.slice(-seen.before).split('\n').slice(-seen.lines).join('\n')
}
