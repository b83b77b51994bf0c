import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { catalogue, defaultModel } from './catalogue.ts'
import { expectKnownModel, locateModel } from './locate.ts'
import { readStore, removeModel, writeRecord } from './model-store.ts'

let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-store-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

function put(name: string, id?: string): string {
  const file = path.join(folder, name)
  fs.writeFileSync(file, 'GGUF')
  if (id !== undefined) {
    const pulledAt = '2026-01-01T00:00:00.000Z'
    writeRecord(file, { id, sha256: 'hash', licence: 'MIT', source: 'file', pulledAt })
  }
  return file
}

test('models are listed by name, those put there by hand by that of their file', () => {
  put('b.gguf', 'Beta')
  put('a.GGUF')
  put('c.gguf.part')
  fs.writeFileSync(path.join(folder, 'a.GGUF.json'), '{ damaged')
  fs.symlinkSync(path.join(folder, 'gone'), path.join(folder, 'dangling.gguf'))
  fs.mkdirSync(path.join(folder, 'folder.gguf'))
  expect(readStore(folder)).toEqual([
    { id: 'a', file: path.join(folder, 'a.GGUF'), bytes: 4, record: null },
    {
      id: 'Beta',
      file: path.join(folder, 'b.gguf'),
      bytes: 4,
      record: expect.objectContaining({ licence: 'MIT' }) as object,
    },
  ])
})

test('a folder that is not there holds no models', () => {
  expect(readStore(path.join(folder, 'none'))).toEqual([])
})

test('a model is removed with its record and every remainder of a pull', () => {
  const file = put('b.gguf', 'Beta')
  for (const end of ['.part', '.part.etag', '.whl.part']) fs.writeFileSync(`${file}${end}`, '')
  put('a.gguf')
  expect(removeModel(folder, 'beta').id).toBe('Beta')
  expect(fs.readdirSync(folder)).toEqual(['a.gguf'])
})

test('removing a model that is not there tells which are', () => {
  expect(() => removeModel(folder, 'x')).toThrow(
    expect.objectContaining({ code: 'model_not_found', remedy: 'There is none at all.' }) as Error,
  )
  put('a.gguf')
  expect(() => removeModel(folder, 'x')).toThrow(expect.objectContaining({ remedy: 'There is: a.' }) as Error)
})

describe('A model is located', () => {
  test('without a name: the default one, also before it is there', () => {
    expect(locateModel(folder, undefined)).toEqual({ id: defaultModel.id, file: path.join(folder, defaultModel.file) })
  })

  test('without a name and without the default one: any that is there', () => {
    const file = put('b.gguf', 'Beta')
    expect(locateModel(folder, undefined)).toEqual({ id: 'Beta', file })
    put(defaultModel.file, defaultModel.id)
    expect(locateModel(folder, undefined).id).toBe(defaultModel.id)
  })

  test('without a name, when the default one was put there by hand', () => {
    put('aaa.gguf')
    const file = put(defaultModel.file)
    expect(locateModel(folder, undefined).file).toBe(file)
  })

  test('by its name in whatever case, or by a path', () => {
    const file = put('b.gguf', 'Beta')
    expect(locateModel(folder, 'BETA')).toEqual({ id: 'Beta', file })
    expect(locateModel(folder, file)).toEqual({ id: 'b', file })
    expect(locateModel(folder, 'other')).toEqual({ id: 'other', file: path.join(folder, 'other.gguf') })
  })

  test('where a pull will put it, if it can be pulled by its name', () => {
    for (const { id, file } of catalogue)
      expect(locateModel(folder, id.toLowerCase())).toEqual({ id, file: path.join(folder, file) })
  })
})

describe('A name that somebody has given', () => {
  test('is known if there is such a model, if it can be pulled, and if it is a path', () => {
    put('b.gguf', 'Beta')
    for (const name of ['beta', defaultModel.id, '/somewhere/else.gguf'])
      expect(() => expectKnownModel(folder, name)).not.toThrow()
  })

  test('and that nothing bears is told with the names that there are', () => {
    put('b.gguf', 'Beta')
    const [known] = catalogue
    expect(() => expectKnownModel(folder, 'nope')).toThrow(
      expect.objectContaining({
        code: 'model_missing',
        message: 'There is no model "nope".',
        remedy: expect.stringContaining(`There is Beta; \`wayline model pull\` fetches ${known?.id}, `) as string,
      }) as Error,
    )
  })
})
