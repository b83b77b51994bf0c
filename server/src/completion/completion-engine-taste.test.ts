import { parseConfig } from '../config.ts'
import { ManualClock } from '../events/manual-clock.ts'
import { createCompletionEngine, type CompletionEngine } from './completion-engine.ts'
import { requestAt } from './cursor-fixture.ts'
import { ScriptedGateway } from './scripted-gateway.ts'
import { neutralTaste, type Taste } from './taste.ts'

describe('A user who never accepts anything in comments', () => {
  const never = new AbortController().signal
  let taste: Taste
  let gateway: ScriptedGateway
  let engine: CompletionEngine

  beforeEach(() => {
    taste = { ...neutralTaste, weights: { 'line=comment': -5 }, threshold: 0.1 }
    gateway = new ScriptedGateway()
    engine = createCompletionEngine({
      gateway: () => Promise.resolve(gateway),
      config: () => parseConfig({}).config,
      context: { at: () => [] },
      log: () => undefined,
      taste: () => taste,
      clientWaits: true,
      clock: new ManualClock(),
    })
  })
  afterEach(() => engine.dispose())

  async function ask(marked: string, trigger: 'automatic' | 'invoked' = 'automatic') {
    const count = gateway.asked.length + 1
    const items = engine.complete(requestAt(marked, { trigger }), never)
    await gateway.until(count)
    gateway.open[count - 1]?.say('a + b and more;\n')
    gateway.open[count - 1]?.end()
    return items
  }

  test('is asked for nothing there, but as before in code and by hand', async () => {
    expect(await engine.complete(requestAt('// adds |'), never)).toEqual([])
    expect(gateway.asked).toEqual([])
    await ask('const sum = |')
    expect(gateway.asked).toHaveLength(1)
    await ask('// adds |', 'invoked')
    expect(gateway.asked.length).toBeGreaterThan(1)
  })

  test('gets there what is known already', async () => {
    taste = neutralTaste
    await ask('// adds |')
    taste = { ...neutralTaste, weights: { 'line=comment': -5 }, threshold: 0.1 }
    const [item] = await engine.complete(requestAt('// adds a +|'), never)
    expect(item).toMatchObject({ insertText: ' b and more;', circumstances: { line: 'comment', isTrial: true } })
    expect(gateway.asked).toHaveLength(1)
  })

  test('has what becomes of a suggestion remembered as part of the next place', async () => {
    const last = async (marked: string) => (await ask(marked))[0]?.circumstances?.last
    expect(await last('const one = |')).toBe('none')
    engine.rejected()
    expect(await last('const two = |')).toBe('rejected')
    engine.accepted()
    expect(await last('const three = |')).toBe('accepted')
  })

  test('is known nothing of where the user asked by hand', async () => {
    const [item] = await ask('const sum = |', 'invoked')
    expect(item?.circumstances).toBeNull()
  })
})
