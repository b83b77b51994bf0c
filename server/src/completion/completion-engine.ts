import { LRUCache } from 'lru-cache'
import type { CompletionStep, Config } from '../config.ts'
import type { Circumstances } from '../events/circumstances.ts'
import type { Journal } from '../events/journal.ts'
import type { Gateway } from '../gateway/gateway.ts'
import { createBoundary, type Boundary } from '../safety/boundary.ts'
import { createRedactor } from '../safety/secrets/redactor.ts'
import type { Answer } from './answer.ts'
import { cursorAfter, isWorthAskingAhead } from './ask-ahead.ts'
import { createAnswerCache } from './cache.ts'
import { createCaution, type CautionOptions } from './caution.ts'
import { pause, systemClock, type Clock } from './clock.ts'
import type { CompletionItem, CompletionRequest } from './completion-item.ts'
import { cursorAt, typedSince, type Cursor } from './cursor.ts'
import { cut, type Cut } from './cut.ts'
import { createInFlight } from './in-flight.ts'
import { createIsWanted } from './is-wanted.ts'
import { createModelRequests, type AnswerStream, type OtherCode } from './model-requests.ts'
import { extentAt, type Extent } from './multiline.ts'
import { cutOnOwnLine, isOnOwnLine, ownLineAt, polishOnOwnLine, type OwnLine } from './own-line.ts'
import { createPace } from './pace.ts'
import { polish } from './polish/polish.ts'
import { isSafeToAsk } from './safe.ts'
import { neutralTaste, type Taste } from './taste.ts'
import { createTasteFilter } from './taste-filter.ts'
import { tooLate } from './too-late.ts'
import { createTrust } from './trust.ts'
import { createWellFormed, type CheckSyntax } from './well-formed.ts'
import { isWorthAsking } from './worth-asking.ts'

export interface CompletionEngineOptions {
  gateway: () => Promise<Gateway>
  config: () => Config
  /** Other code for the prompt. */
  context: OtherCode
  /** What may not leave; by the settings and the files around if not given. */
  boundary?: Pick<Boundary, 'excludes'>
  /** Whether an answer fits the code around it. */
  checkSyntax?: CheckSyntax
  /** Told of a suggestion that is kept from the screen because it is insecure, where nothing else is shown instead. */
  onWithheld?: CautionOptions['onWithheld']
  log: (message: string) => void
  /** Counts what is asked for and what comes. */
  journal?: Pick<Journal, 'requested' | 'generated'>
  /** Where this user wants suggestions; anywhere if not given. */
  taste?: () => Taste
  /** The editor waits for a pause in typing before it asks, so no wait of ours is added. */
  clientWaits?: boolean
  clock?: Clock
}

export interface CompletionEngine {
  /** Nothing to offer is an empty list; a gateway that fails is a WaylineError. */
  complete(request: CompletionRequest, signal: AbortSignal): Promise<CompletionItem[]>
  /** Lets the engine behind the gateway get ready for a document, so that its first completion is quick; false where none is wanted. */
  warmUp(request: CompletionRequest, signal: AbortSignal): Promise<boolean>
  /** The context of a document is another one now: the engine may read it while nobody waits. */
  contextChanged(uri: string): void
  /** The user has just accepted something. */
  accepted(): void
  /** The user has seen a suggestion and did not want it. */
  rejected(): void
  /** Nobody can see what is answered for this document: its requests end. */
  closed(uri: string): void
  /** Forgets every answer: they may be from another model, or from before an exclusion. Requests that are not wanted any more end. */
  forget(): void
  dispose(): void
}

/** A model this fast can be asked for alternatives when the user asks by hand. */
const fastMs = 400
/** A model with a prompt this small runs on this computer's processor, where a cold start is what takes long. */
const warmableTokens = 512

