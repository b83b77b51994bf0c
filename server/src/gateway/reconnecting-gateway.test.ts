import { WaylineError } from '../errors.ts'
import type { WholeGateway } from './gateway.ts'
import { createReconnectingGateway } from './reconnecting-gateway.ts'

const never = new AbortController().signal

function gatewayWith(models: WholeGateway['models']): WholeGateway {
  return {
    address: { url: 'http://x', token: '' },
    models,
    async *complete() {
      yield await Promise.resolve({ type: 'completion-end' as const, finishReason: null, usage: null })
    },
    async *chat() {
      yield await Promise.resolve('answer')
    },
    health: () => Promise.reject(new Error('not asked for here')),
    report: () => Promise.resolve(),
    dispose: () => Promise.resolve(),
  }
}

const gone = (): WaylineError => new WaylineError('gateway_unreachable', 'Gone.', { isRetryable: true })

test('a gateway that has gone is opened again within the same call', async () => {
  let opened = 0
  const gateway = createReconnectingGateway({
    now: () => 0,
    open: () => Promise.resolve(gatewayWith(() => (++opened === 1 ? Promise.reject(gone()) : Promise.resolve([])))),
  })
  expect(await gateway.models(never)).toEqual([])
  expect(opened).toBe(2)
})

test('the models are asked for once', async () => {
  let asked = 0
  const gateway = createReconnectingGateway({
    now: () => 0,
    open: () => Promise.resolve(gatewayWith(() => (asked++, Promise.resolve([])))),
  })
  await Promise.all([gateway.models(never), gateway.models(never)])
  await gateway.models(never)
  expect(asked).toBe(1)
  gateway.reset()
  await gateway.models(never)
  expect(asked).toBe(2)
})

test('one that does not start is left alone for a while, and longer each time', async () => {
  let time = 0
  let tries = 0
  const gateway = createReconnectingGateway({
    now: () => time,
    open: () => {
      tries++
      return Promise.reject(new WaylineError('local_gateway_failed', 'No.'))
    },
  })
  const attempts = [0, 999, 1000, 2999, 3000]
  for (time of attempts) await expect(gateway.models(never)).rejects.toThrow('No.')
  expect(tries).toBe(3)
})

test('whoever stops waiting does not stop the others', async () => {
  let open: (gateway: WholeGateway) => void = () => undefined
  const gateway = createReconnectingGateway({ now: () => 0, open: () => new Promise(resolve => (open = resolve)) })
  const impatient = new AbortController()
  const first = gateway.models(impatient.signal)
  const second = gateway.models(never)
  impatient.abort()
  await expect(first).rejects.toThrow('aborted')
  open(gatewayWith(() => Promise.resolve([])))
  expect(await second).toEqual([])
})

test('figures are told to a gateway that is connected, and connect to none', async () => {
  let opened = 0
  const gateway = createReconnectingGateway({
    now: () => 0,
    open: () => Promise.resolve(gatewayWith(() => (opened++, Promise.resolve([])))),
  })
  await expect(gateway.report([], never)).rejects.toThrow('no connection')
  expect(opened).toBe(0)
  await gateway.models(never)
  await gateway.report([], never)
  expect(opened).toBe(1)
})
