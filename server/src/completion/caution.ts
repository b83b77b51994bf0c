import { LRUCache } from 'lru-cache'
import type { Config } from '../config.ts'
import {
  insecureFindings,
  prepareInsecureFindings,
  type InsecureFinding,
} from '../safety/insecure-code/insecure-findings.ts'
import type { Redactor } from '../safety/secrets/redactor.ts'
import { headStartMs, type Clock } from './clock.ts'
import type { CompletionItem, CompletionRequest } from './completion-item.ts'
import type { Cursor } from './cursor.ts'

/** Sees to it that nothing known to be insecure is offered without a warning. */
export interface Caution {
  /** Has the rules of the language ready while the model thinks. */
  prepare(cursor: Cursor): void
  /** The items that are to be shown, with their warnings: those that need one and cannot carry it are left out. */
  pass(cursor: Cursor, items: CompletionItem[]): CompletionItem[]
}

export interface CautionOptions {
  policy: () => Config['completion']['insecureCode']
  secrets: Pick<Redactor, 'redact'>
  after: Clock['after']
  log: (message: string) => void
  /** Nothing is shown because of this finding. */
  onWithheld: (request: CompletionRequest, finding: InsecureFinding) => void
}

/** So much around a suggestion decides whether it is harmless, in characters. */
const seenBefore = 1000
const seenAfter = 700

export function createCaution({ policy, secrets, after, log, onWithheld }: CautionOptions): Caution {
  const prepared = new Set<string>()
  /** What was found harmless stays so when some of it has been typed: the same text stands there in the end. */
  const harmless = new LRUCache<string, true>({ max: 200 })

  function warned(cursor: Cursor, item: CompletionItem): CompletionItem {
    const { request, prefix } = cursor
    const { insertText: text, replace } = item
    const after = request.text.slice(replace.end)
    const key = `${request.languageId}\n${(prefix.slice(-seenBefore) + text).slice(-seenBefore)}\n${after.slice(0, seenAfter)}`
    if (text.length < seenBefore / 2 && harmless.has(key)) return item
    const [warning] = insecureFindings({ before: prefix, text, after, languageId: request.languageId }, secrets)
    if (!warning) harmless.set(key, true)
    return warning ? { ...item, warning } : item
  }

  return {
    prepare({ request }) {
      const { languageId } = request
      if (policy() === 'show' || prepared.has(languageId)) return
      prepared.add(languageId)
      after(headStartMs, () => prepareInsecureFindings(languageId))
    },
    pass(cursor, items) {
      if (policy() === 'show') return items
      const { request } = cursor
      const canWarn = policy() === 'warn' && request.canWarn === true
      const all = items.map(item => warned(cursor, item))
      const shown = all.filter(({ warning }) => !warning || canWarn)
      for (const { warning } of all) if (warning && !canWarn) log(`Not shown: ${warning.id} (CWE-${warning.cwe}).`)
      const withheld = all.find(item => item.warning)?.warning
      if (withheld && shown.length === 0) onWithheld(request, withheld)
      return shown
    },
  }
}
