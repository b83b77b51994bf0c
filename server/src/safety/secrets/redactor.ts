import { LRUCache } from 'lru-cache'
import { languageOf } from '../../syntax/language-of.ts'
import { ownCopy } from '../../syntax/own-copy.ts'
import { stringsOfChance } from './chance-strings.ts'
import { keyLineOf, keyMaterial, linesInKeys, mayBeInKey, type KeyLine } from './key-blocks.ts'
import { hasBareText } from './language-kind.ts'
import { pendingValue, type Pending } from './named-values.ts'
import type { FindSecrets } from './published-rules.ts'
import { secretsInLine } from './secrets-in-line.ts'
import { covered, type Span } from './span.ts'

/** Takes secrets out of what is sent to a model. */
export interface Redactor {
  /** The same text with each secret made a row of `x`: as long as it was, and with the same line breaks. */
  redact(text: string, languageId: string): string
  /**
   * The same for the parts of a request. A secret in which the cursor stands is one in both halves, and one that the edge of
   * the window cuts is known by what of it is `around`.
   */
  redactRequest<Request extends RequestParts>(request: Request, around?: TextAround): Request
  /** Whether the cursor stands in a secret or at its end: there nobody wants a suggestion, and nothing need be asked. */
  isInSecret(line: string, character: number, languageId: string): boolean
  /** Resolves once the published rules are there as well as our own, or cannot be had. */
  ready(): Promise<void>
}

/** The parts of a request that hold text of documents, or their names. */
export interface RequestParts {
  prompt: string
  suffix: string
  path: string
  language: string
  /** Pieces of kind `edit` are diffs: single lines, each with a mark before it. */
  context: ContextPart[]
}

interface ContextPart {
  path: string
  text: string
  kind?: 'declaration' | 'snippet' | 'edit' | undefined
}

/** What stands in the document before and after what is sent of it. */
export interface TextAround {
  before: string
  after: string
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

/** So much of the text around the window is looked at: more than a private key is long. */
const edge = 4000

/** Several prompts' worth of lines: from key to key all but one or two are the same. */
const rememberedLines = 5000
/** Longer lines are looked at each time; they are few, and would fill the memory. */
const longestRemembered = 500

/** No published rule finds anything that is shorter. */
const shortestPublished = 16

export function createRedactor({ load = publishedRules, log = () => undefined }: RedactorOptions = {}): Redactor {
  const known = {
    code: new LRUCache<string, Line>({ max: rememberedLines }),
    text: new LRUCache<string, Line>({ max: rememberedLines }),
  }
  /** Other code stays the same from key to key. */
  let parts = new WeakMap<ContextPart, ContextPart>()
  let published: FindSecrets = () => []
  let loading: Promise<void> | null = null

  function ready(): Promise<void> {
    loading ??= load().then(
      find => {
        published = find
        known.code.clear()
        known.text.clear()
        parts = new WeakMap()
      },
      (error: unknown) =>
        log(`The published rules for secrets cannot be loaded, so only our own are used: ${String(error)}`),
    )
    return loading
  }

  function redact(text: string, languageId: string, form: 'text' | 'single lines' = 'text'): string {
    void ready()
    const isText = hasBareText(languageId)
    const lines = text.split('\n')
    const scanned = scan(lines, isText)
    const inKeys = scanned.some(({ key }) => key !== null)
      ? linesInKeys(
          lines,
          scanned.map(({ key }) => key),
          form,
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
      const { spans, pending } = secretsInLine(line, isText)
      // What only looks like one is covered, and is nothing to tell anybody of.
      const found = { spans: [...spans, ...stringsOfChance(line)], pending, key: keyLineOf(line) }
      fresh.push({ line, found })
      if (line.length <= longestRemembered) cache.set(ownCopy(line), found)
      return found
    })
    addPublished(fresh)
    return scanned
  }

  /** All new lines at once, because each call has its price; and after our own rules, which know better where a secret ends. */
  function addPublished(all: { line: string; found: Line }[]): void {
    const fresh = all.filter(({ line }) => line.length >= shortestPublished)
    if (fresh.length === 0) return
    const texts = fresh.map(({ line, found }) => covered(line, found.spans))
    let start = 0
    const starts = texts.map(text => (start += text.length + 1) - text.length - 1)
    for (const span of published(texts.join('\n'))) {
      const at = starts.findLastIndex(lineStart => lineStart <= span.start)
      const lineStart = starts[at] ?? 0
      fresh[at]?.found.spans.push({ start: span.start - lineStart, end: span.end - lineStart })
    }
  }

  function redactDiff(text: string, languageId: string): string {
    const lines = text.split('\n')
    const plain = redact(lines.map(line => line.slice(1)).join('\n'), languageId, 'single lines').split('\n')
    return lines.map((line, at) => line.slice(0, 1) + (plain[at] ?? '')).join('\n')
  }

  function redactPart(part: ContextPart): ContextPart {
    const known = parts.get(part)
    if (known) return known
    const languageId = languageOf(part.path)
    const text = part.kind === 'edit' ? redactDiff(part.text, languageId) : redact(part.text, languageId)
    const redacted = { ...part, path: redactPath(part.path), text }
    parts.set(part, redacted)
    return redacted
  }

  /** A name between two `/` is never the name of a value; a token can be part of it all the same. */
  function redactPath(path: string): string {
    return redact(path, 'typescript')
  }

  return {
    redact: (text, languageId) => redact(text, languageId),
    redactRequest(request, around = { before: '', after: '' }) {
      const { prompt, suffix, path, language, context } = request
      const before = linesAbove(around.before)
      const all = redact(before + prompt + suffix + linesBelow(around.after), language)
      const cursor = before.length + prompt.length
      return {
        ...request,
        prompt: all.slice(before.length, cursor),
        suffix: all.slice(cursor, cursor + suffix.length),
        path: redactPath(path),
        context: context.map(redactPart),
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

/**
 * The lines next to the window that tell what its own are: one, and further ones as long as a private key may go on in them.
 * The window may begin within a line, whose beginning is then one more.
 */
function linesAbove(text: string): string {
  const near = text.slice(-edge)
  let start = near.lastIndexOf('\n')
  while (start >= 0) {
    const end = start
    start = end === 0 ? -1 : near.lastIndexOf('\n', end - 1)
    if (!mayBeInKey(near.slice(start + 1, end))) break
  }
  // What the limit cuts would be another line for each key.
  return near.slice(start >= 0 || near.length === text.length ? start + 1 : near.indexOf('\n') + 1)
}

function linesBelow(text: string): string {
  const near = text.slice(0, edge)
  let end = near.indexOf('\n')
  while (end >= 0) {
    const start = end + 1
    end = near.indexOf('\n', start)
    if (end >= 0 && !mayBeInKey(near.slice(start, end))) break
  }
  if (end >= 0) return near.slice(0, end)
  return near.length === text.length ? near : near.slice(0, near.lastIndexOf('\n'))
}
