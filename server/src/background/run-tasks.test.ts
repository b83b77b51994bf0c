import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
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

describe('An ignore file that has been written', () => {
  test('holds for the next question, however much else has changed with it', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-tasks-'))
    const write = (name: string, written: string): string => {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
      fs.writeFileSync(path.join(folder, name), written)
      return path.join(folder, name)
    }
    const open = createWasmGrammars()
    const tasks = createTasks({
      open,
      async read(file, written) {
        if (written.includes('slow')) await setTimeout(200)
        return readRecord(file, written, open)
      },
      log: () => undefined,
    })
    write('private/basket.ts', 'export class Basket { hiddenTotal(): number { return 0 } }\n')
    await tasks.openWorkspace({ roots: [folder], exclude: [], cacheFolder: null })
    const place = { languageId: 'typescript', before: 'const basket = new Basket()\nbasket.', after: '\n', room: 2000 }
    const near = (): Promise<unknown> =>
      tasks.declarationsNear({ ...place, path: path.join(folder, 'shop.ts').replaceAll('\\', '/') })
    expect(JSON.stringify(await near())).toContain('hiddenTotal')
    void tasks.filesChanged([write('slow.ts', '// slow\n'), write('.waylineignore', 'private/\n')])
    expect(JSON.stringify(await near())).not.toContain('hiddenTotal')
    fs.rmSync(folder, { recursive: true })
  })
})

const text = fs.readFileSync(path.join(__dirname, '../syntax/__fixtures__/symbols/basket.ts'), 'utf8').repeat(3)

/** The types of Node know it only as a name. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: { Memory: { prototype: { grow(pages: number): number } } }
}
