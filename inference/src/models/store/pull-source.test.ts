import path from 'node:path'
import { defaultModel } from './catalogue.ts'
import { destinationOf, originOf, parsePullName } from './pull-source.ts'

const parse = (name?: string): ReturnType<typeof parsePullName> => parsePullName(name, ['One', 'Two'])

test('a name, a file, an address and a hub’s file are told apart', () => {
  expect(parse()).toEqual({ kind: 'catalogue', model: defaultModel })
  expect(parse(defaultModel.id.toUpperCase())).toEqual({ kind: 'catalogue', model: defaultModel })
  expect(parse('models/my.gguf')).toEqual({ kind: 'file', file: path.resolve('models/my.gguf') })
  expect(parse('my.WHL')).toEqual({ kind: 'file', file: path.resolve('my.WHL') })
  expect(parse('https://x.example/a/my.gguf?download=true')).toMatchObject({ kind: 'url' })
  expect(parse('hf:owner/repo/my.gguf')).toMatchObject({ kind: 'hub', hub: { repository: 'owner/repo' } })
})

test.each([
  'unknown',
  'my.bin',
  '.gguf',
  'https://x.example/',
  'https://x.example/page.html',
  'http://[.gguf',
  'hf:a/b',
])('%s is none of these, and what there is is told', name => {
  expect(() => parse(name)).toThrow(
    expect.objectContaining({
      code: 'model_not_found',
      remedy: expect.stringContaining('Name one of One, Two, a .gguf') as string,
    }) as Error,
  )
})

test('a model is kept under its own name', async () => {
  const kept = async (name: string): Promise<unknown> => destinationOf(parse(name))
  expect(await kept('a/my.GGUF')).toMatchObject({ id: 'my', file: 'my.gguf' })
  expect(await kept('https://x.example/a/my-1.0-py3-none-any.whl')).toMatchObject({ file: 'my-1.0-py3-none-any.gguf' })
  expect(await kept('hf:owner/repo/sub/my.gguf')).toMatchObject({ id: 'my', file: 'my.gguf' })
})

test('where it came from is remembered without passwords and keys', () => {
  const origin = (name: string): string => {
    const source = parse(name)
    return source.kind === 'catalogue' ? '' : originOf(source)
  }
  expect(origin('https://me:secret@x.example/a/my.gguf?token=secret')).toBe('https://x.example/a/my.gguf')
  expect(origin('hf:owner/repo@v2/sub/my.gguf')).toBe('hf:owner/repo@v2/sub/my.gguf')
  expect(origin('hf:owner/repo/my.gguf')).toBe('hf:owner/repo/my.gguf')
})
