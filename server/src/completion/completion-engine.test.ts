import { parseConfig } from '../config.ts'
import type { ContextPart } from '../context/context-part.ts'
import { WaylineError } from '../errors.ts'
import { ManualClock } from '../events/manual-clock.ts'
import { createCompletionEngine, type CompletionEngine } from './completion-engine.ts'
import { requestAt } from './cursor-fixture.ts'
import { ScriptedGateway } from './scripted-gateway.ts'

let gateway: ScriptedGateway
let clock: ManualClock
let settings: unknown
let engine: CompletionEngine
let otherCode: ContextPart[]
const never = new AbortController().signal

beforeEach(() => {
  gateway = new ScriptedGateway()
  clock = new ManualClock()
  settings = {}
  otherCode = []
  engine = createCompletionEngine({
    gateway: () => Promise.resolve(gateway),
    config: () => parseConfig(settings).config,
    context: { at: () => otherCode },
    log: () => undefined,
    clientWaits: true,
    clock,
  })
})

afterEach(() => engine.dispose())

const texts = async (items: ReturnType<CompletionEngine['complete']>): Promise<string[]> =>
  (await items).map(item => item.insertText)

test('sends the text around the cursor, and shows the line', async () => {
  const items = engine.complete(requestAt('const sum = |\nnext()'), never)
  await gateway.until(1)
  expect(gateway.asked[0]).toMatchObject({
    prompt: 'const sum = ',
    suffix: '\nnext()',
    path: 'a.ts',
    language: 'typescript',
    max_tokens: 24,
    temperature: 0,
  })
  gateway.open[0]?.say('a + b;\nmore')
  expect(await texts(items)).toEqual(['a + b;'])
})

test('what comes right after the cut serves the next line without a request', async () => {
  const items = engine.complete(requestAt('const sum = |'), never)
  await gateway.until(1)
  gateway.open[0]?.say('a + b;\nconst product = a * b;\n')
  gateway.open[0]?.end()
  await items
  expect(await texts(engine.complete(requestAt('const sum = a + b;\ncon|'), never))).toEqual(['st product = a * b;'])
  expect(gateway.asked).toHaveLength(1)
})

test('closes the stream soon after the cut', async () => {
  const items = engine.complete(requestAt('const sum = |'), never)
  await gateway.until(1)
  gateway.open[0]?.say('a + b;\n')
  await items
  clock.pass(15)
  expect(gateway.open[0]?.signal.aborted).toBe(true)
})

test('a key that agrees joins the running request, although the editor has cancelled the first', async () => {
  const editor = new AbortController()
  const first = engine.complete(requestAt('const sum = |'), editor.signal)
  await gateway.until(1)
  editor.abort()
  await expect(first).rejects.toThrow()
  const second = engine.complete(requestAt('const sum = a|'), never)
  gateway.open[0]?.say('a + b;\n')
  expect(await texts(second)).toEqual([' + b;'])
  expect(gateway.asked).toHaveLength(1)
})

test('a key that disagrees aborts the running request at once and asks anew', async () => {
  const first = engine.complete(requestAt('const sum = |'), never)
  await gateway.until(1)
  gateway.open[0]?.say('a +')
  const second = engine.complete(requestAt('const sum = x|'), never)
  await gateway.until(2)
  expect(gateway.open[0]?.signal.aborted).toBe(true)
  gateway.open[1]?.say(' * 2;\n')
  expect(await texts(second)).toEqual([' * 2;'])
  expect(await texts(first)).toEqual([])
})

test('a request nobody comes back to is ended', async () => {
  const editor = new AbortController()
  const items = engine.complete(requestAt('const sum = |'), editor.signal)
  await gateway.until(1)
  editor.abort()
  await expect(items).rejects.toThrow()
  clock.pass(99)
  expect(gateway.open[0]?.signal.aborted).toBe(false)
  clock.pass(1)
  expect(gateway.open[0]?.signal.aborted).toBe(true)
})

