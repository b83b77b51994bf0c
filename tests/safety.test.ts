import { useSession } from './src/session.ts'
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
