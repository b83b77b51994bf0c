import type { Model } from '@wayline/inference/api'
import fc from 'fast-check'
import { setImmediate } from 'node:timers/promises'
import { parseConfig } from '../config.ts'
import { WaylineError } from '../errors.ts'
import { ManualClock } from '../events/manual-clock.ts'
import { createCompletionEngine, type CompletionEngine } from './completion-engine.ts'
import type { CompletionItem, CompletionRequest } from './completion-item.ts'
import { scriptedModel } from './scripted-gateway.ts'
import { UnrulyGateway, type UnrulyAnswer } from './unruly-gateway.ts'

/** What a user, an editor and a gateway may do, in any order. Numbers choose among what there is at that moment. */
type Action =
  | { do: 'type'; text: string }
  /** Types the beginning of what was shown last. */
  | { do: 'type what is shown'; length: number }
  | { do: 'accept' }
  | { do: 'erase'; length: number }
  | { do: 'move'; to: number }
  | { do: 'edit elsewhere'; at: number; text: string }
  | { do: 'switch' }
  | { do: 'ask'; trigger: CompletionRequest['trigger'] }
  | { do: 'cancel'; which: number }
  | { do: 'say'; which: number; text: string }
  | { do: 'end'; which: number; reason: 'stop' | 'length' }
  | { do: 'fail'; which: number }
  | { do: 'gateway'; isDown: boolean }
  | { do: 'wait'; ms: number }
  | { do: 'forget' }
  | { do: 'context' }

/** Editors ask after most keys. What `isQuick` comes so close upon the next step that nothing happens between them. */
type Step = Action & { asks: boolean; isQuick: boolean }

/** Pieces that make the same texts meet again and again. */
const words = fc.constantFrom('a', 'alpha', ' = ', 'beta', '(', ')', '()', '{', '}', '\n', '\n  ', ';', '.', ' ', '"')
const typed = fc.array(words, { minLength: 1, maxLength: 3 }).map(parts => parts.join(''))
const marks = fc.constantFrom('<|fim_middle|>', '\u202e', '\u200b', '```', '\r\n', '\t', '😀', '// Path: a.ts\n')
const said = fc
  .array(fc.oneof({ weight: 8, arbitrary: words }, { weight: 1, arbitrary: marks }), { minLength: 1, maxLength: 6 })
  .map(parts => parts.join(''))
/** Mostly the newest. */
const which = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 7 }) })
const trigger = fc.oneof({ weight: 3, arbitrary: fc.constant('automatic' as const) }, fc.constant('invoked' as const))
const reason = fc.constantFrom('stop' as const, 'length' as const)
const ms = fc.constantFrom(1, 16, 101, 600)
const length = fc.integer({ min: 1, max: 9 })

const action: fc.Arbitrary<Action> = fc.oneof(
  often(5, 'type', { text: typed }),
  often(4, 'type what is shown', { length }),
  often(2, 'accept', {}),
  often(2, 'erase', { length }),
  often(1, 'move', { to: fc.nat() }),
  often(1, 'edit elsewhere', { at: fc.nat(), text: typed }),
  often(1, 'switch', {}),
  often(3, 'ask', { trigger }),
  often(1, 'cancel', { which }),
  often(10, 'say', { which, text: said }),
  often(3, 'end', { which, reason }),
  often(1, 'fail', { which }),
  often(1, 'gateway', { isDown: fc.constantFrom(false, false, true) }),
  often(4, 'wait', { ms }),
  often(1, 'forget', {}),
  often(1, 'context', {}),
)
const mostly = fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false))
const step: fc.Arbitrary<Step> = fc
  .tuple(action, mostly, mostly)
  .map(([action, asks, isSlow]) => ({ ...action, asks, isQuick: !isSlow }))

function often<Name extends string, Fields extends object>(
  weight: number,
  name: Name,
  fields: { [Key in keyof Fields]: fc.Arbitrary<Fields[Key]> },
): fc.WeightedArbitrary<Fields & { do: Name }> {
  const arbitrary = fc.record(fields).map(values => ({ ...values, do: name }))
  return { weight, arbitrary: arbitrary }
}

const runs = { numRuns: 200 }

