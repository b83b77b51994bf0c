import { LRUCache } from 'lru-cache'
import { languageOf } from '../../syntax/language-of.ts'
import { keyLineOf, linesInKeys, type KeyLine } from './key-blocks.ts'
import { hasBareText } from './language-kind.ts'
import { pendingValue, type Pending } from './named-values.ts'
import type { FindSecrets } from './published-rules.ts'
import { secretsInLine } from './secrets-in-line.ts'
import { covered, type Span } from './span.ts'

/** Takes secrets out of what is sent to a model. */
export interface Redactor {
  /** The same text with each secret made a row of `x`: as long as it was, and with the same line breaks. */
  redact(text: string, languageId: string): string
  /** The same for the parts of a request. A secret in which the cursor stands is one in both halves. */
  redactRequest<Parts extends RequestParts>(parts: Parts): Parts
  /** Whether the cursor stands in a secret or at its end: there nobody wants a suggestion, and nothing need be asked. */
  isInSecret(line: string, character: number, languageId: string): boolean
  /** Resolves once the published rules are there as well as our own, or cannot be had. */
  ready(): Promise<void>
}

/** The parts of a request that hold text of documents. */
export interface RequestParts {
  prompt: string
  suffix: string
  language: string
  context: { path: string; text: string }[]
}

export interface RedactorOptions {
  /** Brings the published rules. It takes 15 ms, so that nobody waits for it: until then our own rules stand alone. */
  load?: () => Promise<FindSecrets>
  log?: (message: string) => void
}

/** What is remembered of a line: where its secrets are, not what they say. */
interface Line {
  spans: Span[]
  pending: Pending | null
  key: KeyLine
}

/** Several prompts' worth of lines: from key to key all but one or two are the same. */
const rememberedLines = 5000
/** Longer lines are looked at each time; they are few, and would fill the memory. */
const longestRemembered = 500

export function createRedactor({ load = publishedRules, log = () => undefined }: RedactorOptions = {}): Redactor {
  const known = {
    code: new LRUCache<string, Line>({ max: rememberedLines }),
    text: new LRUCache<string, Line>({ max: rememberedLines }),
  }
  let published: FindSecrets = () => []
  let loading: Promise<void> | null = null

  function ready(): Promise<void> {
    loading ??= load().then(
      find => {
        published = find
        known.code.clear()
        known.text.clear()
      },
      (error: unknown) =>
        log(`The published rules for secrets cannot be loaded, so only our own are used: ${String(error)}`),
    )
    return loading
  }

  function redact(text: string, languageId: string): string {
    void ready()
    const isText = hasBareText(languageId)
    const lines = text.split('\n')
    const scanned = scan(lines, isText)
    const inKeys = scanned.some(({ key }) => key !== null)
      ? linesInKeys(
          lines,
          scanned.map(({ key }) => key),
        )
      : null
    const redacted = lines.map((line, at) => {
      const spans = [...(scanned[at]?.spans ?? [])]
      const pending = scanned[at - 1]?.pending
      const value = pending ? pendingValue(line, pending, isText) : null
      if (value) spans.push(value)
      if (inKeys?.has(at)) spans.push(...keyMaterial(line))
      return spans.length === 0 ? line : covered(line, spans)
    })
    return redacted.every((line, at) => line === lines[at]) ? text : redacted.join('\n')
  }

  function scan(lines: readonly string[], isText: boolean): Line[] {
    const cache = isText ? known.text : known.code
    const fresh: { line: string; found: Line }[] = []
    const scanned = lines.map(line => {
      const remembered = cache.get(line)
      if (remembered) return remembered
      const found = { ...secretsInLine(line, isText), key: keyLineOf(line) }
      fresh.push({ line, found })
      if (line.length <= longestRemembered) cache.set(ownCopy(line), found)
      return found
    })
    addPublished(fresh)
    return scanned
  }

  /** All new lines at once, because each call has its price; and after our own rules, which know better where a secret ends. */
  function addPublished(fresh: { line: string; found: Line }[]): void {
    const texts = fresh.map(({ line, found }) => covered(line, found.spans))
    let start = 0
    const starts = texts.map(text => (start += text.length + 1) - text.length - 1)
    for (const span of published(texts.join('\n'))) {
      const at = starts.findLastIndex(lineStart => lineStart <= span.start)
      const lineStart = starts[at] ?? 0
      fresh[at]?.found.spans.push({ start: span.start - lineStart, end: span.end - lineStart })
    }
  }

  return {
    redact,
    redactRequest(parts) {
      const { prompt, suffix, language, context } = parts
      const both = redact(prompt + suffix, language)
      return {
        ...parts,
        prompt: both.slice(0, prompt.length),
        suffix: both.slice(prompt.length),
        context: context.map(part => ({ ...part, text: redact(part.text, languageOf(part.path)) })),
      }
    },
    isInSecret(line, character, languageId) {
      const [scanned] = scan([line], hasBareText(languageId))
      return scanned?.spans.some(({ start, end }) => start < character && character <= end) ?? false
    },
    ready,
  }
}

async function publishedRules(): Promise<FindSecrets> {
  const { createPublishedRules } = await import('./published-rules.ts')
  return createPublishedRules()
}

/** A line cut out of a text keeps all of that text in memory; a copy does not. */
function ownCopy(line: string): string {
  return Buffer.from(line, 'utf16le').toString('utf16le')
}

function keyMaterial(line: string): Span[] {
  return [...line.matchAll(/[A-Za-z0-9+/=]{3,}/g)].map(({ index, 0: text }) => ({
    start: index,
    end: index + text.length,
  }))
}
