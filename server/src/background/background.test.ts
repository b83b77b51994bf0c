import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createBackground, type Background } from './background.ts'

/** Which of the two runs it: where the package for native code is not installed, both times the thread. */
const chosen = [
  ['thread', process.env],
  ['process, for native code', { ...process.env, WAYLINE_TREE_SITTER: 'native' }],
] as const

describe.each(chosen)('The background %s', (_name, env) => {
  let folder: string
  let log: string[]
  let background: Background

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-background-'))
    log = []
    background = createBackground({ log: message => log.push(message), env })
    write('basket.py', 'class Basket:\n    def total(self, currency: str) -> int: ...\n')
    write('shop.py', 'from basket import Basket\n\nbasket = Basket()\n')
  })
  afterEach(async () => {
    await background.dispose()
    fs.rmSync(folder, { recursive: true })
  })

  test('tells what other files declare that fits the cursor', async () => {
    await background.openWorkspace(workspace())
    expect(await declarations()).toEqual([
      {
        path: 'basket.py',
        kind: 'declaration',
        text: 'class Basket\n  def total(self, currency: str) -> int\n',
      },
    ])
  })

  test('before it knows the workspace it knows of no other files', async () => {
    expect(await declarations()).toEqual([])
  })

  test('follows what happens to the files', async () => {
    await background.openWorkspace(workspace())
    write('basket.py', 'class Basket:\n    def weight(self): ...\n')
    await background.filesChanged([path.join(folder, 'basket.py')])
    expect((await declarations())[0]?.text).toBe('class Basket\n  def weight(self)\n')
  })

  test('a thread that ends is started again and told of the workspace, but not for ever', async () => {
    const program = path.join(folder, 'ending.cjs')
    fs.writeFileSync(program, endingProgram)
    background = createBackground({ log: message => log.push(message), program, env })
    await background.openWorkspace(workspace())
    for (let time = 0; time < 4; time++)
      await expect(background.checkSyntax(place)).rejects.toThrow('The background thread has ended.')
    await declarations()
    expect(log.filter(message => message === 'openWorkspace')).toHaveLength(5)
    await expect(background.checkSyntax(place)).rejects.toThrow('The background thread has ended.')
    await expect(background.checkSyntax(place)).rejects.toThrow('There is no background thread.')
  })

  test.each([
    ['an answer that fits', 'total = add(', ')', '', '1, 2', 'fine'],
    ['one that leaves a bracket open', 'total = add(', ')', '', '(1, 2', 'worse'],
    ['one that closes what was open', 'total = add(\nprint', '', '', '(1)\n)', 'fine'],
    ['one that covers the bracket', 'total = add(', '\n', ')', '1, 2)', 'fine'],
    ['half a statement', 'value = basket', '\n', '', '.total() ==', 'worse'],
  ])('%s', async (_what, before, after, covered, answer, verdict) => {
    const asked = { ...place, before, after, covered, answer }
    expect(await background.checkSyntax(asked)).toBe(verdict)
    expect(await background.checkSyntax({ ...asked, before: `import a\n${before}` })).toBe(verdict)
  })

  test.each(['cobol', 'yaml'])('%s is not judged', async languageId => {
    expect(await background.checkSyntax({ ...place, languageId })).toBe('unknown')
  })

  test('after its end nothing is done any more', async () => {
    await background.dispose()
    await expect(background.openWorkspace(workspace())).rejects.toThrow('There is no background thread.')
  })

  function workspace() {
    return { roots: [folder], exclude: [], cacheFolder: path.join(folder, '.cache') }
  }

  function declarations() {
    const before = 'from basket import Basket\n\nbasket = Basket()\nprint(basket.'
    const file = path.join(folder, 'shop.py')
    return background.declarationsNear({ path: file, languageId: 'python', before, after: ')\n', room: 2000 })
  }

  function write(file: string, text: string): void {
    fs.writeFileSync(path.join(folder, file), text)
  }
})

const place = { uri: 'file:///a.py', languageId: 'python', before: '', after: '', covered: '', answer: 'x' }

/** Tells what it is asked to do, and ends when it is to check something. */
const endingProgram = `
  const { parentPort } = require('node:worker_threads')
  const post = message => (parentPort ? parentPort.postMessage(message) : process.send(message))
  ;(parentPort ?? process).on('message', ({ id, task }) => {
    post({ type: 'log', message: task })
    if (task === 'checkSyntax') setImmediate(() => process.exit(1))
    else post({ type: 'result', id, result: [] })
  })
`
