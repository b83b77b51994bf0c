import { batchLimit, type ActivityEvent, type UsageEvent } from '@wayline/inference/api'
import { WaylineError } from '../errors.ts'
import { ManualClock } from './manual-clock.ts'
import { createEventSender, type EventSender } from './sender.ts'

const event = (requests: number): ActivityEvent => ({
  type: 'activity',
  time: 1_790_000_000_000,
  session: 's',
  language: 'go',
  requests,
  generated: 0,
  briefly: 0,
  typedCharacters: 0,
  acceptedCharacters: 0,
})

interface Scene {
  sender: EventSender
  clock: ManualClock
  /** Numbers of the events of each batch that was sent, taken or not. */
  batches: number[][]
  log: string[]
  /** What the gateway does with a batch from now on. */
  answer: (signal: AbortSignal) => Promise<void>
  add: (...numbers: number[]) => void
  pass: (ms: number) => Promise<void>
}

function scene(): Scene {
  const clock = new ManualClock()
  const made: Scene = {
    clock,
    batches: [],
    log: [],
    answer: () => Promise.resolve(),
    sender: createEventSender({
      after: clock.after,
      log: message => made.log.push(message),
      send(events: UsageEvent[], signal) {
        made.batches.push(events.map(sent => (sent.type === 'activity' ? sent.requests : -1)))
        return made.answer(signal)
      },
    }),
    add(...numbers) {
      for (const number of numbers) made.sender.add(event(number))
    },
    async pass(ms) {
      clock.pass(ms)
      await new Promise(resolve => setImmediate(resolve))
    },
  }
  return made
}

const count = (length: number): number[] => Array.from({ length }, (_, index) => index)
const unreachable = new WaylineError('gateway_unreachable', 'Nothing listens there.', { isRetryable: true })
const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))

test('events go out once a minute, and without events nothing does', async () => {
  const { add, pass, batches, clock } = scene()
  expect(clock.waiting).toBe(0)
  add(1, 2)
  await pass(59_999)
  expect(batches).toEqual([])
  await pass(1)
  expect(batches).toEqual([[1, 2]])
  expect(clock.waiting).toBe(0)
  add(3)
  await pass(60_000)
  expect(batches).toEqual([[1, 2], [3]])
})

test('many events go out in batches as large as the gateway takes', async () => {
  const { add, pass, batches } = scene()
  add(...count(450))
  await pass(60_000)
  expect(batches.map(batch => batch.length)).toEqual([batchLimit, batchLimit, 50])
  expect(batches.flat()).toEqual(count(450))
})

test('a batch that was not taken is sent again, ever more rarely, until it is', async () => {
  const scenery = scene()
  const { add, pass, batches, log } = scenery
  scenery.answer = () => Promise.reject(unreachable)
  add(1)
  await pass(60_000)
  add(2)
  await pass(60_000)
  expect(batches).toEqual([[1]])
  await pass(60_000)
  expect(batches).toEqual([[1], [1, 2]])
  expect(log).toEqual(Array(2).fill('Events could not be sent: Nothing listens there.'))
  scenery.answer = () => Promise.resolve()
  await pass(240_000)
  add(3)
  await pass(60_000)
  expect(batches.slice(2)).toEqual([[1, 2], [3]])
})

test('while nobody takes them, only the newest wait', async () => {
  const scenery = scene()
  scenery.answer = () => Promise.reject(unreachable)
  scenery.add(...count(3000))
  await scenery.pass(60_000)
  scenery.answer = () => Promise.resolve()
  await scenery.pass(120_000)
  expect(scenery.batches.slice(1).flat()).toEqual(count(3000).slice(-2000))
})

test('what a gateway does not understand is not sent to it again', async () => {
  const scenery = scene()
  scenery.answer = () => Promise.reject(new WaylineError('gateway_refused', 'There is nothing at that address.'))
  scenery.add(1)
  await scenery.pass(60_000)
  await scenery.pass(24 * 60 * 60_000)
  expect(scenery.batches).toEqual([[1]])
  expect(scenery.clock.waiting).toBe(0)
})

test('at the end what is left goes out, and a gateway that is slow is not waited for', async () => {
  const quick = scene()
  quick.add(1)
  await quick.sender.finish(500)
  expect(quick.batches).toEqual([[1]])
  expect(quick.clock.waiting).toBe(0)

  const slow = scene()
  slow.answer = untilAborted
  slow.add(1)
  await slow.sender.finish(1)
  expect(slow.batches).toEqual([[1]])
  expect(slow.clock.waiting).toBe(0)
})

test('what comes while a batch is on its way goes with the next', async () => {
  const scenery = scene()
  let taken: () => void = () => undefined
  scenery.answer = () => new Promise(resolve => (taken = resolve))
  scenery.add(1)
  await scenery.pass(60_000)
  scenery.add(2)
  taken()
  await scenery.pass(0)
  expect(scenery.batches).toEqual([[1], [2]])
  taken()
  await scenery.pass(0)
  expect(scenery.clock.waiting).toBe(0)
})

test('what is cleared is not sent, not even what is on its way', async () => {
  const scenery = scene()
  scenery.answer = untilAborted
  scenery.add(1)
  scenery.sender.clear()
  await scenery.pass(60_000)
  expect(scenery.batches).toEqual([])
  scenery.add(2)
  await scenery.pass(60_000)
  scenery.sender.clear()
  await scenery.pass(24 * 60 * 60_000)
  expect(scenery.batches).toEqual([[2]])
  expect(scenery.log).toEqual([])
})
