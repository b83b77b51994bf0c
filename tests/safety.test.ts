import fs from 'node:fs'
import path from 'node:path'
import type { Settings } from './src/editor.ts'
import { useSession } from './src/session.ts'
import type { EngineRequest, StandInEngine } from './src/stand-in-engine.ts'
import { mainTransports } from './src/transports.ts'

const secret = 'hunter2'
/** Looks enough like the code below to be shown to the model with it. */
const reader = [
  `export async function readOrder(path: string): Promise<Order[]> {`,
  `  const password = '${secret}'`,
  `  const raw = await readFile(path, 'utf8')`,
  `  const rows = parseRows(raw)`,
  `  return rows.map(row => toOrder(row))`,
  `}`,
  ...Array.from({ length: 2 }, (_, at) => `const shade${at} = mix(palette${at})`),
].join('\n')
const begun = `export async function readInvoice(path: string): Promise<Invoice[]> {\n  const raw = |\n}\nexport { parseRows }\n`
/** Only the published rules know a key of this kind with such a mark in it. */
const key = ['lin_', 'api_', 'a8Kd93mZxQ72LpVn5RtYw1CbHj4Gf6Es_0Ui'].join('')

/** The first request with this text that wants no output; this protocol has no less than one token. */
async function warmUpWith(engine: StandInEngine, text: string): Promise<EngineRequest['body']> {
  for (;;) {
    const found = engine.requests.find(({ body }) => body.max_tokens === 1 && body.prompt?.includes(text))
    if (found) return found.body
    await engine.nextRequest()
  }
}

