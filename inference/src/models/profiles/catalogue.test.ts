import { createCatalogue, type ProfileOverride } from './catalogue.ts'

function failureOf(overrides: Record<string, ProfileOverride>): unknown {
  try {
    createCatalogue(overrides)
    return 'nothing failed'
  } catch (error) {
    return error
  }
}

test('a profile of the configuration comes before the built-in ones and covers its own name', () => {
  const catalogue = createCatalogue({ 'house-coder': { extends: 'qwen-coder', contextTokens: 4096 } })
  expect(catalogue.of('House-Coder-7B')).toMatchObject({ name: 'house-coder', contextTokens: 4096 })
  expect(catalogue.of('House-Coder-7B').template).toEqual(catalogue.of('qwen2.5-coder').template)
  expect(catalogue.of('qwen2.5-coder').name).toBe('qwen-coder')
})

test('a profile of the configuration covers the names that it gives', () => {
  const catalogue = createCatalogue({ ours: { extends: 'starcoder2', match: ['^alpha-\\d'] } })
  expect(catalogue.of('alpha-7').name).toBe('ours')
  expect(catalogue.of('ours').name).toBe('plain')
})

test('a profile of a built-in name changes only what it says', () => {
  const catalogue = createCatalogue({ 'qwen-coder': { stop: ['<|endoftext|>'] } })
  expect(catalogue.of('qwen2.5-coder')).toMatchObject({ stop: ['<|endoftext|>'], layout: 'fim' })
  expect(catalogue.names.filter(name => name === 'qwen-coder')).toHaveLength(1)
})

test('a whole profile needs no parent', () => {
  const catalogue = createCatalogue({ own: { layout: 'plain', template: [{ slot: 'prefix' }] } })
  expect(catalogue.of('own-3b').template).toEqual([{ slot: 'prefix' }])
})

test.each<[string, Record<string, ProfileOverride>, RegExp, RegExp]>([
  ['a parent that does not exist', { own: { extends: 'qwen' } }, /own extends "qwen"/, /qwen-coder/],
  ['a field that does not exist', { own: { extends: 'plain', stops: [] } }, /own is not valid.*stops/, /extend one of/],
  ['a slot that does not exist', { own: { layout: 'fim', template: [{ slot: 'x' }] } }, /at template\.0/, /template/],
  ['a pattern that is none', { own: { extends: 'plain', match: ['('] } }, /match\.0: is not a regular/, /extend/],
  ['no layout', { own: {} }, /at layout/, /Give it a layout/],
])('%s is told with the profile, the field and the remedy', (_what, overrides, message, remedy) => {
  expect(failureOf(overrides)).toMatchObject({
    code: 'bad_config',
    message: expect.stringMatching(message) as string,
    remedy: expect.stringMatching(remedy) as string,
  })
})
