import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { WebSocket } from 'ws'
import { isForLoopback, isLoopbackAddress, isOwnPage } from './playground-access.ts'
import { key, scriptedApp, type ScriptedApp } from './scripted-app.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wl-page-'))
fs.writeFileSync(path.join(folder, 'index.html.gz'), gzipSync('<!doctype html>'))
fs.writeFileSync(path.join(folder, 'main.js.gz'), gzipSync('begin()'))
fs.writeFileSync(path.join(folder, 'samples.json.gz'), gzipSync('{"python-shop/app.py":"app = 1"}'))
fs.writeFileSync(path.join(folder, 'secret.txt'), 'secret')
afterAll(() => fs.rmSync(folder, { recursive: true }))

let scripted: ScriptedApp
const begin = (isForAll = false): void => {
  const playground = { folder, command: [process.execPath, '-e', ''], isForAll }
  scripted = scriptedApp(undefined, undefined, { playground })
}
const get = (url: string, headers: Record<string, string> = {}) =>
  scripted.app.inject({ method: 'GET', url, headers: { host: '127.0.0.1:9295', ...headers } })

beforeEach(() => begin())
afterEach(() => scripted.app.close())

describe('The page in the browser', () => {
  test('needs no key to be loaded, and asks nobody but its own host', async () => {
    const { statusCode, body, headers } = await get('/playground/')
    expect([statusCode, body]).toEqual([200, '<!doctype html>'])
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';")
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  test('is sent packed to whoever takes it so, and not again when it is known', async () => {
    const { headers, rawPayload } = await get('/playground/main.js', { 'accept-encoding': 'gzip, br' })
    expect(headers['content-encoding']).toBe('gzip')
    expect(rawPayload).toEqual(gzipSync('begin()'))
    const again = await get('/playground/main.js', { 'if-none-match': headers.etag ?? '' })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })

  test.each([
    '/playground/secret.txt',
    '/playground/../secret.txt',
    '/playground/%2e%2e/secret.txt',
    '/playground/..%2fsecret.txt',
    '/playground/main.js.gz',
    '/playground/%00',
  ])('has no file at %s', async url => {
    const { statusCode, body } = await get(url)
    expect(statusCode).toBeGreaterThanOrEqual(400)
    expect(body).not.toBe('secret')
  })

  test('opens nothing else without the key', async () => {
    expect((await get('/v1/models')).statusCode).toBe(401)
    expect((await get('/playground/%2e%2e/v1/models')).statusCode).not.toBe(200)
  })

  test('is refused under a name that is not this computer’s own', async () => {
    const { statusCode, body } = await get('/playground/', { host: 'evil.example:9295' })
    expect([statusCode, body.includes('<!doctype')]).toEqual([403, false])
    begin(true)
    expect((await get('/playground/', { host: 'wayline.example.com' })).statusCode).toBe(200)
  })

  test('is found from the address of the gateway alone', async () => {
    expect((await get('/')).headers.location).toBe('/playground/')
  })

  test('is not there where no language server is known', async () => {
    scripted = scriptedApp()
    expect((await get('/playground/')).statusCode).toBe(401)
    expect((await get('/playground/', { authorization: `Bearer ${key}` })).statusCode).toBe(404)
  })
})

describe('Its WebSocket', () => {
  async function statusFor(headers: Record<string, string>, address = '/playground/session'): Promise<number> {
    await scripted.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = scripted.app.server.address() as AddressInfo
    const own = { host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` }
    const named = Object.fromEntries(
      Object.entries({ ...own, ...headers }).map(([name, value]) => [name, value.replace('PORT', String(port))]),
    )
    const socket = new WebSocket(`ws://127.0.0.1:${port}${address}`, { headers: named })
    const opened = once(socket, 'open').then(() => 101)
    const refused = once(socket, 'unexpected-response').then(
      ([, response]: { statusCode?: number }[]) => response?.statusCode ?? 0,
    )
    const status = await Promise.race([opened, refused])
    socket.on('error', () => undefined).terminate()
    return status
  }

  test('is for its own page', async () => {
    expect(await statusFor({})).toBe(101)
  })

  test.each([
    { origin: 'https://evil.example' },
    { origin: 'http://127.0.0.1:1' },
    { origin: 'http://localhost:PORT' },
    { origin: 'null' },
    { origin: 'file://' },
    { host: 'evil.example:PORT', origin: 'http://evil.example:PORT' },
  ])('is not for %j', async headers => {
    expect(await statusFor(headers)).toBe(403)
  })

  test('is at no other address', async () => {
    expect(await statusFor({}, '/v1/completions')).toBe(404)
  })
})

describe('Whoever asks for the page', () => {
  test.each(['127.0.0.1:9295', 'localhost', 'LOCALHOST:1', '[::1]:9295'])('as %s is this computer', host => {
    expect(isForLoopback({ host })).toBe(true)
  })

  test.each([undefined, '', 'evil.example', '127.0.0.1.evil.example', 'localhost@evil.example', 'a b', '127.0.0.1/x'])(
    'as %s is not',
    host => {
      expect(isForLoopback(host === undefined ? {} : { host })).toBe(false)
    },
  )

  test('without an origin is no browser', () => {
    expect(isOwnPage({ host: 'localhost:9295' })).toBe(false)
    expect(isOwnPage({ host: 'Wayline.example.com', origin: 'https://wayline.example.com' })).toBe(true)
  })

  test.each([
    ['127.0.0.1', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['10.0.0.1', false],
  ])('finds the gateway on %s, which is loopback: %s', (host, isLoopback) => {
    expect(isLoopbackAddress(host)).toBe(isLoopback)
  })
})
