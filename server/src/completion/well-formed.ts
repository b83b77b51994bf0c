import { LRUCache } from 'lru-cache'
import type { SyntaxPlace, SyntaxVerdict } from '../background/background-tasks.ts'
import { headStartMs, type Clock } from './clock.ts'
import type { CompletionItem } from './completion-item.ts'
import type { Cursor } from './cursor.ts'

/** Checks code beside the language server. May fail: then nothing is known. */
export type CheckSyntax = (place: SyntaxPlace) => Promise<SyntaxVerdict>

/** Keeps suggestions from the screen that would break well-formed code. */
export interface WellFormed {
  /** Has the code around the cursor read while the model thinks, so that the check is quick. */
  prepare(cursor: Cursor): void
  /**
   * Whether the suggestion is to be shown. Takes no longer than the budget: after that it is shown unchecked, and at once
   * where the code around it has not been read yet.
   */
  isFine(cursor: Cursor, item: CompletionItem): Promise<boolean>
  /** The same from what has been found out before, for answers from the cache: those wait for nothing. */
  isNotKnownBad(cursor: Cursor, item: CompletionItem): boolean
  /** Nothing that is still to be read or checked is wanted any more. */
  forget(): void
}

export interface WellFormedOptions {
  checkSyntax: CheckSyntax
  after: Clock['after']
  log: (message: string) => void
}

/** A suggestion is worth this long a wait, in milliseconds. */
const budgetMs = 5
/** Nobody has asked for anything since: what was shown unchecked can be checked, for when it is offered again. */
const restMs = 100
/** What is read around the cursor, in characters. Its start moves in steps, so that little is read anew. */
const window = { before: 16_000, step: 4000, after: 4000 }

export function createWellFormed({ checkSyntax, after, log }: WellFormedOptions): WellFormed {
  const verdicts = new LRUCache<string, SyntaxVerdict>({ max: 500 })
  let unchecked = 0
  /** Code is still being read. */
  let reading = 0
  /** Something will be read or checked, unless something else comes first. */
  let due: (() => void) | null = null

  function later(delayMs: number, run: () => void): void {
    due?.()
    due = after(delayMs, () => {
      due = null
      run()
    })
  }

  async function read(cursor: Cursor): Promise<void> {
    const { offset } = cursor.request
    reading++
    // What cannot be read now is read, or not, when there is something to check.
    await checkSyntax(placeOf(cursor, { insertText: '', replace: { start: offset, end: offset } })).catch(() => null)
    reading--
  }

  /** The verdict within the budget; null where it takes longer, or where the code around the answer has not been read. */
  async function verdictInTime(cursor: Cursor, item: CompletionItem): Promise<SyntaxVerdict | null> {
    if (due) {
      later(restMs, () => void check(cursor, item))
      return null
    }
    const isLate = reading > 0
    const checked = check(cursor, item)
    if (isLate) return null
    let takeBack: () => void = () => undefined
    const late = new Promise<null>(resolve => (takeBack = after(budgetMs, () => resolve(null))))
    const verdict = await Promise.race([checked, late])
    takeBack()
    return verdict
  }

  async function check(cursor: Cursor, item: CompletionItem): Promise<SyntaxVerdict> {
    // A check that fails has found out nothing.
    const verdict = await checkSyntax(placeOf(cursor, item)).catch(() => 'unknown' as const)
    verdicts.set(keyOf(cursor, item), verdict)
    return verdict
  }

  return {
    prepare: cursor => later(headStartMs, () => void read(cursor)),
    async isFine(cursor, item) {
      const known = verdicts.get(keyOf(cursor, item))
      if (known) return known !== 'worse'
      const verdict = await verdictInTime(cursor, item)
      if (verdict === null) log(`Shown unchecked: its syntax was not known in time (${++unchecked} so far).`)
      if (verdict === 'worse') log('Not shown: it would break the code around it.')
      return verdict !== 'worse'
    },
    isNotKnownBad: (cursor, item) => verdicts.get(keyOf(cursor, item)) !== 'worse',
    forget() {
      due?.()
      due = null
    },
  }
}

/** An answer is the same however much of it has been typed: what counts is what then stands there. */
function keyOf({ prefix, request }: Cursor, { insertText }: CompletionItem): string {
  return `${request.languageId}\n${(prefix.slice(-200) + insertText).slice(-200)}`
}

function placeOf(cursor: Cursor, { insertText, replace }: Pick<CompletionItem, 'insertText' | 'replace'>): SyntaxPlace {
  const { request, prefix } = cursor
  const { uri, languageId, text } = request
  return {
    uri,
    languageId,
    before: prefix.slice(windowStart(prefix)),
    covered: text.slice(replace.start, replace.end),
    after: text.slice(replace.end, replace.end + window.after),
    answer: insertText,
  }
}

/** The start of a line near a whole number of steps. */
function windowStart(prefix: string): number {
  if (prefix.length <= window.before) return 0
  const start = Math.ceil((prefix.length - window.before) / window.step) * window.step
  return prefix.indexOf('\n', start) + 1
}
