import { parseConfig } from '../config.ts'
import { ManualClock } from '../events/manual-clock.ts'
import type { InsecureFinding } from '../safety/insecure-code/insecure-findings.ts'
import { createCompletionEngine, type CompletionEngine } from './completion-engine.ts'
import type { CompletionItem, CompletionRequest } from './completion-item.ts'
import { requestAt } from './cursor-fixture.ts'
import { ScriptedGateway } from './scripted-gateway.ts'

describe('A suggestion that is known to be insecure', () => {
  const never = new AbortController().signal
  const python = { languageId: 'python', path: 'a.py' }
  let settings: unknown
  let gateway: ScriptedGateway
  let withheld: [CompletionRequest['trigger'], InsecureFinding['id']][]
  let engine: CompletionEngine

  beforeEach(() => {
    gateway = new ScriptedGateway()
    settings = {}
    withheld = []
    engine = createCompletionEngine({
      gateway: () => Promise.resolve(gateway),
      config: () => parseConfig(settings).config,
      context: { at: () => [] },
      log: () => undefined,
      onWithheld: ({ trigger }, { id }) => withheld.push([trigger, id]),
      clientWaits: true,
      clock: new ManualClock(),
    })
  })

  afterEach(() => engine.dispose())

  const set = (insecureCode: string): void => void (settings = { completion: { insecureCode, askAhead: false } })

  async function answered(
    says: string,
    over: Partial<CompletionRequest> = {},
    marked = 'result = |\n',
  ): Promise<CompletionItem[]> {
    const count = gateway.asked.length + 1
    const items = engine.complete(requestAt(marked, { ...python, ...over }), never)
    await gateway.until(count)
    gateway.open[count - 1]?.say(`${says}\n`)
    gateway.open[count - 1]?.end()
    return items
  }

  test('is not given to whom has no place for a warning, and that is told', async () => {
    expect(await answered('subprocess.run(command, shell=True)')).toEqual([])
    expect(withheld).toEqual([['automatic', 'python-shell']])
  })

  test('is given with its warning to whom has', async () => {
    const [item] = await answered('subprocess.run(command, shell=True)', { canWarn: true })
    expect(item).toMatchObject({
      insertText: 'subprocess.run(command, shell=True)',
      warning: { id: 'python-shell', cwe: 78, start: 24, end: 34 },
    })
    expect(withheld).toEqual([])
  })

  test('is given to nobody by the setting "hide", and to everybody by "show"', async () => {
    set('hide')
    expect(await answered('subprocess.run(command, shell=True)', { canWarn: true })).toEqual([])
    set('show')
    engine.forget()
    const [item] = await answered('subprocess.run(command, shell=True)')
    expect(item?.insertText).toBe('subprocess.run(command, shell=True)')
    expect(item).not.toHaveProperty('warning')
  })

  test('is given for measuring without the step "safe": then nothing is checked', async () => {
    settings = { measuring: { without: ['safe'] } }
    expect(await answered('subprocess.run(command, shell=True)')).toHaveLength(1)
  })

  test('is kept back from the cache too, however much of it has been typed', async () => {
    await answered('subprocess.run(command, shell=True)')
    const typed = 'result = subprocess.run(command, sh|\n'
    expect(await engine.complete(requestAt(typed, python), never)).toEqual([])
    const [item] = await engine.complete(requestAt(typed, { ...python, canWarn: true }), never)
    expect(item).toMatchObject({ insertText: 'ell=True)', warning: { id: 'python-shell' } })
    expect(gateway.asked).toHaveLength(1)
  })

  test('is kept back where what the user has written makes it so', async () => {
    expect(await answered('True)', {}, 'subprocess.run(command, shell=|\n')).toEqual([])
    expect(await answered('check=True)', {}, 'subprocess.run(command, shell=True, |\n')).toHaveLength(1)
  })

  test('is kept back when it brings a secret', async () => {
    expect(await answered('"Tr0ub4dor&3"', {}, 'password = |\n')).toEqual([])
    expect(withheld).toEqual([['automatic', 'secret']])
  })

  test('makes place for other answers when they are asked for by hand', async () => {
    const items = engine.complete(requestAt('result = |\n', { ...python, trigger: 'invoked' }), never)
    await gateway.until(1)
    gateway.open[0]?.say('subprocess.run(command, shell=True)\n')
    gateway.open[0]?.end()
    await gateway.until(3)
    for (const [index, text] of ['eval(command)', 'subprocess.run([command])'].entries()) {
      gateway.open[index + 1]?.say(text)
      gateway.open[index + 1]?.end()
    }
    expect((await items).map(({ insertText }) => insertText)).toEqual(['subprocess.run([command])'])
    expect(withheld).toEqual([])
  })

  test('is kept back when it was asked for before the cursor was there', async () => {
    const ask = (marked: string): Promise<CompletionItem[]> => engine.complete(requestAt(marked, python), never)
    // Only who has been right is asked ahead.
    await answered('read(path)', {}, 'prices = |\n')
    await ask('prices = r|\n')
    await gateway.until(2)
    gateway.open[1]?.say('\nsubprocess.run(prices, shell=True)\n')
    gateway.open[1]?.end()
    await new Promise(setImmediate)
    expect(await ask('prices = read(path)|\n')).toEqual([])
    expect(withheld).toEqual([['automatic', 'python-shell']])
    expect(gateway.asked).toHaveLength(2)
  })
})
