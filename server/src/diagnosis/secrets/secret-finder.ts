import { keyLineOf, linesInKeys } from '../../safety/secrets/key-blocks.ts'
import { hasBareText } from '../../safety/secrets/language-kind.ts'
import { pendingValue, type Pending } from '../../safety/secrets/named-values.ts'
import type { FindSecrets } from '../../safety/secrets/published-rules.ts'
import { secretsInLine } from '../../safety/secrets/secrets-in-line.ts'
import { covered, type SecretKind, type SecretSpan } from '../../safety/secrets/span.ts'
import type { Severity } from '../../config.ts'
import type { Finder } from '../diagnose-file.ts'
import type { Finding } from '../finding.ts'
import type { Subject } from '../subject.ts'
import { purposeOf } from './file-purpose.ts'
import { isStandIn } from './stand-ins.ts'

export interface SecretFinderOptions {
  /** What lies in them is named from there on, so that where a project lies says nothing of its files. */
  roots: readonly string[]
  /** Brings the published rules. */
  load?: () => Promise<FindSecrets>
}

/** More in one file are a list of them, or no secrets at all. */
const mostInFile = 50
/** Longer lines have been written by a machine. */
const longestLine = 2000

/** Secrets that stand in a file: in any text, whatever its language. What they say is never repeated. */
export function createSecretFinder({ roots, load = publishedRules }: SecretFinderOptions): Finder {
  let published: Promise<FindSecrets> | null = null
  return {
    name: 'secrets',
    async find(subject) {
      const purpose = purposeOf(subject.path, roots)
      if (purpose === 'generated') return []
      published ??= load()
      return secretsIn(subject, await published)
        .filter(({ kind, what }) => purpose === 'product' || (isSureAnywhere(kind) && what !== webToken))
        .slice(0, mostInFile)
        .map(secret => findingOf(secret, subject, purpose === 'product' ? null : 'information'))
    },
  }
}

/** Tests are full of them: anybody can make one. */
const webToken = 'JSON Web Token'

/** What nobody writes by chance, and is a secret in a test and in a text for readers too. */
function isSureAnywhere(kind: SecretKind): boolean {
  return kind === 'provider-token' || kind === 'private-key'
}

function secretsIn({ text, languageId }: Subject, published: FindSecrets): SecretSpan[] {
  const lines = text.split('\n')
  const isText = hasBareText(languageId)
  const found: SecretSpan[] = []
  let pending: Pending | null = null
  let start = 0
  for (const line of lines) {
    const offset = start
    const add = (span: SecretSpan): void => {
      const isUnsure = !isSureAnywhere(span.kind)
      if (isUnsure && (commentLine.test(line) || isStandIn(line, span))) return
      found.push({ ...span, start: span.start + offset, end: span.end + offset })
    }
    const value = pending ? pendingValue(line, pending, isText) : null
    if (value) add(value)
    const own = line.length > longestLine ? { spans: [], pending: null } : secretsInLine(line, isText)
    own.spans.forEach(add)
    pending = own.pending
    start += line.length + 1
  }
  const known = [...found, ...keysIn(lines)]
  // Our own rules know better where a secret ends, so that the others are shown what is left.
  const others = published(covered(text, known)).map(({ start, end, what = 'token' }): SecretSpan => ({
    start,
    end,
    kind: 'provider-token',
    what,
  }))
  return withoutOverlaps([...known, ...others])
}

/** What explains the code shows how it is used, with values that nobody has. */
const commentLine = /^\s*(?:\/\/|\/\*|\*\s|#(?!define)|--\s|;|%|<!--|rem\b)/i

/** Private keys over several lines: each is one secret, at its first line. */
function keysIn(lines: readonly string[]): SecretSpan[] {
  const kinds = lines.map(keyLineOf)
  if (!kinds.includes('begin')) return []
  const inKeys = linesInKeys(lines, kinds, 'text')
  const keys: SecretSpan[] = []
  let start = 0
  for (const [at, line] of lines.entries()) {
    if (kinds[at] === 'begin' && isFollowedByKey(inKeys, at)) {
      const { index, 0: mark } = /-----BEGIN.*-----|\S.*/.exec(line) ?? { index: 0, 0: line }
      keys.push({ start: start + index, end: start + index + mark.length, kind: 'private-key', what: 'private key' })
    }
    start += line.length + 1
  }
  return keys
}

/** Below the first line there may be a header. */
function isFollowedByKey(inKeys: ReadonlySet<number>, at: number): boolean {
  return [1, 2, 3, 4].some(below => inKeys.has(at + below))
}

function withoutOverlaps(spans: readonly SecretSpan[]): SecretSpan[] {
  const sorted = [...spans].sort((one, other) => one.start - other.start || other.end - one.end)
  const kept: SecretSpan[] = []
  for (const span of sorted) if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span)
  return kept
}

const rules: Record<SecretKind, { rule: string; severity: Severity }> = {
  'provider-token': { rule: 'secret-token', severity: 'error' },
  'private-key': { rule: 'secret-private-key', severity: 'error' },
  password: { rule: 'secret-password', severity: 'warning' },
  token: { rule: 'secret-value', severity: 'warning' },
  key: { rule: 'secret-value', severity: 'warning' },
  address: { rule: 'secret-in-address', severity: 'warning' },
  header: { rule: 'secret-in-header', severity: 'warning' },
}

function findingOf(secret: SecretSpan, { text, positionAt }: Subject, severity: Severity | null): Finding {
  const { rule, severity: own } = rules[secret.kind]
  const range = { start: positionAt(secret.start), end: positionAt(secret.end) }
  const value = secret.what === 'private key' ? '' : ` (${masked(text.slice(secret.start, secret.end))})`
  return {
    rule,
    kind: 'secret',
    severity: severity ?? own,
    message: `${sentences[secret.kind](secret.what)}${value}. Whoever can read this file, now or in its history, has it.`,
    range,
    steps: [],
    fixes: [],
  }
}

const sentences: Record<SecretKind, (what: string) => string> = {
  'provider-token': what => `A secret is written here: ${what}`,
  'private-key': () => 'A private key is written here',
  password: what => `A password is written here${what === 'password' ? '' : `: ${what}`}`,
  token: () => 'A secret value is written here',
  key: () => 'What looks like a secret key is written here',
  address: () => 'A password is written here, in an address',
  header: () => 'What gives access is written here, as it stands in a header',
}

/** Enough to recognise a secret by, and too little to use it. */
function masked(value: string): string {
  const shown = value.length >= 16 ? 4 : value.length >= 8 ? 2 : 0
  return `\`${value.slice(0, shown)}…\`, ${value.length} characters`
}

async function publishedRules(): Promise<FindSecrets> {
  const { createPublishedRules } = await import('../../safety/secrets/published-rules.ts')
  return createPublishedRules()
}
