import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { catalogue, defaultModel } from './catalogue.ts'
import { damageOf, wrongSize } from './damage.ts'
import { readStore, writeRecord, type ModelRecord } from './model-store.ts'

let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-damage-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

const content = 'GGUF and what makes a model'
const withoutBytes: ModelRecord = {
  id: 'Mine',
  sha256: createHash('sha256').update(content).digest('hex'),
  licence: 'MIT',
  source: 'file',
  pulledAt: '2026-01-01T00:00:00.000Z',
}
const pulled: ModelRecord = { ...withoutBytes, bytes: content.length }

function put(text: string, record: ModelRecord | null, name = 'mine.gguf'): string {
  const file = path.join(folder, name)
  fs.writeFileSync(file, text)
  if (record) writeRecord(file, record)
  return file
}

async function damage(): Promise<unknown> {
  const [model] = readStore(folder)
  if (!model) throw new Error('There is no model.')
  return damageOf(model)
}

test('a model that is what was pulled is whole', async () => {
  expect(wrongSize(put(content, pulled), 'Mine')).toBeNull()
  expect(await damage()).toBeNull()
})

test('one that is shorter is damaged at first sight', () => {
  expect(wrongSize(put(content.slice(0, 9), pulled), 'Mine')).toMatchObject({
    code: 'model_corrupt',
    message: expect.stringContaining('9 bytes where 27 were pulled') as string,
    remedy: 'Run `wayline model remove Mine`, and bring it again from where it came.',
  })
})

test('one with other bytes in its middle is damaged once it is read', async () => {
  expect(wrongSize(put(content.replace('what', 'that'), pulled), 'Mine')).toBeNull()
  expect(await damage()).toMatchObject({ message: expect.stringContaining('not what was pulled') as string })
})

test.each(['hf:owner/name/mine.gguf', 'https://models.example/mine.gguf'])(
  'what came from %s is pulled from there again',
  async source => {
    put(content.slice(1), { ...pulled, source })
    expect(await damage()).toMatchObject({ remedy: `Run \`wayline model pull ${source}\`; it replaces the file.` })
  },
)

test('one of the catalogue is pulled by its name', async () => {
  const [, known = defaultModel] = catalogue
  put(content.slice(1), { ...pulled, id: known.id }, known.file)
  expect(await damage()).toMatchObject({
    remedy: `Run \`wayline model pull ${known.id}\`; it replaces the file.`,
    missingModel: { id: known.id },
  })
})

test('one without a record, or with one that knows no size, is not accused of having another', async () => {
  expect(wrongSize(put(content, withoutBytes), 'Mine')).toBeNull()
  fs.rmSync(path.join(folder, 'mine.gguf.json'))
  expect(await damage()).toBeNull()
})

test('the default model has its size even where its record has none', () => {
  const { id, sha256 = '', file } = defaultModel
  expect(wrongSize(put(content, { ...withoutBytes, id, sha256 }, file), id)).toMatchObject({ code: 'model_corrupt' })
})
