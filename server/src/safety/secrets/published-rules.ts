import { rules } from '@secretlint/secretlint-rule-preset-recommend'
import type { Span } from './span.ts'

/** A secret that a published rule knows. */
export interface PublishedSpan extends Span {
  /** Whose it is, in a few words. */
  what?: string
}

/** Finds the secrets of a text. */
export type FindSecrets = (text: string) => PublishedSpan[]

/**
 * Rules that are not for here: they look at a file on the disk or at a whole document, ours find the same where half of it
 * is cut off or without taking the whole address with it, or they let a comment in the document say what may leave.
 */
const notHere = ['gcp', 'privatekey', 'basicauth', 'database-connection-string', 'filter-comments']

/**
 * The published rules of secretlint, one by one. Its own runner is not used: it keeps performance marks of every call, so
 * that each takes longer than the one before (docs/decisions/2026-11-24-safety.md).
 */
export function createPublishedRules(): FindSecrets {
  let reports: Report[] = []
  const context: RuleContext = {
    sharedOptions: {},
    createTranslator: () => (messageId, data) => ({ message: '', messageId: String(messageId), data }),
    report: descriptor => void reports.push(descriptor),
    ignore: () => undefined,
  }
  const published: unknown[] = rules
  const handlers = published
    .filter(isRule)
    .filter(({ meta }) => meta.type === 'scanner' && !notHere.some(name => meta.id.endsWith(`-rule-${name}`)))
    .map(rule => ({ what: `${makers[makerOf(rule)] ?? makerOf(rule)} secret`, handler: rule.create(context, {}) }))

  return text => {
    const source = sourceOf(text)
    return handlers.flatMap(({ what, handler }) => {
      reports = []
      handler.file?.(source)
      return reports.flatMap(report => spansOf(report, text)).map(span => ({ ...span, what }))
    })
  }
}

/** Whose secrets a rule knows, by the last word of its name. */
function makerOf({ meta }: PublishedRule): string {
  return meta.id.slice(meta.id.lastIndexOf('-') + 1)
}

const makers: Record<string, string> = {
  anthropic: 'Anthropic',
  aws: 'AWS',
  github: 'GitHub',
  linear: 'Linear',
  openai: 'OpenAI',
  sendgrid: 'SendGrid',
  shopify: 'Shopify',
  slack: 'Slack',
}

/** Some rules tell a place that is not the secret's, but all say what they have found. */
function spansOf({ range: [start, end], message }: Report, text: string): Span[] {
  const { data } = message
  const told: unknown[] = typeof data === 'object' && data !== null ? Object.values(data) : []
  const spans = told.flatMap(found => {
    const at = typeof found === 'string' ? text.indexOf(found, start) : -1
    return typeof found === 'string' && at >= 0 ? [{ start: at, end: at + found.length }] : []
  })
  return spans.length > 0 ? spans : [{ start, end }]
}

/** A text that is no file: rules that read files or tell lines find nothing to read. */
function sourceOf(content: string) {
  const start = { line: 1, column: 0 }
  return {
    content,
    hasBOM: false,
    contentType: 'text',
    ext: '',
    filePath: undefined,
    physicalFilePath: undefined,
    getFilePath: () => undefined,
    getPhysicalFilePath: () => undefined,
    locationToRange: () => [0, 0],
    rangeToLocation: () => ({ start, end: start }),
    positionToIndex: () => 0,
    indexToPosition: () => start,
  }
}

/** What is used of a rule. The preset's own types are those of a package that it does not bring with it. */
interface PublishedRule {
  meta: { id: string; type: string }
  create(context: RuleContext, options: object): { file?(source: ReturnType<typeof sourceOf>): unknown }
}

interface RuleContext {
  sharedOptions: object
  createTranslator(): (messageId: unknown, data: unknown) => Report['message']
  report(report: Report): void
  ignore(): void
}

interface Report {
  range: readonly [start: number, end: number]
  message: { message: string; messageId: string; data: unknown }
}

/** A rule of another shape cannot be used; the golden cases fail for it. */
function isRule(value: unknown): value is PublishedRule {
  if (typeof value !== 'object' || value === null || !('meta' in value) || !('create' in value)) return false
  const { meta, create } = value
  if (typeof meta !== 'object' || meta === null || !('id' in meta) || !('type' in meta)) return false
  return typeof meta.id === 'string' && typeof meta.type === 'string' && typeof create === 'function'
}
