import { useSession } from './src/session.ts'
import { mainTransports } from './src/transports.ts'

const reader = (name: string): string =>
  [
    `export async function read${name}(path: string): Promise<${name}[]> {`,
    `  const raw = await readFile(path, 'utf8')`,
    `  const rows = parseRows(raw)`,
    `  return rows.map(row => to${name}(row))`,
    `}`,
    '',
  ].join('\n')
const filler = Array.from({ length: 2 }, (_, i) => `const shade${i} = mix(palette${i})\n`).join('')
const begun = `export async function readInvoice(path: string): Promise<Invoice[]> {\n  const raw = |\n}\nexport { parseRows }\n`

describe.each(mainTransports)('Other code, %s', transport => {
  const session = useSession(transport)

  test('that looks alike in another open document is shown to the model, once it had time to be found', async () => {
    const { editor, engine } = await session().editorWithEngine()
    await editor.open(session().home.uri('orders.ts'), reader('Order') + filler)
    const document = await editor.open(session().home.uri('invoices.ts'), begun)
    await document.inline({ invoked: true })
    await document.type('await ')
    await document.inline({ invoked: true })
    const prompt = engine.requests.at(-1)?.body.prompt
    expect(prompt).toContain('<|file_sep|>orders.ts\nexport async function readOrder(path')
    expect(prompt).toMatch(/<\|file_sep\|>[^]*invoices\.ts\n<\|fim_prefix\|>/)
  })

  test('in a file that is excluded is not', async () => {
    const settings = { exclude: ['**/orders.ts'] }
    const { editor, engine } = await session().editorWithEngine({ settings })
    await editor.open(session().home.uri('orders.ts'), reader('Order') + filler)
    const document = await editor.open(session().home.uri('invoices.ts'), begun)
    await document.inline({ invoked: true })
    await document.type('await ')
    await document.inline({ invoked: true })
    expect(engine.requests.length).toBeGreaterThan(1)
    for (const { body } of engine.requests) expect(body.prompt).not.toContain('readOrder')
  })
})