describe.each(mainTransports)('Secrets, %s', transport => {
  const session = useSession(transport)

  test('of the document do not reach the engine, on neither side of the cursor', async () => {
    const { editor, engine } = await session().editorWithEngine()
    const text = `const password = '${secret}'\nconst total = |\nlogin({ password: '${secret}' })\n`
    const document = await editor.open(session().home.uri('total.ts'), text)
    const [item] = await document.inline({ invoked: true })
    expect(item?.insertText).toBe('answer(1)')
    const prompt = engine.requests[0]?.body.prompt
    expect(prompt).toContain(`const password = 'xxxxxxx'\n`)
    expect(prompt).toContain(`login({ password: 'xxxxxxx' })`)
    for (const { body } of engine.requests) expect(body.prompt).not.toContain(secret)
  })

  test('of another open document do not reach it either', async () => {
    const { editor, engine } = await session().editorWithEngine()
    await editor.open(session().home.uri('orders.ts'), reader)
    const document = await editor.open(session().home.uri('invoices.ts'), begun)
    await document.inline({ invoked: true })
    await document.type('await ')
    await document.inline({ invoked: true })
    const prompt = engine.requests.at(-1)?.body.prompt
    expect(prompt).toContain('export async function readOrder(path')
    expect(prompt).toContain(`const password = 'xxxxxxx'`)
    for (const { body } of engine.requests) expect(body.prompt).not.toContain(secret)
  })

  test('do not reach it when a small model is warmed up for a document', async () => {
    const engine = await session().engine('SmolLM2-135M')
    const gateway = await session().gateway(engine)
    const editor = await session().editor({ settings: { gateway: gateway.settings } })
    const warmUp = engine.nextRequest()
    await editor.open(session().home.uri('total.ts'), `const password = '${secret}'\nconst total = 1\n`)
    const { prompt } = (await warmUp).body
    expect(prompt).toContain(`const password = 'xxxxxxx'`)
    expect(prompt).not.toContain(secret)
  })

  test('of other files and of edits do not reach it when it reads ahead what else is shown to it', async () => {
    const engine = await session().engine('Qwen2.5-Coder-7B')
    const gateway = await session().gateway(engine)
    const editor = await session().editor({ settings: { gateway: gateway.settings } })
    const orders = await editor.open(session().home.uri('orders.ts'), reader)
    const document = await editor.open(session().home.uri('invoices.ts'), begun)
    await document.inline()
    // Where the cursor is not marked it is at the beginning.
    await orders.type(`const passphrase = '${secret}'\n`)
    await document.save()
    const { prompt } = await warmUpWith(engine, 'passphrase')
    expect(prompt).toContain(`  const password = 'xxxxxxx'`)
    expect(prompt).toContain(`+const passphrase = 'xxxxxxx'`)
    for (const { body } of engine.requests) expect(body.prompt).not.toContain(secret)
  })

  test('do not reach it when it is asked for what comes after a suggestion', async () => {
    const { editor, engine } = await session().editorWithEngine()
    engine.answer = ({ prompt }) => (prompt?.includes('reduce') ? '\nconst next = 1\n' : 'prices.reduce(add, 0)')
    const text = `const password = '${secret}'\nconst total = |\nlogin({ password: '${secret}' })\n`
    const document = await editor.open(session().home.uri('total.ts'), text)
    await document.inline()
    const ahead = engine.nextRequest()
    await document.type('p')
    await document.inline()
    const { prompt } = (await ahead).body
    expect(prompt).toContain(`const password = 'xxxxxxx'`)
    expect(prompt).toContain('const total = prices.reduce(add, 0)')
    for (const { body } of engine.requests) expect(body.prompt).not.toContain(secret)
  })

  test('in the name of a file do not reach it', async () => {
    const { editor, engine } = await session().editorWithEngine()
    const token = ['gh', 'p_16C7e42F292c6912E7710c838347Ae178B4a'].join('')
    await editor.open(session().home.uri('orders.ts'), reader)
    const document = await editor.open(session().home.uri(`${token}.ts`), begun)
    await document.inline({ invoked: true })
    await document.type('await ')
    await document.inline({ invoked: true })
    expect(engine.requests.at(-1)?.body.prompt).toContain(`${'x'.repeat(token.length)}.ts`)
    for (const { body } of engine.requests) expect(body.prompt).not.toContain(token)
  })

  test('that the window cuts in two do not reach it in part', async () => {
    const { editor, engine } = await session().editorWithEngine()
    const material = Array.from(
      { length: 26 },
      (_, at) => `"MIIEvQ${at % 10}${'ADANBgkqhkiG9w0BAQEFAASCBKc'.repeat(2)}Rq",`,
    )
    const filler = 'const shade = mix(palette, light)\n'
    for (let lines = 0; lines < 60; lines += 7) {
      const key = `const key = [\n"-----BEGIN PRIVATE KEY-----",\n${material.join('\n')}\n]\n`
      const text = `${filler.repeat(40)}${key}${filler.repeat(70 + lines)}const total = |\n`
      const document = await editor.open(session().home.uri(`total${lines}.ts`), text)
      await document.inline({ invoked: true })
    }
    expect(engine.requests.length).toBeGreaterThan(8)
    for (const { body } of engine.requests) expect(body.prompt).not.toContain('ADANBgkqh')
  })

  test('that only the published rules know are covered as soon as those are there', async () => {
    const { editor, engine } = await session().editorWithEngine()
    const document = await editor.open(session().home.uri('total.ts'), `use('${key}')\nconst total = |\n`)
    const isCovered = (): boolean => engine.requests.at(-1)?.body.prompt?.includes(key) === false
    for (let asked = 0; asked < 100 && !isCovered(); asked++) {
      await document.type('a.')
      await document.inline({ invoked: true })
    }
    expect(isCovered()).toBe(true)
    expect(engine.requests.at(-1)?.body.prompt).toContain(`use('${'x'.repeat(key.length)}')`)
  })

  test('are not completed: nobody is asked how one goes on', async () => {
    const { editor, engine } = await session().editorWithEngine()
    const document = await editor.open(session().home.uri('total.ts'), `const password = '${secret}|'\n`)
    expect(await document.inline({ invoked: true })).toEqual([])
    expect(engine.requests).toEqual([])
  })
})

