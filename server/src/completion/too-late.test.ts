import type { Health } from '@wayline/inference/api'
import { WaylineError } from '../errors.ts'
import type { Gateway } from '../gateway/gateway.ts'
import { ScriptedGateway } from './scripted-gateway.ts'
import { tooLate } from './too-late.ts'

const health = (engine: Health['engine']): Health => ({ status: 'ok', version: '1', build: 'b', pid: 1, engine })
const never = new AbortController().signal

/** A gateway that says this of its health, at an address of its own unless it has none yet. */
function gatewayThat(says: Gateway['health'], url = 'http://gateway'): Gateway {
  return Object.assign(new ScriptedGateway(), { health: says, address: { url, token: '' } })
}

test('a gateway that is well was too slow, and there is advice for that', async () => {
  const gateway = gatewayThat(() => Promise.resolve(health({ kind: 'embedded', state: 'ready' })))
  expect(await tooLate(gateway, 100, never)).toMatchObject({
    code: 'timeout',
    message: 'No completion came within 100 ms.',
    remedy: expect.stringContaining('timeoutMs') as string,
  })
})

test('a model that is still being loaded is told as that, and there is nothing to do about it', async () => {
  const gateway = gatewayThat(() => Promise.resolve(health({ kind: 'embedded', state: 'starting', model: 'Coder' })))
  const error = await tooLate(gateway, 100, never)
  expect(error).toMatchObject({ code: 'model_loading', message: 'Coder is still being loaded; then completions come.' })
  expect(error.remedy).toBeUndefined()
})

test('an engine that has failed meanwhile is told with its own reason', async () => {
  const engine = { kind: 'vllm', state: 'failed', code: 'engine_unreachable', reason: 'It is gone.' } as const
  const gateway = gatewayThat(() => Promise.resolve(health(engine)))
  expect(await tooLate(gateway, 100, never)).toMatchObject({ code: 'engine_unavailable', message: 'It is gone.' })
})

test('a gateway that there is no connection to yet is still being started', async () => {
  const gateway = gatewayThat(() => Promise.reject(new Error('late')), '')
  expect(await tooLate(gateway, 100, never)).toMatchObject({ code: 'model_loading' })
})

test('one that does not say how it is, is slow', async () => {
  const gateway = gatewayThat(() => Promise.reject(new WaylineError('bad_answer', 'What?')))
  expect(await tooLate(gateway, 100, never)).toMatchObject({ code: 'timeout' })
})

test('whoever has gone meanwhile is told nothing', async () => {
  const gateway = gatewayThat(() => Promise.reject(new Error('late')))
  await expect(tooLate(gateway, 100, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone')
})
