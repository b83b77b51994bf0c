/** Whether a text has a match; null where that cannot be said here. */
export type TextTest = (text: string) => boolean | null

/** Steps after which an expression has taken too long: JavaScript's, unlike Rust's, may try every way of dividing a text. */
const mostSteps = 1e8
/** So long a text may be for one whose ways of dividing it double with each character. */
const shortText = 24
/** A repetition of more is as good as one without end. */
const manyTimes = 20

/**
 * A regular expression of Rust's syntax, as JavaScript has it; null for one that means something else there. It answers for
 * texts that are all ASCII, and short enough for it to end soon whatever they are.
 */
export function textTestOf(source: string): TextTest | null {
  const translated = translate(source)
  if (translated === null) return null
  const { pattern, flags, longest } = translated
  let regex: RegExp
  try {
    regex = new RegExp(pattern, flags)
  } catch {
    // What was not thought of is left to ast-grep.
    return null
  }
  return text => (text.length > longest || !/^[\0-\x7f]*$/.test(text) ? null : regex.test(text))
}

interface Translated {
  pattern: string
  flags: string
  longest: number
}

/** What is open while an expression is read. */
interface Group {
  /** Whether a text can be divided among its parts in more than one way. */
  isVariable: boolean
}

function translate(source: string): Translated | null {
  if (!/^[\0-\x7f]*$/.test(source)) return null
  const [opening = '', letters = ''] = /^\(\?([is]+)\)/.exec(source) ?? []
  const body = source.slice(opening.length)
  const anyOne = letters.includes('s') ? '[^]' : '[^\\n]'
  const groups: Group[] = [{ isVariable: false }]
  let pattern = ''
  /** Repetitions without end; looking for the place where a match begins is one too. */
  let endless = 1
  let isChoice = false
  let isNested = false
  /** The group that has just been closed: what follows may repeat it. */
  let closed: Group | null = null
  const tokens = /\\.|\[\^?\]?(?:\\.|[^\\\]])*\]|\(\?(?:P?<\w+>|:)|[*+?]\??|\{\d+(?:,\d*)?\}\??|[^]/gs
  for (const [token] of body.matchAll(tokens)) {
    const group = groups.at(-1)
    if (!group) return null
    const repeated = closed
    closed = null
    if (token.length > 1 && token.startsWith('\\')) {
      const escape = escapeOf(token)
      if (escape === null) return null
      pattern += escape
    } else if (token.length > 1 && token.startsWith('[')) {
      const characters = classOf(token)
      if (characters === null) return null
      pattern += characters
    } else if (token.startsWith('(')) {
      groups.push({ isVariable: false })
      pattern += '(?:'
    } else if (token === ')') {
      closed = group
      groups.pop()
      const outer = groups.at(-1)
      if (!outer) return null
      outer.isVariable ||= group.isVariable
      pattern += ')'
    } else if (/^[*+?{]/.test(token) && token !== '{') {
      const times = timesOf(token)
      if (times > 1 && repeated?.isVariable === true) isNested = true
      if (times > manyTimes) endless++
      group.isVariable = true
      pattern += token
    } else if (token === '|') {
      group.isVariable = true
      isChoice ||= groups.length === 1
      pattern += token
    } else if (/[\\[\]{}]/.test(token)) return null
    else pattern += token === '.' ? anyOne : token
  }
  if (groups.length !== 1 || /\(\?(?!:)/.test(pattern)) return null
  if (/^(\^|\\A)/.test(body) && !isChoice) endless--
  const longest = isNested ? shortText : Math.floor(mostSteps ** (1 / Math.max(1, endless)))
  return { pattern, flags: letters.includes('i') ? 'i' : '', longest }
}

/** The same escape; null for one that is of other text than a character, a class or a place. */
function escapeOf(token: string): string | null {
  if (token === '\\A') return '^'
  if (token === '\\z') return '$'
  return /^\\[dDwWsSbBnrtfv]$|^\\[^\w<>]$/.test(token) ? token : null
}

/** The same class of characters; null for one made of others. */
function classOf(token: string): string | null {
  const [whole, start = '', inside = ''] = /^(\[\^?)(.*)\]$/s.exec(token) ?? []
  if (whole === undefined || /(?<!\\)\[|&&|--|~~/.test(inside) || /\\[^dDwWsSnrtfv\W]/.test(inside)) return null
  return `${start}${inside.startsWith(']') ? '\\' : ''}${inside}]`
}

/** How often a quantifier takes what stands before it, at most. */
function timesOf(token: string): number {
  if (token.startsWith('?')) return 1
  const [, least = '', comma, most = ''] = /^\{(\d+)(,?)(\d*)\}/.exec(token) ?? []
  return least === '' || (comma === ',' && most === '') ? Infinity : Number(comma === ',' ? most : least)
}