describe.each(mainTransports)('What is excluded, %s', transport => {
  const session = useSession(transport)
  const openFile = 'export function readOpen(path: string): string {\n  return readFile(path)\n}\n'

  /** Each of them excludes `private/` alone. */
  const ways: [string, () => Settings][] = [
    ['by a setting', () => ({ exclude: ['private/**'] })],
    ['by .waylineignore', () => write('.waylineignore', 'private/\n')],
    ['by .waylineignore in its folder', () => write('private/.waylineignore', '*\n')],
    ['by .waylineignore, as what a link leads to', () => linked()],
    ['by the remote of its repository', () => repository('private')],
    ['because it is a key', () => ({})],
  ]
  const nameOf = (way: string): string => (way === 'because it is a key' ? 'private/server.key' : 'private/orders.ts')

  test.each(ways)('%s gets no suggestion, and nobody is asked', async (way, exclude) => {
    const { editor, engine } = await session().editorWithEngine({ settings: exclude() })
    const document = await editor.open(session().home.uri(nameOf(way)), 'const total = |\n')
    await document.type('p')
    expect(await document.inline()).toEqual([])
    expect(await document.inline({ invoked: true })).toEqual([])
    await document.save()
    await editor.settled()
    expect(engine.requests).toEqual([])
    // What is not excluded is completed as ever.
    const other = await editor.open(session().home.uri('lib/a.ts'), 'const total = |\n')
    expect(await other.inline({ invoked: true })).toHaveLength(1)
  })

  test.each(ways)(
    '%s is no context either: not as an open document, and not as what has been edited',
    async (way, exclude) => {
      const engine = await session().engine('Qwen2.5-Coder-7B')
      const gateway = await session().gateway(engine)
      const editor = await session().editor({ settings: { gateway: gateway.settings, ...exclude() } })
      const orders = await editor.open(session().home.uri(nameOf(way)), reader)
      await editor.open(session().home.uri('lib/open.ts'), openFile)
      const edited = await editor.open(session().home.uri('lib/edited.ts'), 'const first = 1\n')
      const document = await editor.open(session().home.uri('invoices.ts'), begun)
      await document.inline()
      await orders.type('const hidden = 1\n')
      await edited.type('const visible = 1\n')
      await document.save()
      const { prompt } = await warmUpWith(engine, 'visible')
      expect(prompt).not.toContain('hidden')
      for (const { body } of engine.requests) expect(body.prompt).not.toContain('readOrder')
    },
  )

  test.each(['saved', 'told of'])('by a .waylineignore file that is %s is excluded from then on', async how => {
    const { editor, engine } = await session().editorWithEngine()
    const document = await editor.open(session().home.uri('private/orders.ts'), 'const total = |\n')
    expect(await document.inline({ invoked: true })).toHaveLength(1)
    const before = engine.requests.length
    write('.waylineignore', 'private/\n')
    const uri = session().home.uri('.waylineignore')
    if (how === 'saved') await (await editor.open(uri, 'private/\n', 'plaintext')).save()
    else await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 1 }] })
    expect(await document.inline({ invoked: true })).toEqual([])
    await document.type('a.')
    expect(await document.inline({ invoked: true })).toEqual([])
    expect(engine.requests).toHaveLength(before)
  })

  test('as a repository leaves nothing in the index', async () => {
    write('private/basket.py', 'class Basket:\n    def hidden(self): ...\n')
    write('basket.py', 'class Basket:\n    def total(self): ...\n')
    const { editor, engine } = await session().editorWithEngine({ settings: repository('private') })
    const shop = 'from basket import Basket\n\nbasket = Basket()\nprice = basket.|\n'
    const document = await editor.open(session().home.uri('shop.py'), shop, 'python')
    while (!engine.requests.some(({ body }) => body.prompt?.includes('def total'))) {
      await document.type('x')
      await document.save()
      await document.inline({ invoked: true })
    }
    for (const { body } of engine.requests) expect(body.prompt).not.toContain('hidden')
  })

  function repository(folder: string): Settings {
    write(`${folder}/.git/config`, '[remote "origin"]\n\turl = git@github.com:acme/billing.git\n')
    return { excludeRepositories: ['github.com/acme/*'] }
  }

  function linked(): Settings {
    fs.mkdirSync(path.join(session().home.project, 'secret'), { recursive: true })
    fs.symlinkSync(path.join(session().home.project, 'secret'), path.join(session().home.project, 'private'))
    return write('.waylineignore', 'secret/\n')
  }

  function write(file: string, text: string): Settings {
    const full = path.join(session().home.project, file)
    fs.mkdirSync(path.dirname(full), { recursive: true })
    fs.writeFileSync(full, text)
    return {}
  }
})
