import fs from 'node:fs'
import path from 'node:path'
import { symbolsOf, type FileSymbols } from './declarations.ts'
import { grammarOf } from './grammars.ts'
import { languageOf } from './language-of.ts'
import { withoutMacros } from './macros.ts'
import { createWasmGrammars } from './wasm.ts'

const folder = path.join(__dirname, '__fixtures__', 'symbols')
const open = createWasmGrammars()

/** Each source file has an outline beside it, of what other files are to know of it. */
describe('What a file declares and takes from others', () => {
  test.each(fs.readdirSync(folder).filter(file => !file.endsWith('.outline')))('%s', async file => {
    const expected = fs.readFileSync(path.join(folder, `${file}.outline`), 'utf8')
    expect(outline(await symbols(file))).toBe(expected)
  })

  test('an empty file declares nothing', async () => {
    const grammar = await open('python')
    const tree = grammar.parse('')
    if (!tree) throw new Error('no tree')
    expect(symbolsOf(grammar, tree, '')).toEqual({ namespace: null, declarations: [], imports: [] })
    tree.delete()
  })
})

async function symbols(file: string): Promise<FileSymbols> {
  const text = fs.readFileSync(path.join(folder, file), 'utf8')
  const name = grammarOf(languageOf(file))
  if (!name) throw new Error(`no grammar reads ${file}`)
  const grammar = await open(name)
  const tree = grammar.parse(withoutMacros(name, text))
  if (!tree) throw new Error('no tree')
  expect(tree.rootNode.hasError).toBe(false)
  try {
    return symbolsOf(grammar, tree, text)
  } finally {
    tree.delete()
  }
}

function outline({ namespace, imports, declarations }: FileSymbols): string {
  const lines = [
    ...(namespace === null ? [] : [`namespace ${namespace}`]),
    ...imports.map(({ from, names }) => {
      const taken = names.map(({ name, local }) => (name === local ? name : `${name || 'all of it'} as ${local}`))
      return `from ${from} takes ${taken.join(', ') || 'nothing by name'}`
    }),
    ...declarations.map(({ line, endLine, kind, container, name, isReachable, signature, doc }) => {
      const own = `${container === null ? '' : `${container}.`}${name}`
      const what = `${line + 1}-${endLine + 1} ${kind} ${own}${isReachable ? '' : ' (not for others)'}`
      return `${what}\n    ${signature}${doc ? `\n    "${doc}"` : ''}`
    }),
  ]
  return `${lines.join('\n')}\n`
}
