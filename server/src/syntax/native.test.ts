import type { NativeLibrary } from './native-library.ts'
import { createNativeGrammars } from './native.ts'
import { createWasmGrammars } from './wasm.ts'

const wasm = createWasmGrammars()

describe('WebAssembly reads', () => {
  test('where there is no native library', async () => {
    const open = createNativeGrammars(wasm, () => {
      throw new Error("Cannot find module 'tree-sitter'")
    })
    expect(await open('python')).toBe(await wasm('python'))
  })

  test('where the library has no such grammar', async () => {
    const open = createNativeGrammars(wasm, () => library({ language: () => null }))
    expect(await open('python')).toBe(await wasm('python'))
  })

  test('where a grammar is made for another library', async () => {
    const language = () => {
      throw new RangeError('Incompatible language version.')
    }
    const open = createNativeGrammars(wasm, () => library({ language }))
    expect(await open('python')).toBe(await wasm('python'))
  })
})

test('the library is loaded with the first grammar, once, and each grammar when it is first needed', async () => {
  const loaded: string[] = []
  const open = createNativeGrammars(wasm, () => {
    loaded.push('library')
    return library({
      language(name) {
        loaded.push(name)
        return null
      },
    })
  })
  expect(loaded).toEqual([])
  await Promise.all([open('json'), open('lua'), open('json')])
  expect(loaded).toEqual(['library', 'json', 'lua'])
})

/** A library that is there, and of which only this is used. */
function library({ language }: Pick<NativeLibrary, 'language'>): NativeLibrary {
  return { language, Parser: unused as never, Query: unused as never }
}

function unused(): never {
  throw new Error('is not used here')
}
