import fs from 'node:fs'
import path from 'node:path'
import type { LanguageServerOptions, StartLanguageServer } from './language-server.ts'
import { closings, createSessions, type Sessions, type SessionsOptions } from './sessions.ts'

/** A language server that says what a test has it say. */
interface StandIn {
  options: LanguageServerOptions
  received: Record<string, unknown>[]
  isEnded: boolean
}

interface Page {
  told: Record<string, unknown>[]
  closed: { code: number; reason: string } | null
  says: (message: unknown) => void
  leaves: () => void
}

let servers: StandIn[]
let sessions: Sessions
let timers: { run: () => void; isOver: boolean }[]
let now: number
let backlog: number

const samples = new Map([['python-shop/app.py', 'app = 1\n']])
const app = 'playground:/python-shop/app.py'
const open = { jsonrpc: '2.0', id: 0, method: 'playground/open', params: { key: 'the-key' } }

const start: StartLanguageServer = options => {
  const standIn: StandIn = { options, received: [], isEnded: false }
  servers.push(standIn)
  return {
    send(message) {
      standIn.received.push({ ...message })
      if ('method' in message && message.method === 'initialize')
        options.onMessage({ jsonrpc: '2.0', id: 'gateway:initialize', result: { capabilities: {} } })
    },
    backlog: () => backlog,
    end() {
      standIn.isEnded = true
      options.onEnd(null)
      return Promise.resolve()
    },
  }
}

function begin(options: Partial<SessionsOptions> = {}): void {
  sessions = createSessions({
    samples,
    command: ['language-server'],
    start,
    url: () => 'http://127.0.0.1:9295',
    isKey: key => key === 'the-key',
    log: () => undefined,
    now: () => now,
    after(_delayMs, run) {
      const timer = { run, isOver: false }
      timers.push(timer)
      return () => (timer.isOver = true)
    },
    ...options,
  })
}

function connect(): Page {
  const page: Page = { told: [], closed: null, says: () => undefined, leaves: () => undefined }
  const line = sessions.connect({
    send: text => page.told.push(JSON.parse(text) as Record<string, unknown>),
    close: (code, reason) => (page.closed = { code, reason }),
    backlog: () => 0,
  })
  page.says = message => line.received(typeof message === 'string' ? message : JSON.stringify(message))
  page.leaves = () => line.closed()
  return page
}

function opened(): { page: Page; server: StandIn } {
  const page = connect()
  page.says(open)
  const server = servers.at(-1)
  if (!server) throw new Error('no language server was started')
  return { page, server }
}

beforeEach(() => {
  servers = []
  timers = []
  now = 0
  backlog = 0
  begin()
})
afterEach(() => sessions.dispose())