/** The completion engine: from a place in a document to what to show there. The steps follow each other as in its diagram. */
export function createCompletionEngine(options: CompletionEngineOptions): CompletionEngine {
  const { gateway, config, log, journal, clientWaits = false, clock = systemClock } = options
  const secrets = createRedactor({ log })
  const requests = createModelRequests(gateway, config, options.context, secrets)
  const cache = createAnswerCache()
  const pace = createPace(clock.now, clientWaits)
  const trust = createTrust()
  const tasteFilter = createTasteFilter(options.taste ?? (() => neutralTaste))
  const { checkSyntax = () => Promise.resolve('unknown') } = options
  const wellFormed = createWellFormed({ checkSyntax, after: clock.after, log })
  const { onWithheld = () => undefined } = options
  const caution = createCaution({
    policy: () => config().completion.insecureCode,
    secrets,
    after: clock.after,
    log,
    onWithheld,
  })
  const inFlight = createInFlight({
    onAnswer(cursor, answer) {
      cache.add(cursor, answer)
      journal?.generated(cursor.request.languageId)
    },
    after: clock.after,
  })
  const isWanted = createIsWanted(() => config().completion)
  const { boundary = createBoundary({ settings: config, roots: () => [] }) } = options
  const has = (step: CompletionStep): boolean => !config().measuring.without.includes(step)
  const life = new AbortController()
  let warming = new AbortController()
  /** The document that is got ready. */
  let warmed: CompletionRequest | null = null
  /** The last place that was asked about before the cursor was there. */
  let askedAhead: Cursor | null = null
  /** The newest place that was asked about, by document. */
  const latest = new LRUCache<string, Cursor>({ max: 50 })
  let shown = 0

  async function complete(request: CompletionRequest, signal: AbortSignal): Promise<CompletionItem[]> {
    if (!mayComplete(request)) return []
    const cursor = cursorAt(request)
    if (request.trigger === 'automatic') {
      pace.typed(cursor)
      trust.typed(cursor)
    }
    const question = ask(cursor)
    const answered = await answer(question, signal)
    // It may have been switched off, or the file excluded, while the model was thinking.
    if (!mayComplete(request)) return []
    const items = has('safe') ? caution.pass(question.cursor, answered) : answered
    const [first] = items
    if (first) {
      trust.shown(question.cursor, first.insertText)
      void askAhead(question.cursor, first)
    }
    return items
  }

  async function answer(question: Question, signal: AbortSignal): Promise<CompletionItem[]> {
    const { request } = question.cursor
    const remembered = has('cache') ? cache.find(question.cursor) : null
    const hit = remembered && toItem(remembered, question, true)
    if (hit) {
      // Who asks by hand where a suggestion is shown already wants to see others.
      const wantsOthers = request.trigger === 'invoked' && pace.latencyMs <= fastMs
      const others = wantsOthers ? await fine(question.cursor, await alternatives(question, signal)) : []
      return distinct([hit, ...others]).filter(item => wellFormed.isNotKnownBad(question.cursor, item))
    }

    latest.set(request.uri, question.cursor)
    const first = await fresh(question, signal)
    if (!first) return []
    pace.answered(first.latencyMs)
    const isFast = request.trigger === 'invoked' && first.latencyMs <= fastMs
    const items = isFast ? distinct([first, ...(await alternatives(question, signal))]) : [first]
    return await fine(question.cursor, items)
  }

  async function fine(cursor: Cursor, items: CompletionItem[]): Promise<CompletionItem[]> {
    if (!has('safe')) return items
    const verdicts = await Promise.all(items.map(item => wellFormed.isFine(cursor, item)))
    return items.filter((_, at) => verdicts[at])
  }

  function mayComplete(request: CompletionRequest): boolean {
    if (request.trigger === 'automatic' && !config().completion.automatic) return false
    return isWanted(request) && isSafeToAsk(request, boundary, secrets)
  }

  function ask(cursor: Cursor): Question {
    const ownLine = has('cut') && has('polish') ? ownLineAt(cursor) : null
    const place = ownLine?.typed.trim() === '' ? ownLine.cursor : cursor
    const extent = extentAt(place, config().completion.multiline, pace.isAfterAcceptance(cursor))
    const isAutomatic = cursor.request.trigger === 'automatic'
    const circumstances = isAutomatic ? tasteFilter.circumstancesAt(cursor, pace.pauseMs) : null
    return { cursor, ownLine, extent, startedMs: clock.now(), circumstances }
  }

  /** An answer from the gateway: the running one if it fits this place, else one of its own. */
  async function fresh(question: Question, signal: AbortSignal): Promise<CompletionItem | null> {
    const { cursor } = question
    const { timeoutMs } = config().completion
    const deadline = AbortSignal.timeout(timeoutMs)
    const limit = AbortSignal.any([signal, deadline])
    try {
      const joined = has('in-flight') && inFlight.canJoin(cursor) ? await follow(question, limit) : null
      if (joined) return joined
      // What ran said something else than the user then typed. Only the newest place is worth another request.
      if (latest.get(cursor.request.uri) !== cursor) return null
      if (has('worth-asking') && !mayAsk(question)) return null
      journal?.requested(cursor.request.languageId)
      if (has('in-flight')) inFlight.disagree(cursor)
      else inFlight.end(cursor.request.uri)
      if (cursor.request.trigger === 'automatic' && has('pace')) await pause(pace.waitMs(cursor), limit, clock)
      // Whoever waited here may have been overtaken; an older place must not end the request of a newer one.
      if (latest.get(cursor.request.uri) !== cursor && !inFlight.canJoin(cursor)) return null
      return await follow(question, limit)
    } catch (error) {
      signal.throwIfAborted()
      throw deadline.aborted ? await tooLate(await gateway(), timeoutMs, signal) : error
    }
  }

  function mayAsk({ cursor, circumstances }: Question): boolean {
    return isWorthAsking(cursor, trust.value) && (circumstances === null || tasteFilter.allows(circumstances))
  }

  /** Follows the answer at the cursor until there is enough of it to show. */
  async function follow(question: Question, signal: AbortSignal): Promise<CompletionItem | null> {
    const { cursor, extent } = question
    const seen: { last: Answer | null } = { last: null }
    const enough = (answer: Answer, isEnd: boolean): { item: CompletionItem | null } | null => {
      seen.last = answer
      if (!isEnd && !(has('stream') && has('cut') && cutAt(answer.text, question).isFinal)) return null
      return { item: toItem(answer, question, false) }
    }
    const start = (life: AbortSignal): Promise<AnswerStream> => {
      warming.abort()
      if (has('safe')) {
        wellFormed.prepare(cursor)
        caution.prepare(cursor)
      }
      return requests.start(cursor, extent, life)
    }
    try {
      return (await inFlight.follow(cursor, start, enough, signal))?.item ?? null
    } catch (error) {
      // A slow model's whole lines are worth more than an apology for the rest.
      const partial = isTimeout(signal) && seen.last ? wholeLines(seen.last) : null
      if (!partial) throw error
      return toItem(partial, question, false)
    }
  }

  /** While the user looks at an item: what comes after it, so that it is there when they have taken it. */
  async function askAhead(cursor: Cursor, item: CompletionItem): Promise<void> {
    const { completion } = config()
    if (!completion.askAhead || !has('ask-ahead')) return
    const next = cursorAfter(cursor, item)
    if (!isSafeToAsk(next.request, boundary, secrets)) return
    if (!isWorthAskingAhead(trust.value) || !isWorthAsking(next, trust.value)) return
    if (cache.find(next) || (askedAhead && typedSince(askedAhead, next, 0) === '')) return
    askedAhead = next
    try {
      const model = await requests.model(life.signal)
      if (model.wayline.budgets.promptTokens <= warmableTokens) return
      const extent = extentAt(next, completion.multiline, true)
      journal?.requested(next.request.languageId)
      const isEnough = ({ text }: Answer): boolean => cut(text, next, extent).isFinal
      await inFlight.ahead(next, life => requests.start(next, extent, life), isEnough, completion.timeoutMs)
    } catch {
      // Nobody asked for it, so nobody needs to hear that it failed; the next real request will.
    }
  }

  /** Other answers of a model that is fast, for a user who asked by hand; whatever comes in time. */
  async function alternatives(question: Question, signal: AbortSignal): Promise<CompletionItem[]> {
    const { wayline } = await requests.model(signal)
    if (wayline.budgets.promptTokens <= warmableTokens) return []
    const limit = AbortSignal.any([signal, AbortSignal.timeout(fastMs)])
    const { cursor, extent } = question
    const answers = await Promise.allSettled(
      [0.5, 0.9].map(async temperature => {
        const { model, events } = await requests.start(cursor, extent, limit, temperature)
        const answer: Answer = { text: '', model, finishReason: null }
        for await (const event of events) {
          if (event.type === 'completion-delta') answer.text += event.text
          if (cutAt(answer.text, question).isFinal) break
        }
        return toItem(answer, question, false)
      }),
    )
    signal.throwIfAborted()
    return answers.flatMap(answer => (answer.status === 'fulfilled' && answer.value ? [answer.value] : []))
  }

  function toItem(answer: Answer, question: Question, isContinuation: boolean): CompletionItem | null {
    const { cursor, startedMs, circumstances } = question
    const text = has('cut') ? cutAt(answer.text, question).text : answer.text
    const suggestion = has('polish') ? polishAt(text, answer, question, isContinuation) : { text, covers: 0 }
    if (!suggestion) return null
    const { offset } = cursor.request
    return {
      id: `c${++shown}`,
      insertText: suggestion.text,
      replace: { start: offset, end: offset + suggestion.covers },
      model: answer.model,
      latencyMs: Math.round(clock.now() - startedMs),
      circumstances,
    }
  }

  function cutAt(text: string, { cursor, ownLine, extent }: Question): Cut {
    if (!ownLine || !isOnOwnLine(ownLine, text)) return cut(text, cursor, extent)
    return cutOnOwnLine(text, ownLine, extent, config().completion.multiline !== 'never')
  }

  function polishAt(text: string, answer: Answer, { cursor, ownLine }: Question, isContinuation: boolean) {
    if (!ownLine || !isOnOwnLine(ownLine, answer.text)) return polish(text, { cursor, isContinuation })
    return polishOnOwnLine(text, ownLine, isContinuation)
  }

  async function warmUp(request: CompletionRequest, signal: AbortSignal): Promise<boolean> {
    if (!mayComplete({ ...request, trigger: 'automatic' })) return false
    const life = AbortSignal.any([signal, warmingFor(request)])
    const model = await requests.model(life)
    const cursor = cursorAt(request)
    requests.lookAround(cursor, model)
    if (model.wayline.budgets.promptTokens > warmableTokens) return true
    await requests.prepare(cursor, life)
    log(`${model.id} is warm.`)
    return true
  }

  function contextChanged(uri: string): void {
    const cursor = latest.get(uri)
    if (!cursor || !mayComplete({ ...cursor.request, trigger: 'automatic' })) return
    const wanted = AbortSignal.any([life.signal, warmingFor(cursor.request)])
    // Whether it has worked shows in how fast the next answer is; a gateway that fails is told by the next real request.
    requests.prepare(cursor, wanted).catch(() => undefined)
  }

  /** Only ever one document is got ready, the last. */
  function warmingFor(request: CompletionRequest): AbortSignal {
    warming.abort()
    warming = new AbortController()
    warmed = request
    return warming.signal
  }

  function closed(uri: string): void {
    // Whoever waits for its answer does not ask again.
    latest.delete(uri)
    inFlight.end(uri)
    if (warmed?.uri === uri) warming.abort()
  }

  return {
    complete,
    warmUp,
    contextChanged,
    accepted() {
      pace.accepted()
      tasteFilter.accepted()
    },
    rejected: () => tasteFilter.rejected(),
    closed,
    forget() {
      cache.clear()
      wellFormed.forget()
      for (const [uri, { request }] of [...latest.entries()]) if (!mayComplete(request)) latest.delete(uri)
      inFlight.endUnwanted(mayComplete)
      if (warmed && !mayComplete({ ...warmed, trigger: 'automatic' })) warming.abort()
    },
    dispose() {
      wellFormed.forget()
      life.abort()
      warming.abort()
      inFlight.dispose()
    },
  }
}

/** A request as the steps see it. */
interface Question {
  cursor: Cursor
  ownLine: OwnLine | null
  extent: Extent
  startedMs: number
  /** Null where the user has asked. */
  circumstances: Circumstances | null
}

function isTimeout(signal: AbortSignal): boolean {
  return signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'
}

function wholeLines(answer: Answer): Answer | null {
  const end = answer.text.trimEnd().lastIndexOf('\n')
  return end > 0 ? { ...answer, text: answer.text.slice(0, end) } : null
}

function distinct(items: CompletionItem[]): CompletionItem[] {
  return [...new Map(items.toReversed().map(item => [item.insertText, item])).values()].reverse()
}
