import type { CompletionRequestInput } from '@wayline/inference/api'
import type { CompletionEngine } from '../../server/src/completion/completion-engine.ts'
import type { CompletionItem } from '../../server/src/completion/completion-item.ts'
import { applied, futureAt, type Future, type Keystroke } from './keystrokes.ts'
import type { Oracle } from './engine-under-test.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** A person who types, and what the model knows of it. */
export interface TypingSession {
  path: string
  languageId: string
  startText: string
  keys: readonly Keystroke[]
  /** Takes every suggestion that is there before the next key and right to its end. */
  takes: boolean
  /** Told of each edit, before the engine is asked. */
  onText?: (text: string, cursor: number) => void
}

/** What came of it. */
export interface SessionFigures {
  /** Edits that were made by hand. */
  keys: number
  /** Keys after which a suggestion was there before the next one. */
  shown: number
  /** Of those, how many were what was typed next. */
  right: number
  taken: number
  /** Characters that suggestions wrote, and all that were written. */
  savedCharacters: number
  characters: number
}

/** What is shown ends at least this much further on, or taking it costs more than typing it. */
const leastTaken = 3

/** What the model could know at this moment of the session: set before each key, read by the oracle. */
export interface Present {
  textBefore: string
  future: Future
}

/** Types a session into an engine as an editor would: each key cancels the last request and asks anew. */
export async function playSession(
  session: TypingSession,
  engine: CompletionEngine,
  clock: VirtualClock,
  present: Present,
): Promise<SessionFigures> {
  const { keys, takes, onText } = session
  const figures = { keys: 0, shown: 0, right: 0, taken: 0, savedCharacters: 0, characters: 0 }
  let text = session.startText
  let version = 0
  let asked = new AbortController()
  let savedMs = 0

  const ask = (cursor: number): { item: CompletionItem | null } => {
    const answer: { item: CompletionItem | null } = { item: null }
    const { signal } = (asked = new AbortController())
    const request = {
      uri: `file:///project/${session.path}`,
      path: session.path,
      languageId: session.languageId,
      text,
      offset: cursor,
      trigger: 'automatic' as const,
      version: ++version,
    }
    engine.complete(request, signal).then(
      ([item]) => {
        if (!signal.aborted) answer.item = item ?? null
      },
      // Cancelled by the next key, as editors do.
      () => undefined,
    )
    return answer
  }

  for (let index = 0; index < keys.length; index++) {
    const key = keys[index]
    if (!key) break
    // What a taken suggestion has written was not waited for.
    await clock.passTo(key.atMs - savedMs)
    asked.abort()
    text = applied(text, key)
    figures.keys++
    figures.characters += key.ins.length
    const cursor = key.pos + key.ins.length
    onText?.(text, cursor)
    let at = index
    // After each suggestion that is taken the editor asks for the next one.
    for (let cursorNow = cursor; key.ins !== '';) {
      const future = futureAt(keys, at)
      present.textBefore = text.slice(0, cursorNow)
      present.future = future
      const answer = ask(cursorNow)
      const nextMs = keys[at + 1]?.atMs ?? Infinity
      await clock.passTo(Number.isFinite(nextMs) ? nextMs - savedMs - 1 : clock.now() + 2000)
      if (!answer.item) break
      figures.shown++
      const { insertText, replace } = answer.item
      if (!future.text.startsWith(insertText)) break
      figures.right++
      const count = future.keysTo(insertText)
      if (!takes || insertText.length < leastTaken || count === null || replace.end > replace.start) break
      const skipped = keys.slice(at + 1, at + 1 + count)
      figures.taken++
      figures.characters += insertText.length
      figures.savedCharacters += insertText.length
      text = text.slice(0, cursorNow) + insertText + text.slice(cursorNow)
      cursorNow += insertText.length
      at += count
      savedMs += (skipped.at(-1)?.atMs ?? 0) - (skipped[0]?.atMs ?? 0)
      engine.accepted()
      onText?.(text, cursorNow)
    }
    index = at
  }
  asked.abort()
  return figures
}

/** How a model answers a request, given what is going to be typed from the place that it is asked about. */
export type Model = (future: string, request: CompletionRequestInput) => string

/** The oracle that knows the session's own future; whatever `model` makes of it comes after `latencyMs`. */
export function sessionOracle(
  present: Present,
  clock: VirtualClock,
  {
    latencyMs,
    model,
    onRequest,
  }: { latencyMs: number; model: Model; onRequest: (request: CompletionRequestInput) => void },
): Oracle {
  return async function* (request, signal) {
    onRequest(request)
    const text = model(futureOf(request, present), request)
    await new Promise<void>((resolve, reject) => {
      const takeBack = clock.after(latencyMs, resolve)
      signal.addEventListener('abort', () => {
        takeBack()
        reject(signal.reason as Error)
      })
    })
    if (text !== '') yield { type: 'completion-delta', text }
    yield { type: 'completion-end', finishReason: 'stop', usage: null }
  }
}

/** A request may be about a place where the cursor is not yet; what comes before it is then part of the future. */
function futureOf({ prompt }: CompletionRequestInput, { textBefore, future }: Present): string {
  const known = textBefore.slice(-80)
  const at = prompt.lastIndexOf(known)
  if (at < 0) return ''
  const ahead = prompt.slice(at + known.length)
  return future.text.startsWith(ahead) ? future.text.slice(ahead.length) : ''
}