describe('A session of the playground', () => {
  test('begins with a copy of the samples, which goes with it', () => {
    const { page, server } = opened()
    const { root } = server.options
    expect(page.told).toEqual([{ jsonrpc: '2.0', id: 0, result: { files: ['python-shop/app.py'] } }])
    expect(fs.readFileSync(path.join(root, 'python-shop/app.py'), 'utf8')).toBe('app = 1\n')
    page.leaves()
    expect(server.isEnded).toBe(true)
    expect(fs.existsSync(root)).toBe(false)
  })

  test('tells its server where the gateway is, whose key to use, and that this computer is not to be touched', () => {
    const { server } = opened()
    expect(server.received[0]).toMatchObject({
      method: 'initialize',
      params: {
        initializationOptions: {
          wayline: {
            gateway: { url: 'http://127.0.0.1:9295', token: 'the-key', model: '' },
            local: { enabled: false, download: 'never' },
            diagnosis: { ruleFolders: [] },
            events: { store: false },
            telemetry: { send: false },
          },
        },
      },
    })
  })

  test.each(['', 'wrong'])('does not begin with the key %j', key => {
    const page = connect()
    page.says({ ...open, params: { key } })
    expect(page.closed?.code).toBe(closings.unauthorized)
    expect(servers).toEqual([])
  })

  test.each([
    { jsonrpc: '2.0', id: 0, method: 'initialize', params: { key: 'the-key' } },
    { jsonrpc: '2.0', id: 0, method: 'playground/open', params: {} },
    { jsonrpc: '2.0', id: 0, method: 'playground/open', params: { key: 'the-key', suggestions: 'all' } },
    'not JSON',
    '',
  ])('does not begin with %j', message => {
    const page = connect()
    page.says(message)
    expect(page.closed?.code).toBe(closings.malformed)
    expect(servers).toEqual([])
  })

  test('that nobody opens is closed', () => {
    const page = connect()
    timers[0]?.run()
    expect(page.closed?.code).toBe(closings.unauthorized)
  })

  test('in which nothing happens ends', () => {
    const { page, server } = opened()
    timers.at(-1)?.run()
    expect(page.closed?.code).toBe(closings.idle)
    expect(server.isEnded).toBe(true)
  })

  test('is one of a few', () => {
    begin({ most: 1 })
    const { page } = opened()
    const second = connect()
    second.says(open)
    expect(second.closed?.code).toBe(closings.full)
    page.leaves()
    const third = connect()
    third.says(open)
    expect(third.closed).toBeNull()
  })

  test('ends when it says more than anybody types', () => {
    const { page, server } = opened()
    for (let count = 0; count < 1000 && !page.closed; count++)
      page.says({ jsonrpc: '2.0', method: '$/cancelRequest', params: { id: count } })
    expect(page.closed?.code).toBe(closings.tooMuch)
    expect(server.received.length).toBeLessThan(700)
    expect(server.isEnded).toBe(true)
  })

  test('may say a little for ever', () => {
    const { page } = opened()
    for (let count = 0; count < 2000; count++) {
      now += 10
      page.says({ jsonrpc: '2.0', method: '$/cancelRequest', params: { id: count } })
    }
    expect(page.closed).toBeNull()
  })

  test('ends when its server does not read any more', () => {
    const { page } = opened()
    backlog = 5 * 1024 * 1024
    page.says({ jsonrpc: '2.0', method: '$/cancelRequest', params: { id: 1 } })
    expect(page.closed?.code).toBe(closings.tooMuch)
  })

  test('ends when text comes without an end', () => {
    const { page } = opened()
    const text = 'x'.repeat(190_000)
    for (let version = 1; version < 200 && !page.closed; version++) {
      now += 100
      page.says({
        jsonrpc: '2.0',
        method: 'textDocument/didChange',
        params: { textDocument: { uri: app, version }, contentChanges: [{ text }] },
      })
    }
    expect(page.closed?.code).toBe(closings.tooMuch)
  })

  test('refuses what a page may not ask, and goes on', () => {
    const { page, server } = opened()
    page.says({
      jsonrpc: '2.0',
      id: 1,
      method: 'textDocument/hover',
      params: { textDocument: { uri: 'file:///etc/passwd' }, position: { line: 0, character: 0 } },
    })
    expect(page.told.at(-1)).toMatchObject({ id: 1, error: { code: -32602 } })
    expect(page.closed).toBeNull()
    expect(JSON.stringify(server.received)).not.toContain('passwd')
  })

  test('takes an answer only to what was asked', () => {
    const { page, server } = opened()
    page.says({ jsonrpc: '2.0', id: 'gateway:initialize', result: { applied: true } })
    page.says({ jsonrpc: '2.0', id: 7, result: { applied: true } })
    const before = server.received.length
    server.options.onMessage({ jsonrpc: '2.0', id: 7, method: 'workspace/applyEdit', params: { edit: {} } })
    page.says({ jsonrpc: '2.0', id: 7, result: { applied: true } })
    page.says({ jsonrpc: '2.0', id: 7, result: { applied: true } })
    expect(server.received.slice(before)).toEqual([{ jsonrpc: '2.0', id: 7, result: { applied: true } }])
  })

  test('changes the model, and nothing else of the settings', () => {
    const { page, server } = opened()
    page.says({
      jsonrpc: '2.0',
      method: 'playground/model',
      params: { model: 'other', gateway: { url: 'http://evil' } },
    })
    expect(server.received.at(-1)).toMatchObject({
      method: 'workspace/didChangeConfiguration',
      params: { settings: { wayline: { gateway: { url: 'http://127.0.0.1:9295', model: 'other' } } } },
    })
  })

  test('tells when its server has ended by itself', () => {
    const log: string[] = []
    begin({ log: line => log.push(line) })
    const { page, server } = opened()
    server.options.onEnd('It ended by itself (SIGSEGV).')
    expect(page.closed?.code).toBe(closings.failed)
    expect(log.join()).toContain('SIGSEGV')
    expect(fs.existsSync(server.options.root)).toBe(false)
  })
})
