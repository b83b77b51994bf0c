import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createWasmGrammars, grammarFolder } from './wasm.ts'

describe('Grammars in WebAssembly', () => {
  let folder: string

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-grammars-'))
  })
  afterEach(() => fs.rmSync(folder, { recursive: true }))

  test('are loaded when they are first needed, each for itself, and once', async () => {
    const open = createWasmGrammars(folder)
    for (const file of ['web-tree-sitter.wasm', 'tree-sitter-json.wasm'])
      fs.copyFileSync(path.join(grammarFolder(), file), path.join(folder, file))
    const json = await open('json')
    fs.rmSync(path.join(folder, 'tree-sitter-json.wasm'))
    expect(await open('json')).toBe(json)
    await expect(open('python')).rejects.toThrow('tree-sitter-python.wasm')
  })
})