test.each([
  ['completions are off', { completion: { enabled: false } }, {}],
  ['the language is off', { completion: { disabledLanguages: ['typescript'] } }, {}],
  ['only asking by hand is on', { completion: { automatic: false } }, {}],
  ['the file holds secrets', {}, { path: 'deploy/.env' }],
  ['the file is excluded', { exclude: ['private/**'] }, { path: 'private/a.ts' }],
])('asks nothing when %s', async (_, sent, over) => {
  settings = sent
  expect(await engine.complete(requestAt('const sum = |', over), never)).toEqual([])
  await engine.warmUp(requestAt('const sum = |', over), never)
  expect(gateway.asked).toEqual([])
})

test('asks nothing inside a word', async () => {
  expect(await engine.complete(requestAt('con|st sum = 1'), never)).toEqual([])
  expect(gateway.asked).toEqual([])
})

test('a model that is not there is named, with those that are', async () => {
  settings = { gateway: { model: 'other' } }
  const failed = await engine.complete(requestAt('a = |'), never).catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(WaylineError)
  expect(failed).toMatchObject({ code: 'engine_unavailable', remedy: 'Set wayline.gateway.model to one of: coder.' })
})

test('the range covers the bracket that the editor has closed', async () => {
  const items = engine.complete(requestAt('sum(|)\n'), never)
  await gateway.until(1)
  gateway.open[0]?.say('alpha, beta);\n')
  expect((await items)[0]).toMatchObject({ insertText: 'alpha, beta);', replace: { start: 4, end: 5 } })
})

/** Has the engine shown to be right once: the user types what was suggested. */
async function earnTrust(): Promise<void> {
  const items = engine.complete(requestAt('const sum = |'), never)
  await gateway.until(1)
  gateway.open[0]?.say('a + b;\n')
  gateway.open[0]?.end()
  await items
  await engine.complete(requestAt('const sum = a|'), never)
}

test('once it has been right, it asks ahead for what comes after the suggestion', async () => {
  await earnTrust()
  await gateway.until(2)
  expect(gateway.asked[1]?.prompt).toBe('const sum = a + b;')
  gateway.open[1]?.say('\nconst next = sum;\n')
  gateway.open[1]?.end()
  await new Promise(setImmediate)
  expect(await texts(engine.complete(requestAt('const sum = a + b;|'), never))).toEqual(['\nconst next = sum;'])
  await gateway.until(3)
  expect(gateway.asked[2]?.prompt).toBe('const sum = a + b;\nconst next = sum;')
})

test('who gets there while it is being asked ahead joins that request', async () => {
  await earnTrust()
  await gateway.until(2)
  const items = engine.complete(requestAt('const sum = a + b;|'), never)
  gateway.open[1]?.say('\nconst next = sum;\n')
  expect(await texts(items)).toEqual(['\nconst next = sum;'])
})

test('a real request ends the one that was asked ahead', async () => {
  await earnTrust()
  await gateway.until(2)
  void engine.complete(requestAt('const sum = ax|'), never).catch(() => undefined)
  await gateway.until(3)
  expect(gateway.open[1]?.signal.aborted).toBe(true)
})

test('it does not ask ahead twice for one place, even if nothing came', async () => {
  await earnTrust()
  await gateway.until(2)
  gateway.open[1]?.end()
  await engine.complete(requestAt('const sum = a |'), never)
  expect(gateway.asked).toHaveLength(2)
})

