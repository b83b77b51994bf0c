import type { SecretSpan } from '../../safety/secrets/span.ts'

/** Words that people put where a secret will be, or write to show how something is used. */
const words =
  /example|sample|placeholder|change.?(?:me|it|this)|replace|your[-_ ]|dummy|fake|mock|foo|bar\b|lorem|redacted|not.?(?:a.?)?(?:real|secret)|to.?be.?(?:set|defined|filled)|^(?:test|demo|my|some|the)[-_ ]?(?:pass|pw|secret|token|key)|^(?:test|demo)(?:ing|er)?\d{0,4}$|(.)\1{4}|^(?:0123456789|123456789?0?|abc(?:def)?\d*|qwerty\d*)$/i
/** What has a name where a value could stand, and is filled in later. */
const template = /\$\{|\{\{|<[\w -]+>|%[sdv]|\{\d*\}|\$\(|#\{|\[\[/

/** What databases and queues are started with on somebody's own computer. */
const localDefault =
  /^(?:postgres|postgresql|mysql|mariadb|mongo|redis|rabbitmq|minio(?:admin)?|guest|root|admin|user|sa)$/i
/** An expression, a pattern, or the name of a constant, which only stands where a value would. */
const code = /^[.+]\s*[$\w]|^[a-z]+(?:_[a-z]+)+=|\.[*+][)?]|\[\^|\\[wdsS][+*{]|^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/

/**
 * Whether what looks like a secret is a stand-in for one, or is no value. Whoever keeps secrets from a model may cover too
 * much; a finding that is wrong costs somebody's time.
 */
export function isStandIn(line: string, { start, end, kind }: SecretSpan): boolean {
  const value = line.slice(start, end)
  if ([words, localDefault, template, code].some(pattern => pattern.test(value))) return true
  const before = line.slice(0, start)
  // What is compared with is most often the name of a kind: `type === 'password'`.
  if (/(?:[!=]==?|~=|\bis|\bin|\bcase)\s*["'`]?$/.test(before)) return true
  const after = line.slice(end)
  // Nobody outside the computer gets there.
  if (kind === 'address' && /^@(?:localhost|127\.|0\.0\.0\.0|\[::1\]|host\b|server\b)/.test(after)) return true
  // The identifier of a key on a command line is no key.
  if (kind === 'key' && /--[\w-]+[ =]$/.test(before)) return true
  // In a list or a call the next thing is another name.
  if (/^\w+$/.test(value) && !/\d/.test(value) && /^["'`]?\s*(?:=>|:)/.test(after)) return true
  // Words with a dot, dash or underscore between them are the name of something: a message, a setting, a path.
  return /^[a-z]+(?:[._:/-][a-z]+)+$/i.test(value) && !/\d/.test(value)
}
