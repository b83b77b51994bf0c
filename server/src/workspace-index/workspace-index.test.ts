import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createWasmGrammars } from '../syntax/wasm.ts'
import { readRecord } from './read-file.ts'
import { createWorkspaceIndex, type WorkspaceIndex } from './workspace-index.ts'

const open = createWasmGrammars()

describe('The index of a workspace', () => {
  let folder: string
  let root: string
  let read: string[]
  let log: string[]

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-index-'))
    root = path.join(folder, 'project')
    read = []
    log = []
    write('src/basket.py', 'class Basket:\n    def total(self): ...\n')
    write('src/shop.py', 'from .basket import Basket\n')
  })
  afterEach(() => fs.rmSync(folder, { recursive: true }))

  test('knows what is declared where, and what an import means', async () => {
    const { reader } = await scanned()
    expect(places(reader.named('Basket', 'python'))).toEqual(['src/basket.py:1 Basket'])
    expect(places(reader.membersOf('Basket', 'python'))).toEqual(['src/basket.py:2 total'])
    const [statement] = reader.symbols(at('src/shop.py'))?.imports ?? []
    if (!statement) throw new Error('no import')
    expect(reader.resolve(at('src/shop.py'), statement)).toEqual([at('src/basket.py')])
  })

  test('a file that was changed is read again, and only that one', async () => {
    const index = await scanned()
    read = []
    write('src/basket.py', 'class Bag: ...\n')
    await index.refresh([at('src/basket.py'), at('src/shop.py')])
    expect(read).toEqual(['src/basket.py'])
    expect(index.reader.named('Basket', 'python')).toEqual([])
    expect(places(index.reader.named('Bag', 'python'))).toEqual(['src/basket.py:1 Bag'])
  })

  test('a file that has gone is forgotten', async () => {
    const index = await scanned()
    fs.rmSync(at('src/basket.py'))
    await index.rescan()
    expect(index.reader.named('Basket', 'python')).toEqual([])
    expect(index.progress()).toEqual({ files: 1, isComplete: true })
  })

  test('a folder that came, or went, is told of once', async () => {
    const index = await scanned()
    write('lib/deep/bag.py', 'class Bag: ...\n')
    await index.refresh([at('lib')])
    expect(places(index.reader.named('Bag', 'python'))).toEqual(['lib/deep/bag.py:1 Bag'])
    fs.rmSync(at('lib'), { recursive: true })
    await index.refresh([at('lib')])
    expect(index.reader.named('Bag', 'python')).toEqual([])
    expect(index.reader.named('Basket', 'python')).toHaveLength(1)
  })

  test.each(['.gitignore', '.waylineignore'])('what %s names is not read, and what is brought back is', async name => {
    write(name, 'out/\n*.gen.py\n!kept.gen.py\n')
    write('out/a.py', 'class Out: ...\n')
    write('src/b.gen.py', 'class Generated: ...\n')
    write('src/kept.gen.py', 'class Kept: ...\n')
    write(`src/inner/${name}`, '/local.py\n')
    write('src/inner/local.py', 'class Local: ...\n')
    const { reader } = await scanned()
    for (const hidden of ['Out', 'Generated', 'Local']) expect(reader.named(hidden, 'python')).toEqual([])
    expect(reader.named('Kept', 'python')).toHaveLength(1)
  })

  test('an ignore file counts from the moment in which it is written', async () => {
    const index = await scanned()
    write('.waylineignore', 'basket.py\n')
    await index.refresh([at('.waylineignore')])
    expect(index.reader.named('Basket', 'python')).toEqual([])
  })

  test.each([
    ['excluded', 'private/a.py', 'class Hidden: ...\n'],
    ['in a hidden folder', '.venv/a.py', 'class Hidden: ...\n'],
    ['installed', 'node_modules/a/a.py', 'class Hidden: ...\n'],
    ['larger than anybody writes', 'a.py', `class Hidden: ...\n${'# more\n'.repeat(100_000)}`],
    ['made by a machine', 'a.py', `class Hidden: x = "${'x'.repeat(5000)}"\n`],
    ['no text', 'a.py', 'class Hidden: ...\n\0'],
  ])('a file that is %s is not read', async (_what, file, text) => {
    write(file, text)
    const { reader } = await scanned()
    expect(reader.named('Hidden', 'python')).toEqual([])
  })

  test('a link that leads out of the workspace is not followed', async () => {
    fs.mkdirSync(path.join(folder, 'elsewhere'))
    fs.writeFileSync(path.join(folder, 'elsewhere', 'a.py'), 'class Elsewhere: ...\n')
    fs.symlinkSync(path.join(folder, 'elsewhere'), path.join(root, 'linked'))
    fs.symlinkSync(root, path.join(root, 'round'))
    const { reader } = await scanned()
    expect(reader.named('Elsewhere', 'python')).toEqual([])
    expect(reader.named('Basket', 'python')).toHaveLength(1)
  })

  test('the next start reads nothing again, and shows its cache to nobody else', async () => {
    await scanned()
    read = []
    const { reader } = await scanned()
    expect(read).toEqual([])
    expect(reader.named('Basket', 'python')).toHaveLength(1)
    const [file = ''] = fs.readdirSync(cache())
    expect(fs.statSync(path.join(cache(), file)).mode & 0o777).toBe(0o600)
  })

  test.each([
    ['cut off', (text: string) => text.slice(0, text.length * 0.7)],
    ['of another format', (text: string) => text.replace('"format":2', '"format":0')],
    ['nonsense', () => '{"format":2,"root":"/"}\nx\ty}\n[1]\t{}\n\0\0'],
    ['empty', () => ''],
  ])('a cache that is %s costs only the time to read again', async (_what, damage) => {
    await scanned()
    const [file = ''] = fs.readdirSync(cache())
    const text = fs.readFileSync(path.join(cache(), file), 'utf8')
    fs.writeFileSync(path.join(cache(), file), damage(text))
    const { reader } = await scanned()
    expect(places(reader.named('Basket', 'python'))).toEqual(['src/basket.py:1 Basket'])
  })

  test('a cache that cannot be written is told once, and nothing else is amiss', async () => {
    fs.writeFileSync(cache(), 'a file where a folder should be')
    const { reader } = await scanned()
    expect(reader.named('Basket', 'python')).toHaveLength(1)
    expect(log.join('\n')).toContain('The index cannot be kept')
  })

  async function scanned(): Promise<WorkspaceIndex> {
    const index = createWorkspaceIndex({
      roots: [root],
      exclude: ['private/**'],
      cacheFolder: cache(),
      read: (file, text) => {
        read.push(path.relative(root, file.path))
        return readRecord(file.path, text, open)
      },
      log: message => log.push(message),
    })
    await index.rescan()
    return index
  }

  function write(file: string, text: string): void {
    fs.mkdirSync(path.dirname(at(file)), { recursive: true })
    fs.writeFileSync(at(file), text)
  }

  function at(file: string): string {
    return path.join(root, file)
  }

  function cache(): string {
    return path.join(folder, 'cache')
  }

  function places(found: ReturnType<WorkspaceIndex['reader']['named']>): string[] {
    return found.map(
      ({ path: file, declaration }) => `${path.relative(root, file)}:${declaration.line + 1} ${declaration.name}`,
    )
  }
})