describe('Other code', () => {
  beforeEach(() => (otherCode = [{ path: 'b.ts', text: 'const b = 2\n', kind: 'snippet' }]))

  test('goes with the request', async () => {
    void engine.complete(requestAt('const sum = |'), never)
    await gateway.until(1)
    expect(gateway.asked[0]?.context).toEqual(otherCode)
  })

  test('does not when it is switched off', async () => {
    settings = { completion: { context: false } }
    void engine.complete(requestAt('const sum = |'), never)
    await gateway.until(1)
    expect(gateway.asked[0]?.context).toEqual([])
  })

  test('that has changed is read by the engine ahead, at the place of the last request', async () => {
    const items = engine.complete(requestAt('const sum = |'), never)
    await gateway.until(1)
    gateway.open[0]?.say('a;\n')
    await items
    engine.contextChanged('file:///project/a.ts')
    await gateway.until(2)
    expect(gateway.asked[1]).toMatchObject({ prompt: 'const sum = ', max_tokens: 0, context: otherCode })
  })

  test('of a document nobody has asked about is not read ahead', () => {
    engine.contextChanged('file:///project/other.ts')
    expect(gateway.asked).toEqual([])
  })
})

test.each([
  { completion: { enabled: false } },
  { completion: { disabledLanguages: ['typescript'] } },
  { completion: { disabledFolders: ['**'] } },
  { exclude: ['a.ts'] },
])('with %j nobody is asked for anything, not even to get ready', async off => {
  settings = off
  let opened = 0
  const offEngine = createCompletionEngine({
    gateway() {
      opened++
      return Promise.resolve(gateway)
    },
    config: () => parseConfig(settings).config,
    context: { at: () => otherCode },
    log: () => undefined,
    clock,
  })
  const request = requestAt('const sum = |')
  expect(await offEngine.complete({ ...request, trigger: 'invoked' }, never)).toEqual([])
  expect(await offEngine.warmUp(request, never)).toBe(false)
  offEngine.contextChanged(request.uri)
  expect(opened).toBe(0)
  offEngine.dispose()
})

test('it is told how often the gateway is to be asked, and how often an answer came', async () => {
  const told: string[] = []
  const counted = createCompletionEngine({
    gateway: () => Promise.resolve(gateway),
    config: () => parseConfig({ completion: { askAhead: false } }).config,
    context: { at: () => otherCode },
    log: () => undefined,
    journal: {
      requested: language => told.push(`requested ${language}`),
      generated: language => told.push(`generated ${language}`),
    },
    clientWaits: true,
    clock,
  })
  const items = counted.complete(requestAt('const sum = |'), never)
  await gateway.until(1)
  expect(told).toEqual(['requested typescript'])
  gateway.open[0]?.say('a + b')
  gateway.open[0]?.end()
  await items
  await counted.complete(requestAt('const sum = a|'), never)
  counted.dispose()
  expect(told).toEqual(['requested typescript', 'generated typescript'])
})

test('who was overtaken while waiting for the next key does not end the request of the newer place', async () => {
  const patient = createCompletionEngine({
    gateway: () => Promise.resolve(gateway),
    config: () => parseConfig(settings).config,
    context: { at: () => otherCode },
    log: () => undefined,
    clock,
  })
  // Keys come slowly and answers quickly, so that it waits for the next key.
  const slowKeys = ['a', 'ab', 'abc', 'abcd']
  for (const [index, key] of slowKeys.entries()) {
    const items = patient.complete(requestAt(`const ${key} |`), never)
    await new Promise(setImmediate)
    clock.pass(0)
    await new Promise(setImmediate)
    clock.pass(120)
    await gateway.until(index + 1)
    gateway.open[index]?.say('nothing of the kind;\n')
    gateway.open[index]?.end()
    await items
    clock.pass(800)
  }
  const asked = gateway.asked.length
  const older = patient.complete(requestAt('const sum = |'), never)
  const newer = patient.complete(requestAt('const sum = add(|'), never)
  await gateway.until(asked + 1)
  clock.pass(120)
  await new Promise(setImmediate)
  gateway.open[asked]?.say('1, 2);\n')
  expect(await texts(newer)).toEqual(['1, 2);'])
  expect(await texts(older)).toEqual([])
  expect(gateway.asked).toHaveLength(asked + 1)
  patient.dispose()
})

