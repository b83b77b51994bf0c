import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import { piece, startRawEngine, wellBehaved, type Behaviour, type RawEngine } from './src/raw-engine.ts'
import { useSession } from './src/session.ts'

interface Adversary {
  name: string
  behaviour: Behaviour
  /** What the editor is given: nothing, unless it says otherwise. */
  shown?: string
  /** Asked by hand, so that more than a line is wanted. */
  invoked?: boolean
  /** It never comes to an end, so that the deadline has to. */
  isEndless?: boolean
}

const stream = (response: ServerResponse): ServerResponse =>
  response.writeHead(200, { 'content-type': 'text/event-stream' })
const done = `${piece('', 'stop')}data: [DONE]\n\n`

/** Sends bytes as they are, each piece by itself. */
const sends =
  (...pieces: (string | Buffer)[]): Behaviour =>
  async response => {
    stream(response)
    for (const one of pieces) {
      response.write(one)
      await setImmediate()
    }
    response.end()
  }

/** Says the same until nobody listens any more. */
const forEver =
  (one: string): Behaviour =>
  async (response, gone) => {
    stream(response)
    while (!gone.aborted) {
      if (response.write(one)) await setImmediate()
      else await once(response, 'drain', { signal: gone }).catch(() => undefined)
    }
  }

const refuses =
  (status: number, body: string, headers: Record<string, string> = {}): Behaviour =>
  response => {
    response.writeHead(status, headers)
    response.end(body)
  }

const error = JSON.stringify({ error: { message: 'no', type: 'x', param: null, code: 1 } })
const right = Buffer.from(`${piece('größe("😀")')}${done}`)
const answered = JSON.stringify({ choices: [{ index: 0, text: 'compute(1)', finish_reason: 'stop' }] })

const adversaries: Adversary[] = [
  { name: 'is silent', behaviour: () => undefined, isEndless: true },
  { name: 'begins to answer and is silent', behaviour: response => stream(response).flushHeaders(), isEndless: true },
  {
    name: 'is silent after half a line',
    behaviour: response => void stream(response).write(piece('half')),
    isEndless: true,
  },
  {
    name: 'is silent in its second line',
    behaviour: response => void stream(response).write(piece('compute(1);\nsave(')),
    invoked: true,
    shown: 'compute(1);',
    isEndless: true,
  },
  {
    name: 'sends byte by byte',
    behaviour: sends(...Array.from(right, (_, at) => right.subarray(at, at + 1))),
    shown: 'größe("😀")',
  },
  { name: 'ends in half an event', behaviour: sends(piece('compute('), 'data: {"choices":[{"te') },
  { name: 'sends what is no JSON', behaviour: sends(piece('compute('), 'data: {oops}\n\n', done) },
  { name: 'sends JSON of another shape', behaviour: sends('data: {"choices":"compute(1)"}\n\n', done) },
  { name: 'sends an array', behaviour: sends('data: [1]\n\n', done) },
  { name: 'sends null', behaviour: sends('data: null\n\n', done) },
  { name: 'sends text that is a number', behaviour: sends('data: {"choices":[{"text":7}]}\n\n', done) },
  { name: 'sends an error in its stream', behaviour: sends(piece('compute('), `data: ${error}\n\n`, done) },
  { name: 'sends no text at all', behaviour: sends(done) },
  { name: 'sends nothing at all', behaviour: sends() },
  {
    name: 'sends comments and events that nobody knows',
    behaviour: sends(': hello\n\nevent: x\n', piece('compute(1)'), done),
    shown: 'compute(1)',
  },
  { name: 'sends lines without an end', behaviour: forEver(piece('compute(1);\n')), shown: 'compute(1);' },
  { name: 'sends one line without an end', behaviour: forEver(piece('and so on ')), isEndless: true },
  { name: 'sends a word without an end', behaviour: forEver(piece('a')), isEndless: true },
  { name: 'sends an event without an end', behaviour: forEver('data: aaaaaaaaaaaaaaaa'), isEndless: true },
  {
    name: 'sends a megabyte of lines at once',
    behaviour: sends(piece('compute(1);\n'.repeat(90_000)), done),
    shown: 'compute(1);',
  },
  { name: 'sends a megabyte in one line', behaviour: sends(piece('a + '.repeat(250_000)), done) },
  {
    name: 'begins with a mark of its format',
    behaviour: sends(piece('<|fim_middle|>compute(1)'), done),
  },
  {
    name: 'ends with a mark of its format',
    behaviour: sends(piece('compute(1)'), piece('<|endo'), piece('ftext|>junk'), done),
    shown: 'compute(1)',
  },
  {
    name: 'breaks off',
    behaviour: response => {
      stream(response).write(piece('compute('), () => response.destroy())
    },
  },
  { name: 'hangs up at once', behaviour: response => void response.destroy() },
  { name: 'answers 400', behaviour: refuses(400, error) },
  { name: 'answers 401', behaviour: refuses(401, error) },
  { name: 'answers 404', behaviour: refuses(404, 'not here') },
  { name: 'answers 429', behaviour: refuses(429, error, { 'retry-after': '3600' }) },
  { name: 'answers 500 with a page', behaviour: refuses(500, '<html>oops</html>', { 'content-type': 'text/html' }) },
  { name: 'answers 503', behaviour: refuses(503, '') },
  { name: 'answers 204', behaviour: refuses(204, '') },
  { name: 'points elsewhere', behaviour: refuses(302, '', { location: '/v1/completions' }) },
  { name: 'answers with a page', behaviour: refuses(200, '<html>Sign in</html>', { 'content-type': 'text/html' }) },
  {
    name: 'answers at once instead of streaming',
    behaviour: refuses(200, answered, { 'content-type': 'application/json' }),
    shown: 'compute(1)',
  },
  {
    name: 'sends bytes that are no text',
    behaviour: sends('data: {"choices":[{"text":"compute(', Buffer.from([0xff, 0xfe]), ')"}]}\n\n', done),
  },
  { name: 'sends characters that reorder text', behaviour: sends(piece('compute(/* \u202e } */ 1)'), done) },
  {
    name: 'sends characters that nobody sees',
    behaviour: sends(piece('com\u200bpute(1)\u0000'), done),
    shown: 'compute(1)',
  },
  { name: 'sends half a character', behaviour: sends('data: {"choices":[{"text":"compute(\\ud83d)"}]}\n\n', done) },
]

describe('An engine that', () => {
  const session = useSession('stdio')
  let engine: RawEngine

  beforeEach(async () => {
    engine = await startRawEngine()
  })
  afterEach(() => engine.close())

  test.each(adversaries)('$name', async ({ behaviour, shown, invoked = false, isEndless = false }) => {
    const gateway = await session().gateway(engine)
    const timeoutMs = isEndless ? 500 : 30_000
    const settings = { gateway: gateway.settings, completion: { timeoutMs, askAhead: false } }
    const editor = await session().editor({ settings })
    const document = await editor.open(session().home.uri('a.ts'), 'const total = |\n')
    engine.behaviour = behaviour
    const items = await document.inline({ invoked })
    expect(items.map(({ insertText }) => insertText)).toEqual(shown === undefined ? [] : [shown])
    await engine.idle()

    engine.behaviour = wellBehaved('sum(a, b)')
    await document.type('1;\nconst other = ')
    const [next] = await document.inline({ invoked: true })
    expect(next?.insertText).toBe('sum(a, b)')
    await engine.idle()
    expect(gateway.child.exitCode).toBeNull()
  })
})
