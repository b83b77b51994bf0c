import { parseConfig } from '../config.ts'
import { ManualClock } from '../events/manual-clock.ts'
import { createCompletionEngine, type CompletionEngine } from './completion-engine.ts'
import { requestAt } from './cursor-fixture.ts'
import { ScriptedGateway } from './scripted-gateway.ts'

let gateway: ScriptedGateway
let engine: CompletionEngine
const never = new AbortController().signal

beforeEach(() => {
  gateway = new ScriptedGateway()
  engine = createCompletionEngine({
    gateway: () => Promise.resolve(gateway),
    config: () => parseConfig({}).config,
    context: { at: () => [] },
    log: () => undefined,
    clientWaits: true,
    clock: new ManualClock(),
  })
})

afterEach(() => engine.dispose())

const texts = async (items: ReturnType<CompletionEngine['complete']>): Promise<string[]> =>
  (await items).map(item => item.insertText)

test('by hand, a fast model is asked for alternatives', async () => {
  const items = engine.complete(requestAt('const sum = |', { trigger: 'invoked' }), never)
  await gateway.until(1)
  gateway.open[0]?.say('alpha;')
  gateway.open[0]?.end()
  await gateway.until(3)
  for (const [index, text] of ['alpha;', 'beta();'].entries()) {
    gateway.open[index + 1]?.say(text)
    gateway.open[index + 1]?.end()
  }
  expect(await texts(items)).toEqual(['alpha;', 'beta();'])
})

test('by hand, a fast model is asked for alternatives to a suggestion that is shown already', async () => {
  const shown = engine.complete(requestAt('const sum = |'), never)
  await gateway.until(1)
  gateway.open[0]?.say('alpha;')
  gateway.open[0]?.end()
  await shown
  const items = engine.complete(requestAt('const sum = |', { trigger: 'invoked' }), never)
  const before = gateway.asked.length
  await gateway.until(before + 2)
  for (const [index, text] of ['alpha;', 'beta();'].entries()) {
    gateway.open[before + index]?.say(text)
    gateway.open[before + index]?.end()
  }
  expect(await texts(items)).toEqual(['alpha;', 'beta();'])
})
