import fs from 'node:fs'
import http from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { expectSentence, wayline } from './src/command.ts'
import { useSession } from './src/session.ts'

describe('wayline model pull', () => {
  const session = useSession('stdio')
  let server: http.Server
  let url: string

  beforeEach(async () => {
    server = http.createServer((request, response) => response.writeHead(request.method === 'HEAD' ? 501 : 404).end())
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterEach(() => server.close())

  const proxyless = { HTTPS_PROXY: '', HTTP_PROXY: '', https_proxy: '', http_proxy: '' }

  test.each([
    ['an address with nothing at it', () => `${url}/nofile.gguf`, /answered 404\. Check the address/],
    [
      'an address that nobody listens at',
      () => 'http://127.0.0.1:1/x.gguf',
      /nothing listens there\. Check the address/,
    ],
    ['a hub that is none', () => 'hf:a/b/c.gguf', /answered 501\. Try again later/],
  ])('%s is told with what to do', async (_, name, sentence) => {
    const env = { ...proxyless, HF_ENDPOINT: url }
    const ran = await wayline(session().home, ['model', 'pull', name()], { env })
    expect(ran.errors).toMatch(sentence)
    expectSentence(ran)
    expect(ran.code).toBe(1)
  })

  test('a model that is removed is named, to programs as JSON', async () => {
    const { home } = session()
    fs.mkdirSync(home.local.modelsDir, { recursive: true })
    for (const more of [[], ['--json']]) {
      fs.writeFileSync(path.join(home.local.modelsDir, 'a.gguf'), 'GGUF')
      const { output, code } = await wayline(home, ['model', 'remove', 'a', ...more])
      if (more.length === 0) expect(output).toBe('Removed a.\n')
      else expect(JSON.parse(output)).toMatchObject({ removed: { id: 'a' } })
      expect(code).toBe(0)
    }
  })

  test('a data folder that cannot be made is told like that by all that need it, and to programs too', async () => {
    const file = path.join(session().home.project, 'file')
    fs.writeFileSync(file, '')
    const env = { ...proxyless, WAYLINE_DATA_DIR: path.join(file, 'data') }
    const ran = await wayline(session().home, ['model', 'pull', `${url}/x.gguf`], { env })
    expect(ran.errors).toMatch(/The data folder .+ cannot be written to\. .*WAYLINE_DATA_DIR/)
    expectSentence(ran)
    const told = await wayline(session().home, ['model', 'pull', `${url}/x.gguf`, '--json'], { env })
    expect(JSON.parse(told.output)).toMatchObject({ type: 'failed', code: 'bad_config' })
    const started = await wayline(session().home, ['start', '--port', '0'], { env })
    expect(started.errors).toMatch(/cannot be written to\. .*WAYLINE_DATA_DIR/)
    expect(started.errors).not.toMatch(/E[A-Z]{4,}/)
    expect(started.code).toBe(1)
  })
})
