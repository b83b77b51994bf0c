import { isSecretValue } from './secret-value.ts'
import { nameHints, tierOf, type Tier } from './secret-names.ts'
import type { SecretSpan, Span } from './span.ts'

/** What of a line is left to the next one: `name:` on its own, or `name: DB_PASSWORD` above `value: …`. */
export interface Pending {
  tier: Tier
  /** The next line is the value, or says `value` before it. */
  form: 'value' | 'labelled value'
}

export interface NamedValues {
  spans: SecretSpan[]
  pending: Pending | null
}

/**
 * Values that a line gives to names of secrets, in the ways of the usual languages: `name = "value"`, `name: value`,
 * `"name" => "value"`, `set_name("value")`, `<name>value</name>`, `--name value`, `?name=value&`, `;Name=value;`.
 */
export function namedValues(line: string, hasBareText: boolean): NamedValues {
  const found: NamedValues = { spans: [], pending: null }
  const comment = commentStart.exec(line)?.[0].length ?? Infinity
  nameHints.lastIndex = 0
  for (let hint = nameHints.exec(line); hint; hint = nameHints.exec(line)) {
    const name = nameAround(line, hint.index)
    nameHints.lastIndex = Math.max(name.end, hint.index + hint[0].length)
    const tier = tierOf(line.slice(name.start, name.end))
    if (!tier) continue
    if (isNamedBelow.test(line) && name.end === endOfText(line)) found.pending = { tier, form: 'labelled value' }
    const joint = jointAfter(line, name)
    if (!joint) continue
    const bare = bareTextAt(line, name, joint, hasBareText || name.start >= comment)
    const value = valueAt(line, joint.end, bare !== 'none')
    if (!value) {
      if (endOfText(line) <= joint.end && /[=:(]\s*$/.test(line)) found.pending = { tier, form: 'value' }
      continue
    }
    if (joint.isList && isNameToo(value.text)) continue
    if (!value.isQuoted && bare === 'doubtful' && !/\d|[^\w.,]/.test(value.text)) continue
    if (isSecretValue(value.text, tier)) found.spans.push(secretAt(value, tier))
    nameHints.lastIndex = Math.max(nameHints.lastIndex, value.start)
  }
  return found
}

/** The value that the line before has left to this one. */
export function pendingValue(line: string, { tier, form }: Pending, hasBareText: boolean): SecretSpan | null {
  const label = /^\s*(?:["']?(?:default)?value["']?\s*[:=]\s*)?/iy
  label.lastIndex = 0
  const start = label.exec(line)?.[0].length ?? 0
  if (form === 'labelled value' && !/value/i.test(line.slice(0, start))) return null
  const value = valueAt(line, start, hasBareText && form === 'labelled value')
  return value && isSecretValue(value.text, tier) ? secretAt(value, tier) : null
}

function secretAt({ start, end }: Span, tier: Tier): SecretSpan {
  const kind = tier === 'weak' ? 'key' : tier
  return { start, end, kind, what: kind }
}

const commentStart = /^\s*(?:\/\/|\/\*|\*|#|--\s|;|%|<!--|rem\b)/i
const isNamedBelow = /^[\s{-]*["']?name["']?\s*[:=]\s*["']?[\w.-]+["']?,?\s*$/i

/** Names are short; what is longer is text without a break, in which nobody looks for the beginning of a name. */
const longestName = 80

function nameAround(line: string, at: number): Span {
  let start = at
  while (start > 0 && at - start < longestName && /[\p{L}\p{M}\p{N}_$.-]/u.test(line.charAt(start - 1))) start--
  let end = at
  while (end < line.length && end - at < longestName && /[\p{L}\p{M}\p{N}_$-]/u.test(line.charAt(end))) end++
  // `--api-key`, and `- password:` of a list: the dashes are no part of the name.
  while (start < at && /[-.]/.test(line.charAt(start))) start++
  return { start, end }
}

function endOfText(line: string): number {
  let end = line.length
  while (end > 0 && /["',\s]/.test(line.charAt(end - 1))) end--
  return end
}

interface Joint {
  end: number
  text: string
  /** `"name", "value"`: as likely a list of names. */
  isList: boolean
}

/** `=`, `:` and the like, with the quotes and brackets that close the name and a type in between. */
const assignment =
  /["'`]?\s?\]?\s*(?::\s*[\w&<>[\]|?.' ]{1,40}?=(?![=>])|===?|!==?|:=|\?\?=|\|\|=|\?=|=>|->|[=:：])\s*/y
const comma = /["'`]\s*,\s*/y
const call = /\s*\(\s*/y
const tagEnd = />(?=[^<]*<\/)/y
const xmlValue = /["']\s+(?:default)?value\s*=\s*/iy
const blank = /\s+/y

/** Names that stand in a list of names as often as before a value; only those that end with what they are named for. */
const listed = /(?:pass\w*|pwd|secret|token|key|credentials?)$/i

function jointAfter(line: string, name: Span): Joint | null {
  const before = line.slice(Math.max(0, name.start - 10), name.start)
  const own = line.slice(name.start, name.end)
  const tries: [RegExp, boolean][] = [
    [xmlValue, true],
    [assignment, true],
    [comma, /["'`]$/.test(before) && listed.test(own)],
    [call, /^(?:\w*\.)*(?:set|with|use)_?(?=[A-Z_a-z])|\.\w+$/.test(own) || before.endsWith('.')],
    [tagEnd, before.endsWith('<')],
    [blank, /(?:^|\s)--?$|#define\s+$|\b(?:ENV|ARG)\s+$/.test(before)],
  ]
  for (const [pattern, isPossible] of tries) {
    if (!isPossible) continue
    pattern.lastIndex = name.end
    const [text] = pattern.exec(line) ?? []
    if (text !== undefined) return { end: name.end + text.length, text, isList: pattern === comma }
  }
  return null
}

/** How sure it is that what stands here without quotes is text. */
function bareTextAt(line: string, name: Span, joint: Joint, isText: boolean): 'sure' | 'doubtful' | 'none' {
  const before = line.charAt(name.start - 1)
  if (joint.text === '>' || (joint.text === '=' && /[?&;]/.test(before) && isInQuotes(line, name.start))) return 'sure'
  if (joint.text === '=' && before === '-') return 'sure'
  // `--password hunter2`, or a sentence that speaks of the option; `ENV PASSWORD hunter2` is no sentence.
  if (/^\s*$/.test(joint.text)) return before === '-' ? 'doubtful' : 'sure'
  if (joint.text === '=' && isInQuotes(line, name.start)) return 'doubtful'
  if (!isText || joint.isList) return 'none'
  return commentStart.test(line) ? 'doubtful' : 'sure'
}

function isInQuotes(line: string, at: number): boolean {
  // Far enough for a connection string.
  const before = line.slice(Math.max(0, at - 400), at)
  return ['"', "'", '`'].some(quote => before.split(quote).length % 2 === 0)
}

interface Value extends Span {
  text: string
  isQuoted: boolean
}

const quoted = /(?:[A-Za-z@$]{1,2})?(["'`])((?:\\.|(?!\1)[^\\])*)(?:\1|$)/y
const unquoted = /[^\s"'`,;&|<>(){}[\]]+/y

function valueAt(line: string, at: number, mayBeBare: boolean): Value | null {
  quoted.lastIndex = at
  const inQuotes = quoted.exec(line)
  if (inQuotes) {
    const [all, quote = '', text = ''] = inQuotes
    const start = at + all.indexOf(quote) + 1
    return { start, end: start + text.length, text, isQuoted: true }
  }
  if (!mayBeBare) return null
  unquoted.lastIndex = at
  const text = unquoted.exec(line)?.[0]
  // What is called, indexed or filled in is code all the same.
  if (text === undefined || /^[({[]/.test(line.slice(at + text.length))) return null
  return { start: at, end: at + text.length, text, isQuoted: false }
}

/** A name, or the name of a secret, like the one beside it in a list. */
function isNameToo(text: string): boolean {
  return /^[A-Za-z_][\w.-]*$/.test(text) && (!/\d/.test(text) || tierOf(text) !== null)
}