describe('A request that nobody wants any more', () => {
  test('because its document is closed ends at once, and none is sent in its place', async () => {
    const first = engine.complete(requestAt('const sum = |'), never)
    await gateway.until(1)
    const joined = engine.complete(requestAt('const sum = |'), never)
    engine.closed('file:///project/a.ts')
    expect(gateway.open[0]?.signal.aborted).toBe(true)
    expect([await texts(first), await texts(joined)]).toEqual([[], []])
    expect(gateway.asked).toHaveLength(1)
  })

  test.each([
    ['altogether', { completion: { enabled: false } }],
    ['in its language', { completion: { disabledLanguages: ['typescript'] } }],
    ['in its folder', { completion: { disabledFolders: ['**'] } }],
    ['in the file', { exclude: ['a.ts'] }],
  ])('because it has been switched off %s ends at once', async (_, now) => {
    const items = engine.complete(requestAt('const sum = |'), never)
    await gateway.until(1)
    settings = now
    engine.forget()
    expect(gateway.open[0]?.signal.aborted).toBe(true)
    expect(await texts(items)).toEqual([])
    expect(gateway.asked).toHaveLength(1)
  })

  test('is another than one that is wanted', async () => {
    const items = engine.complete(requestAt('const sum = |'), never)
    await gateway.until(1)
    settings = { completion: { disabledLanguages: ['python'] } }
    engine.forget()
    engine.closed('file:///project/b.ts')
    gateway.open[0]?.say('a + b;\n')
    expect(await texts(items)).toEqual(['a + b;'])
  })
})

describe('Right before what closes a block', () => {
  test.each([
    ['typescript', 'function f(a) {\n  const x = a\n|}\n', '  return x\n', '  return x\n'],
    ['typescript', 'function f(a) {\n  const x = a\n|}\n', '  return x', '  return x\n'],
    ['typescript', 'function f(a) {\r\n  const x = a\r\n|}\r\n', '  return x\n', '  return x\r\n'],
    ['typescript', 'function f(a) {\n|}\n', '  const x = a\n  return x\n', '  const x = a\n  return x\n'],
    ['typescript', 'sum(\n  first,\n|)\n', '  second,\n', '  second,\n'],
    ['java', 'class A {\n  int f(int a) {\n    int x = a;\n  |}\n}\n', '  return x;\n  ', '  return x;\n  '],
    ['python', 'names = [\n    first,\n|]\n', '    second,\n', '    second,\n'],
    // It is typed through, and stays on a line of its own.
    ['typescript', 'function f(a) {\n  const x = a\n  ret|}\n', 'urn x\n', 'urn x\n'],
  ])('in %s the answer to %j has lines of its own', async (languageId, marked, answer, shown) => {
    expect(await answered(marked, answer, languageId)).toEqual([shown])
  })

  test('a block is shown whole', async () => {
    const block = '  if (x) {\n    return x\n  }\n'
    expect(await answered('function f(a) {\n  const x = a\n|}\n', block)).toEqual([block])
  })

  test.each(['  if (x) {', '  if (x) {\n    return x', '}\n'])('half a block is not shown: %j', async answer => {
    expect(await answered('function f(a) {\n  const x = a\n|}\n', answer)).toEqual([])
  })

  test.each([
    ['call(|)', 'first, second)\n', 'first, second)'],
    ['call(first,\n  |)\n', 'second)\n', 'second)'],
    ['call(first,\n  second, |)\n', 'third)\n', 'third)'],
    ['const f = () => { | }\n', 'return 1 }\n', 'return 1 }'],
  ])('that was opened on its line, or is closed by the answer, nothing changes: %j', async (marked, answer, shown) => {
    expect(await answered(marked, answer)).toEqual([shown])
  })

  test('an answer that stands there already is no suggestion, nor is the line break behind it', async () => {
    expect(await answered('function f(a) {\n  return x|}\n', '\n')).toEqual([])
  })

  async function answered(marked: string, answer: string, languageId = 'typescript'): Promise<string[]> {
    const items = engine.complete(requestAt(marked, { languageId }), never)
    await gateway.until(1)
    gateway.open[0]?.say(answer)
    gateway.open[0]?.end()
    return await texts(items)
  }
})
