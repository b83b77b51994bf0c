import { tierOf, type Tier } from './secret-names.ts'

/** Whether a value under a name of this tier is a secret, and not a word, a place or a stand-in for one. */
export function isSecretValue(value: string, tier: Tier): boolean {
  if (isPlaceholder(value)) return false
  switch (tier) {
    case 'password':
      return value.length >= 3 && !/\s/.test(value) && !isLabel(value) && !isAddress(value)
    case 'token':
      return value.length >= 6 && isToken(value) && entropyOf(value) >= 2.3
    case 'weak':
      return (
        value.length >= 16 &&
        isToken(value) &&
        !/[^\w+/=.-]/.test(value) &&
        /\d/.test(value) &&
        entropyOf(value) >= (isHex(value) ? 3 : 3.5)
      )
  }
}

/**
 * What stands where a secret will be, or what all the world knows to be none: such values say something to the model, and
 * give nothing away.
 */
export function isPlaceholder(value: string): boolean {
  if (/^(.)\1*$/s.test(value) || value === '') return true
  if (marked.some(pattern => pattern.test(value))) return true
  if (/EXAMPLE/.test(value)) return true
  const segments = value
    .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(segment => segment !== '')
  if (segments.some(segment => standIns.has(segment))) return true
  return standIns.has(segments.join('')) || known.has(segments.join(''))
}

/** Marks of templates, variables and parameters, in which something else is put before anybody uses them. */
const marked = [
  /^<.*>$/,
  /^\[.*\]$/,
  /\$\{|#\{|\{\{|<%|\$\(|%\(/,
  /^\$[A-Za-z_]/,
  /^%\w+%?$/,
  /\{[A-Za-z_][\w.]*\}/,
  /^__\w+__$/,
  /^@\w+@$/,
  /^:\w+$/,
  /^\.{3}|\.{3}$|…/,
  /x{4}|\*{3}/i,
  // Versions, and rules of forms.
  /^[~^v]?\d+\.\d+\.\d+/,
  /^(?:required|nullable|sometimes|confirmed)\|/,
]
/** A value with one of these words in it has been written for somebody to replace it. */
const standIns = new Set(
  (
    'your yours yourpassword yoursecret yourtoken yourkey changeme changeit example placeholder dummy fake sample redacted ' +
    'replace replaceme insert todo fixme tbd'
  ).split(' '),
)
/** Whole values, without what is between words, that are no secret to anybody, or no value at all. */
const known = new Set(
  (
    'password passwd pass pwd secret mysecret mypassword mytoken token apikey key string str text none null nil undefined ' +
    'true false yes no required optional hidden default value test testing foo bar baz foobar abc env admin root user ' +
    'username guest anonymous unset empty unknown disabled enabled auto basic bearer self this ' +
    'any number integer int bool boolean bytes object varchar sensitive secure confirmed'
  ).split(' '),
)

/** Nobody has a password in a script without capitals: that is a word or a sentence for a person to read. */
const inAnotherScript = /^[\p{Lo}\p{Lm}\p{M}\p{P}\p{S}]+$/u

/** "Passwort" is what a field is called in a language, and `db_password` what it is called in a program. */
function isLabel(value: string): boolean {
  return (
    /^\p{Lu}\p{Ll}+$/u.test(value) ||
    inAnotherScript.test(value) ||
    (!/\d/.test(value) && tierOf(value) !== null && isWords(value))
  )
}

/** Nothing but characters of which tokens are made; no sentence, no code, and no place where something else is. */
function isToken(value: string): boolean {
  const isOne = /^[\w+/=.~:!?@#$%^&*(),-]+$/.test(value) && /[A-Za-z0-9]{3}/.test(value)
  return isOne && !/^[\d.,:-]+$/.test(value) && !isAddress(value) && !isWords(value)
}

function isAddress(value: string): boolean {
  if (/^(?:[a-z][a-z+.-]*:\/\/|urn:|arn:|[A-Z]:\\)/.test(value)) return true
  return /^(?:\.{1,2}|~)?\//.test(value) && isWords(value)
}

/** Words with marks between them, in one of the ways in which names are written; numbers behind them do not count. */
export function isWords(value: string): boolean {
  const segments = value.match(/[A-Z]?[a-z]+\d{0,2}|[A-Z]+(?![a-z])\d{0,2}/g) ?? []
  const between = value.replace(/[A-Z]?[a-z]+\d{0,2}|[A-Z]+(?![a-z])\d{0,2}/g, '')
  if (!/^(?:[^A-Za-z0-9]|(?<![a-z])v?\d{1,2}(?!\d))*$/.test(between)) return false
  const letters = segments.join('').replace(/\d/g, '').length
  // By chance letters make words of one or two, and digits stand between them.
  const isBroken = /\d[A-Za-z]/.test(value)
  return letters / segments.length >= (isBroken ? 3.5 : 2.5) && !/[bcdfghjklmnpqrstvwxz]{6}/i.test(value)
}

function isHex(value: string): boolean {
  return /^[0-9a-f-]+$/i.test(value)
}

/** Shannon's entropy in bits for each character. */
export function entropyOf(value: string): number {
  const counts = new Map<string, number>()
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length)
  return bits
}