describe('Whatever is typed, asked, cancelled and answered, in any order', () => {
  const scene = fc.record({
    steps: fc.array(step, { maxLength: 60, size: 'max' }),
    clientWaits: fc.boolean(),
    layout: fc.constantFrom('fim' as const, 'plain' as const),
  })

  test('what is shown goes on with the text that stands there', async () => {
    await fc.assert(
      fc.asyncProperty(scene, async ({ steps, ...options }) => {
        const world = new World(options)
        for (const one of steps) await world.take(one)
        for (const answer of world.gateway.open) answer.end('stop')
        await world.settled()
        world.end()
      }),
      runs,
    )
  })

  test('nothing runs on that nobody waits for, and everyone gets an answer', async () => {
    await fc.assert(
      fc.asyncProperty(scene, async ({ steps, ...options }) => {
        const world = new World(options)
        for (const one of steps) await world.take(one)
        // From here on the gateway is silent.
        for (const { editor } of world.waiting) editor.abort()
        await world.settled()
        expect(world.waiting).toEqual([])
        world.clock.pass(longestUnasked)
        await world.settled()
        world.clock.pass(lingerMs)
        await world.settled()
        expect(world.gateway.open.filter(isWanted)).toEqual([])
        world.end()
        await world.settled()
        expect(world.gateway.open).toEqual([])
        expect(world.clock.waiting).toBe(0)
      }),
      runs,
    )
  })

  test('everyone gets an answer when the gateway has said its last word', async () => {
    await fc.assert(
      fc.asyncProperty(scene, async ({ steps, ...options }) => {
        const world = new World(options)
        for (const one of steps) await world.take(one)
        // An answer may make place for another request, and that for one that is asked by hand for more.
        for (let round = 0; round < 5; round++) {
          for (const answer of world.gateway.open) answer.end('stop')
          world.clock.pass(200)
          await world.settled()
        }
        expect(world.waiting).toEqual([])
        world.end()
      }),
      runs,
    )
  })
})

/** The limit of a completion by default, which also holds for what is asked ahead. */
const longestUnasked = 5000
/** So long a request that has been left waits for someone who can use it. */
const lingerMs = 100

/** Only reading ahead asks for no output; it ends with the next real request, or with the engine. */
function isWanted({ request }: UnrulyAnswer): boolean {
  return request.max_tokens !== 0
}

/** What an editor asks after by itself. */
function isKey(step: Step): boolean {
  return ['type', 'type what is shown', 'accept', 'erase'].includes(step.do)
}

interface Document {
  uri: string
  text: string
  offset: number
  version: number
}

interface Waiting {
  request: CompletionRequest
  editor: AbortController
}

