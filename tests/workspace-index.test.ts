import fs from 'node:fs'
import path from 'node:path'
import type { OpenDocument } from './src/open-document.ts'
import { useSession } from './src/session.ts'
import type { StandInEngine } from './src/stand-in-engine.ts'
import { mainTransports } from './src/transports.ts'

const shop = 'from basket import Basket\n\nbasket = Basket()\nprice = basket.|\n'

describe.each(mainTransports)('What other files declare, %s', transport => {
  const session = useSession(transport)

  test('is shown to the model, also of files that nobody has opened', async () => {
    write('basket.py', 'class Basket:\n    def total(self, currency: str) -> int:\n        return 0\n')
    const { editor, engine } = await session().editorWithEngine()
    const document = await editor.open(session().home.uri('shop.py'), shop, 'python')
    const prompt = await promptWith(document, engine, 'def total')
    expect(prompt).toContain('<|file_sep|>basket.py\nclass Basket\n  def total(self, currency: str) -> int\n')
  })

  test('is what they declare now, once the editor has told of a change', async () => {
    write('basket.py', 'class Basket:\n    def total(self): ...\n')
    const { editor, engine } = await session().editorWithEngine()
    const document = await editor.open(session().home.uri('shop.py'), shop, 'python')
    await promptWith(document, engine, 'def total')
    write('basket.py', 'class Basket:\n    def weight_of_all(self): ...\n')
    const changes = [{ uri: session().home.uri('basket.py'), type: 2 }]
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes })
    expect(await promptWith(document, engine, 'weight_of_all')).not.toContain('def total')
  })

  test('is there for the first request in a document that has been open for a while', async () => {
    write('basket.py', 'class Basket:\n    def total(self): ...\n')
    const { editor, engine } = await session().editorWithEngine()
    const other = await editor.open(session().home.uri('other.ts'), 'const total = |\n')
    for (let turn = 1; ; turn++) {
      const document = await editor.open(session().home.uri(`shop${turn}.py`), shop, 'python')
      for (let key = 0; key < turn; key++) {
        await other.type('x')
        await other.inline({ invoked: true })
      }
      await document.inline({ invoked: true })
      if (engine.requests.some(({ body }) => body.prompt?.includes(' def total'))) return
    }
  })

  test.each(['.waylineignore', '.gitignore', 'exclude'])('is not told of files that are left out by %s', async by => {
    write('basket.py', 'class Basket:\n    def total(self): ...\n')
    write('private/basket.py', 'class Basket:\n    def hidden(self): ...\n')
    if (by !== 'exclude') write(by, 'private/\n')
    const settings = by === 'exclude' ? { exclude: ['private/**'] } : {}
    const { editor, engine } = await session().editorWithEngine({ settings })
    const document = await editor.open(session().home.uri('shop.py'), shop, 'python')
    expect(await promptWith(document, engine, 'def total')).not.toContain('hidden')
  })

  /** Saves and asks until the model is shown this text; the index is made while nobody waits for it. */
  async function promptWith(document: OpenDocument, engine: StandInEngine, text: string): Promise<string> {
    for (;;) {
      await document.type('x')
      await document.save()
      await document.inline({ invoked: true })
      const prompt = engine.requests.at(-1)?.body.prompt ?? ''
      if (prompt.includes(text)) return prompt
    }
  }

  function write(file: string, text: string): void {
    const full = path.join(session().home.project, file)
    fs.mkdirSync(path.dirname(full), { recursive: true })
    fs.writeFileSync(full, text)
  }
})
