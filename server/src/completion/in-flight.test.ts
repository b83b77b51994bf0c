import { setImmediate } from 'node:timers/promises'
import { ManualClock } from '../events/manual-clock.ts'
import type { CompletionEvent } from '../gateway/gateway.ts'
import type { Answer } from './answer.ts'
import { cursorIn } from './cursor-fixture.ts'
import { createInFlight, type InFlight } from './in-flight.ts'

/** One request at the engine: says what it is told to until it is aborted. */
interface Asked {
  signal: AbortSignal
  say(text: string): void
}

let clock: ManualClock
let inFlight: InFlight
let asked: Asked[]
const never = new AbortController().signal
const place = cursorIn('const sum = |')

beforeEach(() => {
  clock = new ManualClock()
  inFlight = createInFlight({ onAnswer: () => undefined, after: clock.after })
  asked = []
})

afterEach(() => inFlight.dispose())

function ask(signal: AbortSignal) {
  let wake: () => void = () => undefined
  const said: string[] = []
  signal.addEventListener('abort', () => wake())
  asked.push({
    signal,
    say(text) {
      said.push(text)
      wake()
    },
  })
  async function* events(): AsyncGenerator<CompletionEvent, void, void> {
    for (;;) {
      signal.throwIfAborted()
      const text = said.shift()
      if (text === undefined) await new Promise<void>(resolve => (wake = resolve))
      else yield { type: 'completion-delta', text }
    }
  }
  return Promise.resolve({ model: 'coder', events: events() })
}

const line = ({ text }: Answer): string | null => (text.endsWith(';') ? text : null)
const nothing = (): null => null

test('who is cancelled while a piece of the answer arrives does not wait for the next one', async () => {
  const editor = new AbortController()
  // Whoever looks at the piece is cancelled by what it sees.
  const look = (): null => {
    editor.abort()
    return null
  }
  const following = inFlight.follow(place, ask, look, editor.signal)
  await setImmediate()
  asked[0]?.say('a')
  await expect(following).rejects.toThrow()
})

test('what is asked ahead of a silent engine is given up', async () => {
  void inFlight.ahead(place, ask, answer => line(answer) !== null, 5000)
  await setImmediate()
  clock.pass(4999)
  await setImmediate()
  expect(asked[0]?.signal.aborted).toBe(false)
  clock.pass(1)
  await setImmediate()
  clock.pass(15)
  expect(asked[0]?.signal.aborted).toBe(true)
  expect(clock.waiting).toBe(0)
})

test('who has come to wait for it keeps it', async () => {
  void inFlight.ahead(place, ask, answer => line(answer) !== null, 5000)
  await setImmediate()
  const following = inFlight.follow(place, ask, line, never)
  clock.pass(5000)
  await setImmediate()
  clock.pass(15)
  asked[0]?.say('a + b;')
  expect(await following).toBe('a + b;')
  expect(asked).toHaveLength(1)
})

test('after the end nothing is asked any more', async () => {
  inFlight.dispose()
  expect(await inFlight.follow(place, ask, nothing, never)).toBeNull()
  await setImmediate()
  await inFlight.ahead(place, ask, () => false, 5000)
  await setImmediate()
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, true])
  expect(clock.waiting).toBe(0)
})

test('an answer that does not end is ended', async () => {
  const following = inFlight.follow(place, ask, (answer, isEnd) => (isEnd ? answer : null), never)
  await setImmediate()
  asked[0]?.say('and so on '.repeat(100_000))
  const answer = await following
  expect(answer?.text).toHaveLength(8000)
  expect(answer?.finishReason).toBe('length')
})
