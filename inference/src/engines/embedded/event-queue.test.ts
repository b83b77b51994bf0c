import { createEventQueue } from './event-queue.ts'
import { untilAborted } from './until-aborted.ts'

test('events are read in their order, whether they came before or after being asked for', async () => {
  const queue = createEventQueue<string>()
  queue.push('one')
  queue.push('two')
  expect([await queue.next(), await queue.next()]).toEqual(['one', 'two'])
  const third = queue.next()
  queue.push('three')
  queue.push('four')
  expect([await third, await queue.next()]).toEqual(['three', 'four'])
})

test('a wait ends with what is waited for, or with the reason to wait no longer', async () => {
  const controller = new AbortController()
  expect(await untilAborted(Promise.resolve(1), controller.signal)).toBe(1)
  await expect(untilAborted(Promise.reject(new Error('failed')), controller.signal)).rejects.toThrow('failed')
  const waiting = untilAborted(createEventQueue<string>().next(), controller.signal)
  const reason = new Error('too late')
  controller.abort(reason)
  await expect(waiting).rejects.toBe(reason)
  await expect(untilAborted(Promise.resolve(1), controller.signal)).rejects.toBe(reason)
})
