import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createWasmGrammars } from '../syntax/wasm.ts'
import { readRecord } from '../workspace-index/read-file.ts'
import { createTasks } from './run-tasks.ts'

describe('What the background reads it forgets', () => {
  let folder: string
  let grown: jest.SpyInstance

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-tasks-'))
    fs.writeFileSync(path.join(folder, 'basket.ts'), text)
    // The memory of WebAssembly is never given back: it is as large as what was ever held at the same time.
    grown = jest.spyOn(WebAssembly.Memory.prototype, 'grow')
  })
  afterEach(() => {
    grown.mockRestore()
    fs.rmSync(folder, { recursive: true })
  })

  test('more than a thousand parses hold no more memory than the first two hundred', async () => {
    const open = createWasmGrammars()
    const tasks = createTasks({ open, read: (file, text) => readRecord(file, text, open), log: () => undefined })
    await tasks.openWorkspace({ roots: [folder], exclude: [], cacheFolder: null })
    const file = path.join(folder, 'basket.ts').replaceAll('\\', '/')
    const place = { languageId: 'typescript', before: `${text}const total = `, after: `\n${text}` }

    async function parseAll(time: number): Promise<void> {
      await readRecord(file, `${text.repeat(5)}// ${time}\n`, open)
      await tasks.declarationsNear({ ...place, path: file, room: 2000 })
      await tasks.checkSyntax({ ...place, uri: `file:///${time % 7}.ts`, covered: '', answer: `sum(${time}` })
    }

    // Four parses at least each time.
    for (let time = 0; time < 50; time++) await parseAll(time)
    grown.mockClear()
    for (let time = 50; time < 300; time++) await parseAll(time)
    expect(grown).not.toHaveBeenCalled()
  })
})

const text = fs.readFileSync(path.join(__dirname, '../syntax/__fixtures__/symbols/basket.ts'), 'utf8').repeat(3)

/** The types of Node know it only as a name. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: { Memory: { prototype: { grow(pages: number): number } } }
}
