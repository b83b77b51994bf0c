import type { AddressInfo } from 'node:net'
import http from 'node:http'
import { once } from 'node:events'
import { ErrorBody } from '../api/index.ts'
import { GatewayError } from '../errors.ts'
import { operations } from './openapi.ts'
import { failsAfter, key, says, scriptedApp, type ScriptedApp } from './scripted-app.ts'

const secret = 'launch_code = 4711'

describe("The gateway's HTTP face", () => {
  test('nothing of a request or an answer is ever logged, whatever goes wrong', async () => {
    const failures = [
      new GatewayError('engine_error', 'The engine broke', { quote: secret, cause: new Error(secret) }),
      new SyntaxError(`Unexpected token 'l', "${secret}" is not valid JSON`),
      new TypeError('Cannot read properties of undefined'),
    ]
    for (const failure of failures) {
      const { post, log } = scriptedApp(failsAfter([secret], failure))
      for (const stream of [false, true]) {
        await post('/v1/completions', { prompt: secret, suffix: secret, path: `${secret}.py`, stream })
        await post('/v1/chat/completions', { messages: [{ role: 'user', content: secret }], stream })
      }
      await post('/v1/completions', `{"prompt": "${secret}`)
      await post('/v1/completions', { prompt: [secret] })
      await post(`/v1/nothing?${encodeURIComponent(secret)}`, { prompt: secret })
      expect(log.length).toBeGreaterThan(0)
      expect(log.join('\n')).not.toMatch(/launch_code|4711/)
    }
  })

  test('a mistake of our own is told as one, without its inside', async () => {
    const { post, log } = scriptedApp(failsAfter([], new TypeError('undefined is not a function')))
    const { status, json } = await post('/v1/completions', { prompt: 'x' })
    expect(status).toBe(500)
    expect(ErrorBody.parse(json).error).toMatchObject({ code: 'internal', message: 'The gateway made a mistake.' })
    expect(log.join('\n')).toContain('undefined is not a function')
  })

  test('every address is in the description, and everything that is described is there', async () => {
    const { app } = scriptedApp()
    await app.ready()
    for (const { method, path } of operations)
      expect([path, app.hasRoute({ method: method.toUpperCase(), url: path })]).toEqual([path, true])
    const routes = app.printRoutes({ commonPrefix: false }).matchAll(/(\/\S+) \((GET|POST)/g)
    const registered = [...routes].map(([, path = '', method = '']) => `${method.toLowerCase()} ${path}`)
    expect(registered.sort()).toEqual(operations.map(({ method, path }) => `${method} ${path}`).sort())
    const { json } = await get(app, '/api/v1/openapi.json')
    expect(json).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } })
  })

  test.each(operations.map(({ method, path, isOpen = false }) => ({ method, path, isOpen })))(
    '$method $path needs the key, unless it is open',
    async ({ method, path, isOpen }) => {
      const { app } = scriptedApp()
      for (const authorization of [undefined, 'Bearer wrong', `Basic ${key}`, 'Bearer ']) {
        const response = await app.inject({
          method: method === 'get' ? 'GET' : 'POST',
          url: path,
          headers: authorization === undefined ? {} : { authorization },
        })
        if (isOpen) expect(response.statusCode).toBe(200)
        else expect(response.json()).toMatchObject({ error: { code: 'unauthorized' } })
      }
    },
  )

  test('models are listed with what a language server needs to know of them', async () => {
    const { app } = scriptedApp(says(''), 'starcoder2-7b')
    expect((await get(app, '/v1/models')).json).toMatchObject({
      object: 'list',
      data: [{ id: 'starcoder2-7b', owned_by: 'scripted', wayline: { profile: 'starcoder2', contextTokens: 4096 } }],
    })
  })

  test('it counts its answers and their tokens, by how they ended', async () => {
    const { app, post } = scriptedApp(says('a', 'b'))
    await post('/v1/completions', { prompt: 'x' })
    await post('/v1/chat/completions', { messages: [{ role: 'user', content: 'x' }] })
    const { text } = await get(app, '/metrics')
    expect(text).toContain('wayline_requests_total{feature="completion",outcome="ok"} 1')
    expect(text).toContain('wayline_requests_total{feature="chat",outcome="ok"} 1')
    expect(text).toContain('wayline_tokens_total{feature="completion",kind="completion"} 2')
    expect(text).toContain('wayline_requests_running{feature="completion"} 0')
  })

  test('nothing at an address is said with where to look', async () => {
    const { post } = scriptedApp()
    expect(await post('/v1/embeddings', {})).toMatchObject({ status: 404, json: { error: { code: 'not_found' } } })
  })
})

describe('The gateway on a socket', () => {
  let scripted: ScriptedApp

  afterEach(() => scripted.app.close())

  test.each([false, true])('an engine works no longer than its client waits (stream: %s)', async stream => {
    const reached: { signal?: AbortSignal } = {}
    let tellStarted: () => void = () => undefined
    const started = new Promise<void>(resolve => (tellStarted = resolve))
    scripted = scriptedApp(async function* (signal) {
      yield { type: 'delta', text: 'a' }
      reached.signal = signal
      const aborted = once(signal, 'abort')
      tellStarted()
      await aborted
      throw new GatewayError('engine_error', 'It was stopped.')
    })
    const { request, port } = await asked(scripted, '/v1/completions', { prompt: 'x', stream })
    await started
    request.destroy()
    await once(reached.signal as EventTarget & AbortSignal, 'abort').catch(() => undefined)
    expect(reached.signal?.aborted).toBe(true)
    expect(port).toBeGreaterThan(0)
  })

  test('asked to end, it says so first', async () => {
    scripted = scriptedApp()
    const { request } = await asked(scripted, '/api/v1/shutdown', {})
    const [response] = (await once(request, 'response')) as [http.IncomingMessage]
    expect(response.statusCode).toBe(202)
    response.resume()
    await scripted.shutDown
  })
})

async function asked({ app }: ScriptedApp, path: string, body: unknown) {
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const request = http.request({
    host: '127.0.0.1',
    port,
    path,
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
  })
  // A test that goes away has no use for how that looks from its side.
  request.on('error', () => undefined)
  request.end(JSON.stringify(body))
  return { request, port }
}

async function get(app: ScriptedApp['app'], url: string) {
  const response = await app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${key}` } })
  const isJson = response.headers['content-type']?.toString().startsWith('application/json') ?? false
  return { text: response.body, json: isJson ? response.json<unknown>() : null }
}
