/** A kind of code that is known to be insecure, wherever it stands. */
export interface InsecureCodeRule {
  /** Stable, for logs and for people who look it up. */
  id: string
  /** Number in the Common Weakness Enumeration. */
  cwe: number
  /** What is wrong and what to do instead, in one sentence. */
  message: string
  /** Language identifiers of the protocol; none means all. */
  languages?: readonly string[]
  /**
   * Ends where it has seen enough, so that what follows does not count as part of it. Repeats nothing without a bound but blank
   * space, and no group in which something is repeated: it is tried on every suggestion.
   */
  pattern: RegExp
}

export const ecmascript = ['javascript', 'javascriptreact', 'typescript', 'typescriptreact', 'vue', 'svelte', 'html']
export const jvm = ['java', 'kotlin', 'scala', 'groovy']
export const cFamily = ['c', 'cpp', 'objective-c', 'objective-cpp', 'cuda-cpp']
export const php = ['php', 'blade']
export const ruby = ['ruby', 'erb']
export const shell = ['shellscript', 'bash', 'sh', 'dockerfile', 'makefile', 'yaml']

export const certificateMessage =
  'Without a check of the certificate anybody can answer instead: leave verification on.'
export const traversalMessage =
  'A path from a request can lead to any file: take its last part alone, or check where it leads.'
export const redirectMessage =
  'A request can send people to any site in this way: check the address against a list of what may come.'
export const fetchMessage =
  'A request can reach addresses of your own network in this way: check the address against a list of what may come.'

/**
 * A value that nobody may guess, made by something that can be foretold. `generators` are the calls that make it. A plain `token` is
 * as often a piece of a text, so that one counts only where nothing is looked up.
 */
export function guessable(generators: string): RegExp {
  const named = `${secretName}${assignment}[^\\n;]{0,80}?(?:${generators})`
  const plain = `(?<![a-z])token${assignment}[^\\n;[]{0,60}?(?:${generators})(?!\\s*\\w{0,20}(?:tokens|vocabulary|vocab|words)\\b)`
  return new RegExp(`${named}|${plain}`, 'i')
}

const secretName =
  /(?:passw(?:or)?d|secret(?!ar|_?santa)|nonce|(?<![a-z])salt|(?:\b|_)otp|session_?id|api_?key|(?:reset|auth|access|csrf|xsrf|session|refresh|verification|invite|user|api|secure|random)_?token)(?!\w{0,20}(?:len|size|count|index|idx|strength|field|input|delay|retries|attempt))\w{0,20}/
    .source
const assignment = /["'\]]{0,2}\s*(?::\s*\w{1,20}\s*)?(?::?=|\+=|:)(?!=)/.source
