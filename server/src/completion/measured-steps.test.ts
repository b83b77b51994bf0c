import { parseConfig } from '../config.ts'
import type { ContextPart } from '../context/context-part.ts'
import { ManualClock } from '../events/manual-clock.ts'
import { createCompletionEngine, type CompletionEngine } from './completion-engine.ts'
import { requestAt } from './cursor-fixture.ts'
import { ScriptedGateway } from './scripted-gateway.ts'
import { neutralTaste } from './taste.ts'

describe('For measuring, without one step', () => {
  const never = new AbortController().signal
  const text = 'const sum = |\nnext()'
  const otherCode: ContextPart[] = [{ path: 'b.ts', text: 'other()', kind: 'snippet' }]
  let settings: unknown
  let gateway: ScriptedGateway
  let engine: CompletionEngine

  beforeEach(() => {
    gateway = new ScriptedGateway()
    engine = createCompletionEngine({
      gateway: () => Promise.resolve(gateway),
      config: () => parseConfig(settings).config,
      context: { at: () => otherCode },
      log: () => undefined,
      taste: () => ({ ...neutralTaste, weights: { 'language=markdown': -5 }, threshold: 0.1 }),
      clientWaits: true,
      clock: new ManualClock(),
    })
  })

  afterEach(() => engine.dispose())

  const without = (...steps: string[]): void => void (settings = { measuring: { without: steps } })

  async function asked(marked: string, says = 'a + b;\nmore', count = gateway.asked.length + 1): Promise<string[]> {
    const items = engine.complete(requestAt(marked), never)
    await gateway.until(count)
    gateway.open[count - 1]?.say(says)
    gateway.open[count - 1]?.end()
    return (await items).map(({ insertText }) => insertText)
  }

  test('cache: what is known is asked for again', async () => {
    without('cache')
    await asked(text)
    expect(await asked('const sum = a|\nnext()', ' + c;')).toEqual([' + c;'])
  })

  test('in-flight: a request does not wait for the one that runs', async () => {
    without('in-flight')
    const first = engine.complete(requestAt(text), never).catch(() => [])
    await gateway.until(1)
    expect(await asked('const sum = a|\nnext()', ' + c;')).toEqual([' + c;'])
    expect(gateway.open[0]?.signal.aborted).toBe(true)
    await first
  })

  test('worth-asking: also in the middle of a word', async () => {
    without('worth-asking')
    expect(await asked('const su|m = 1', 'rprise')).toEqual(['rprise'])
  })

  test('worth-asking: also where nothing was ever wanted', async () => {
    without('worth-asking')
    const items = engine.complete(requestAt('so I |', { languageId: 'markdown' }), never)
    await gateway.until(1)
    gateway.open[0]?.say('went home.')
    gateway.open[0]?.end()
    expect((await items).map(({ insertText }) => insertText)).toEqual(['went home.'])
  })

  test('context: nothing of other files', async () => {
    without('context')
    await asked(text)
    expect(gateway.asked[0]?.context).toEqual([])
  })

  test('prompt: a window that moves with every character', async () => {
    without('prompt')
    await asked(`${'x = 1\n'.repeat(2000)}const sum = |`)
    await asked(`${'x = 1\n'.repeat(2000)}let sums = |`)
    const [first, second] = gateway.asked.map(({ prompt }) => prompt.length)
    expect(first).toBe(second)
  })

  test('stream and cut: the whole answer', async () => {
    without('cut')
    expect(await asked(text, 'a + b;\nmore')).toEqual(['a + b;\nmore'])
  })

  test('polish: as the model says it', async () => {
    without('polish')
    expect(await asked(text, 'a + b;<|endoftext|>')).toEqual(['a + b;<|endoftext|>'])
  })
})