/** A user with two documents, the engine, and the gateway. */
class World {
  readonly gateway: UnrulyGateway
  readonly clock = new ManualClock()
  readonly #engine: CompletionEngine
  readonly #documents: Document[] = ['a', 'b'].map(name => ({
    uri: `file:///project/${name}.ts`,
    text: 'alpha = beta\n\nbeta()\n',
    offset: 13,
    version: 1,
  }))
  #current = 0
  #shown: { item: CompletionItem; request: CompletionRequest } | null = null
  waiting: Waiting[] = []
  #broken: Error | null = null

  constructor({ clientWaits, layout }: { clientWaits: boolean; layout: 'fim' | 'plain' }) {
    this.gateway = new UnrulyGateway(modelOf(layout))
    this.#engine = createCompletionEngine({
      gateway: () => Promise.resolve(this.gateway),
      config: () => parseConfig({}).config,
      context: { at: () => [] },
      log: () => undefined,
      clientWaits,
      clock: this.clock,
    })
  }

  async take(step: Step): Promise<void> {
    const document = this.#document
    const { text, offset } = document
    const answer = 'which' in step ? this.gateway.open.at(-1 - (step.which % this.gateway.open.length)) : undefined
    switch (step.do) {
      case 'type':
        this.#replace(offset, offset, step.text)
        break
      case 'type what is shown':
        if (this.#shown) this.#replace(offset, offset, this.#shown.item.insertText.slice(0, step.length))
        break
      case 'accept':
        this.#accept()
        break
      case 'erase':
        this.#replace(Math.max(0, offset - step.length), offset, '')
        break
      case 'move':
        document.offset = step.to % (text.length + 1)
        break
      case 'edit elsewhere': {
        const at = step.at % (text.length + 1)
        document.text = text.slice(0, at) + step.text + text.slice(at)
        document.version++
        if (at < offset) document.offset += step.text.length
        break
      }
      case 'switch':
        this.#current = 1 - this.#current
        this.#shown = null
        break
      case 'ask':
        this.#ask(step.trigger)
        break
      case 'cancel':
        this.waiting[step.which % Math.max(1, this.waiting.length)]?.editor.abort()
        break
      case 'say':
        answer?.say(step.text)
        break
      case 'end':
        answer?.end(step.reason)
        break
      case 'fail':
        answer?.fail()
        break
      case 'gateway':
        this.gateway.isDown = step.isDown
        break
      case 'wait':
        this.clock.pass(step.ms)
        break
      case 'forget':
        this.#engine.forget()
        break
      case 'context':
        this.#engine.contextChanged(document.uri)
        break
    }
    if (step.asks && isKey(step)) this.#ask('automatic')
    if (!step.isQuick) await this.settled()
  }

  /** Until all has happened that the last step sets off. */
  async settled(): Promise<void> {
    for (let round = 0; round < 3; round++) await setImmediate()
    if (this.#broken) throw this.#broken
  }

  end(): void {
    this.#engine.dispose()
  }

  get #document(): Document {
    const document = this.#documents[this.#current]
    if (!document) throw new Error('there are two documents')
    return document
  }

  #replace(start: number, end: number, insert: string): void {
    const document = this.#document
    document.text = document.text.slice(0, start) + insert + document.text.slice(end)
    document.offset = start + insert.length
    document.version++
  }

  #accept(): void {
    if (!this.#shown || this.#shown.request.version !== this.#document.version) return
    const { item } = this.#shown
    this.#replace(item.replace.start, item.replace.end, item.insertText)
    this.#engine.accepted()
    this.#shown = null
  }

  #ask(trigger: CompletionRequest['trigger']): void {
    const { uri, text, offset, version } = this.#document
    const path = uri.slice('file:///project/'.length)
    const request: CompletionRequest = { uri, path, languageId: 'typescript', text, offset, trigger, version }
    const waiting: Waiting = { request, editor: new AbortController() }
    this.waiting.push(waiting)
    this.#engine
      .complete(request, waiting.editor.signal)
      .then(
        items => {
          for (const item of items) this.#check(item, request)
          const [first] = items
          if (first && uri === this.#document.uri && version === this.#document.version)
            this.#shown = { item: first, request }
        },
        (error: unknown) => {
          // Only what was cancelled, or what can be told to a person.
          if (!waiting.editor.signal.aborted) expect(error).toBeInstanceOf(WaylineError)
        },
      )
      .catch((error: unknown) => (this.#broken ??= error as Error))
      .finally(() => (this.waiting = this.waiting.filter(other => other !== waiting)))
  }

  #check({ insertText, replace }: CompletionItem, { text, offset, uri }: CompletionRequest): void {
    const covered = text.slice(replace.start, replace.end)
    expect(replace.start).toBeLessThanOrEqual(offset)
    expect(replace.end).toBeGreaterThanOrEqual(offset)
    expect(covered).not.toMatch(/[\r\n]/)
    expect(insertText.startsWith(text.slice(replace.start, offset))).toBe(true)
    // What it takes the place of behind the cursor, it says itself.
    expect(isWithin(text.slice(offset, replace.end), insertText)).toBe(true)
    expect(insertText.trim()).not.toBe('')
    expect(insertText).not.toMatch(/<\|fim|[\u202e\u200b]/)
    const whole = text.slice(0, offset) + insertText
    const isSaid = this.gateway.answers.some(answer => goesOn(answer, whole, uri))
    if (!isSaid) {
      const answers = this.gateway.answers.map(({ request, said }) => [request.prompt, said])
      throw new Error(`Nobody has said ${JSON.stringify({ whole, insertText, answers })}`)
    }
  }
}

/** Whether the text, its end included, is what this answer made of the text that it was asked for. */
function goesOn({ request, said }: UnrulyAnswer, whole: string, uri: string): boolean {
  if (!uri.endsWith(request.path ?? '')) return false
  // Before what closes a block, the last line break may be the engine's own.
  const text = compact(whole).replace(/\n$/, '')
  const prompt = compact(request.prompt).trimEnd()
  const isAfterBlank = /\s$/.test(request.prompt)
  const added = text.slice(prompt.length).replace(isAfterBlank ? /^\s+/ : /^[ \t]+/, '')
  const answers = [said, said.replaceAll(/```\w*\r?\n/g, '')].map(compact)
  return text.startsWith(prompt) && added !== '' && answers.some(answer => answer.includes(added))
}

/** Indentation and the ends of lines are fitted to the document. */
function compact(text: string): string {
  return text.replaceAll('\u200b', '').replaceAll(/[ \t]*\r?\n\s*/g, '\n')
}

/** Whether the symbols of one text come in the other, in their order. */
function isWithin(part: string, whole: string): boolean {
  let at = 0
  for (const symbol of part.trim()) {
    if (symbol === ' ') continue
    at = whole.indexOf(symbol, at) + 1
    if (at === 0) return false
  }
  return true
}

function modelOf(layout: 'fim' | 'plain'): Model {
  return { ...scriptedModel, wayline: { ...scriptedModel.wayline, layout } }
}
