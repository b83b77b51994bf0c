import { isSecretValue } from './secret-value.ts'
import { namedValues, type Pending } from './named-values.ts'
import type { SecretSpan } from './span.ts'
import { surroundedSecrets, tokenFormats } from './token-formats.ts'

/** The secrets that a line holds by our own rules, and what it leaves to the next one. */
export interface LineSecrets {
  spans: SecretSpan[]
  pending: Pending | null
}

/** All formats in one expression: one pass over the line instead of forty. */
const anyToken = new RegExp(tokenFormats.map(({ pattern }) => pattern.source).join('|'), 'g')
/** All of them have a row like this; most lines have none. */
const tokenHint = /[A-Za-z0-9_-]{16}/
/** Nothing shorter holds a name, a mark and a value. */
const shortest = 8

export function secretsInLine(line: string, hasBareText: boolean): LineSecrets {
  if (line.length < shortest) return { spans: [], pending: null }
  const { spans, pending } = namedValues(line, hasBareText)
  if (tokenHint.test(line)) {
    for (const { index, 0: token } of line.matchAll(anyToken)) {
      if (!isExample(token))
        spans.push({ start: index, end: index + token.length, kind: 'provider-token', what: formatOf(token) })
    }
  }
  for (const { name, kind, hint, pattern, tier } of surroundedSecrets) {
    if (!hint.test(line)) continue
    for (const { indices } of line.matchAll(pattern)) {
      const [start, end] = indices?.[1] ?? [0, 0]
      if (tier === null || isSecretValue(line.slice(start, end), tier)) spans.push({ start, end, kind, what: name })
    }
  }
  return { spans, pending }
}

function formatOf(token: string): string {
  // Some formats are known by what stands before them, which is no part of the token.
  const known = tokenFormats.find(({ pattern }) => pattern.exec(token)?.[0] === token)
  return known?.name ?? 'webhook'
}

/** Providers' own examples say so, and people write rows of one letter. */
function isExample(token: string): boolean {
  return /EXAMPLE|example|x{4}|X{4}|0{8}|your/.test(token)
}
