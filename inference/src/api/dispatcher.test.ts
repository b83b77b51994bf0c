import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { request } from 'undici'
import { describeUnless } from '../../../tests/src/skip.ts'
import { createDispatcher, proxyVariables } from './dispatcher.ts'

describe('The proxy variables', () => {
  test('loopback never goes through a proxy, and small letters win', () => {
    expect(proxyVariables({ HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:2', NO_PROXY: '.corp' })).toEqual({
      httpsProxy: 'http://b:2',
      noProxy: '.corp,localhost,127.0.0.1,[::1]',
    })
  })
})

const noOpenssl =
  spawnSync('openssl', ['version']).status === 0 ? null : 'openssl, which makes its certificate, is not installed'

describeUnless(noOpenssl)('Requests to a server with a certificate of the company’s own', () => {
  let folder: string
  let certificate: string
  let port: number
  let proxy: { url: string; hosts: string[] }
  const servers: net.Server[] = []

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-tls-'))
    certificate = path.join(folder, 'ca.pem')
    const keyFile = path.join(folder, 'key.pem')
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=models.example'].concat([
        '-addext',
        'subjectAltName=DNS:models.example,IP:127.0.0.1',
        '-keyout',
        keyFile,
        '-out',
        certificate,
      ]),
      { stdio: 'ignore' },
    )
    const options = { key: fs.readFileSync(keyFile), cert: fs.readFileSync(certificate) }
    port = await listen(https.createServer(options, (_request, response) => response.end('hello')))
    proxy = await startProxy()
  })

  afterAll(async () => {
    for (const server of servers) await new Promise(resolve => server.close(resolve))
    fs.rmSync(folder, { recursive: true })
  })

  test('are refused while nobody has said that it is trusted', async () => {
    await expect(get(`https://127.0.0.1:${port}/`, {})).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  })

  test.each(['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'])('are answered once %s names it', async variable => {
    expect(await get(`https://127.0.0.1:${port}/`, { [variable]: certificate })).toBe('hello')
  })

  test('a file of certificates that is not there does no harm to those that are', async () => {
    const env = { NODE_EXTRA_CA_CERTS: path.join(folder, 'missing.pem'), SSL_CERT_FILE: certificate }
    expect(await get(`https://127.0.0.1:${port}/`, env)).toBe('hello')
  })

  test('go through the proxy, which sees the host and nothing else', async () => {
    const env = { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: certificate }
    expect(await get('https://models.example/', env)).toBe('hello')
    expect(proxy.hosts).toEqual(['models.example:443'])
  })

  test('go past it where NO_PROXY says so', async () => {
    const before = proxy.hosts.length
    const env = { HTTPS_PROXY: proxy.url, NO_PROXY: 'models.invalid', NODE_EXTRA_CA_CERTS: certificate }
    await expect(get('https://models.invalid/', env)).rejects.toMatchObject({ code: 'ENOTFOUND' })
    expect(await get(`https://127.0.0.1:${port}/`, env)).toBe('hello')
    expect(proxy.hosts).toHaveLength(before)
  })

  async function get(url: string, env: NodeJS.ProcessEnv): Promise<string> {
    const dispatcher = createDispatcher({ env })
    try {
      return await (await request(url, { dispatcher })).body.text()
    } finally {
      await dispatcher.destroy()
    }
  }

  async function listen(server: net.Server): Promise<number> {
    servers.push(server)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    return (server.address() as AddressInfo).port
  }

  /** Whatever host a client names, it gets our server: there is no models.example. */
  async function startProxy() {
    const hosts: string[] = []
    const server = http.createServer()
    server.on('connect', (incoming, client: net.Socket) => {
      hosts.push(incoming.url ?? '')
      const upstream = net.connect(port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n')
        client.pipe(upstream).pipe(client)
      })
      client.on('error', () => upstream.destroy())
      upstream.on('error', () => client.destroy())
    })
    return { url: `http://127.0.0.1:${await listen(server)}`, hosts }
  }
})
