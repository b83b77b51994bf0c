import fs from 'node:fs'
import path from 'node:path'
import { commentPrefix } from './comment-prefix.ts'
import { grammarNames, grammarOf, type GrammarName } from './grammars.ts'
import { languageOf } from './language-of.ts'
import { withoutMacros } from './macros.ts'
import { loadNativeLibrary } from './native-library.ts'
import { NativeTree } from './native-tree.ts'
import { createNativeGrammars } from './native.ts'
import { tagsOf } from './tags/tags.ts'
import { editBetween } from './tree-edit.ts'
import type { Grammar, SyntaxNode, SyntaxTree } from './tree.ts'
import { createWasmGrammars } from './wasm.ts'

/** A text that both are to read the same. */
interface Sample {
  file: string
  name: GrammarName
  text: string
}

const wasm = createWasmGrammars()
const native = createNativeGrammars(wasm)
const corpus = readCorpus()
const { library, reason } = installed()
const edits = { all: 0, differing: 0 }
const readNatively = corpus.filter(({ name }) => isInstalled(name))

test('the corpus has a text for every grammar', () => {
  expect([...new Set(corpus.map(({ name }) => name))].sort()).toEqual(grammarNames)
})

// Only this file loads the library: it changes its classes when it is loaded, which jest has it do once for each file.
const whereInstalled = library ? describe : describe.skip
whereInstalled(`Native code reads as WebAssembly does${library ? '' : ` (skipped because ${reason})`}`, () => {
  test('with every grammar but one that has no native package, and one that is not safe', () => {
    expect(grammarNames.filter(name => !isInstalled(name))).toEqual(['swift', 'yaml'])
  })

  test.each(readNatively)('$file', async ({ name, text }) => {
    const trees = await both(name, grammar => parsed(grammar, text))
    expect(trees.native).toBeInstanceOf(NativeTree)
    expect(outline(trees.native.rootNode)).toEqual(outline(trees.wasm.rootNode))
    expect(trees.native.rootNode.hasError).toBe(false)
  })

  test.each(readNatively)('$file, on after each of many edits', async ({ name, text }) => {
    for (const next of edited(text)) {
      const trees = await both(name, grammar => readOn(grammar, text, next))
      const { hasError, endIndex } = trees.wasm.rootNode
      expect([next, trees.native.rootNode.hasError, trees.native.rootNode.endIndex]).toEqual([next, hasError, endIndex])
      const isSame = outline(trees.native.rootNode).join('\n') === outline(trees.wasm.rootNode).join('\n')
      if (!hasError) expect([next, isSame]).toEqual([next, true])
      edits.all++
      if (!isSame) edits.differing++
    }
  })

  // Versions 0.25 and 0.27 of tree-sitter do not choose the same way out of every error. With web-tree-sitter 0.25.10 none differs.
  test('broken code is not always repaired in the same way, but in more than 98 of 100 cases', () => {
    expect(edits.all).toBeGreaterThan(2000)
    expect(edits.differing / edits.all).toBeLessThan(0.02)
  })

  test.each(readNatively)('$file, for queries', async ({ name, text }) => {
    const tags = tagsOf(name)
    const query = tags ? [tags.declarations, tags.imports, tags.namespace ?? ''].join('\n') : '(_) @node'
    const found = await both(name, grammar =>
      grammar
        .query(query)
        .matches(parsed(grammar, text).rootNode)
        .map(({ captures }) => captures.map(capture => [capture.name, capture.node.startIndex, capture.node.text])),
    )
    expect(found.native).toEqual(found.wasm)
  })
})

describe.each([
  ['in WebAssembly', wasm],
  ['in native code, where it is installed', native],
])('A tree %s', (_where, open) => {
  test('does not change with its copies, whichever of them is edited', async () => {
    const grammar = await open('javascript')
    const tree = parsed(grammar, 'one(two)')
    const copy = tree.copy()
    copy.edit(editBetween('one(two)', 'number(two)'))
    const another = copy.copy()
    another.edit(editBetween('number(two)', 'number(two, three)'))
    expect(ends(tree, copy, another)).toEqual([8, 11, 18])
    copy.delete()
    expect(ends(tree, another)).toEqual([8, 18])
    expect(outline(parsed(grammar, 'number(two, three)', another).rootNode)).toEqual(
      outline(parsed(grammar, 'number(two, three)').rootNode),
    )
  })

  test('is null where reading takes too long, and what follows is read from its own beginning', async () => {
    const grammar = await open('python')
    expect(grammar.parse('basket = [1, 2, 3]\n'.repeat(100_000), null, 1)).toBeNull()
    expect(parsed(grammar, 'x').rootNode.endIndex).toBe(1)
  })

  test('counts code units wherever the pieces end in which a text is read', async () => {
    const grammar = await open('python')
    for (const shift of ['', ' ']) {
      const text = `basket = "${shift}${'🧺'.repeat(50_000)}"\nitem = 1\n`
      const { rootNode } = parsed(grammar, text)
      expect([rootNode.hasError, rootNode.child(1)?.startIndex]).toEqual([false, text.indexOf('item')])
    }
  })

  test('may be of a text that is told piece by piece', async () => {
    const grammar = await open('python')
    const text = 'total = "🧺" + count\n'
    const tree = grammar.parse(index => text.slice(index, index + 7))
    expect(tree && outline(tree.rootNode)).toEqual(outline(parsed(grammar, text).rootNode))
  })
})

/** Every text beside the tests, with characters in it that are two code units long. */
function readCorpus(): Sample[] {
  return ['samples', 'symbols'].flatMap(folder => {
    const root = path.join(__dirname, '__fixtures__', folder)
    const files = fs.readdirSync(root).filter(file => !file.endsWith('.outline'))
    return files.flatMap(file => {
      const language = languageOf(file)
      const name = grammarOf(language)
      const comment = commentPrefix(language)
      const text = fs.readFileSync(path.join(root, file), 'utf8')
      // PHP begins with a mark of its own.
      const head = comment && name !== 'php' ? `${comment} 𝄞 👩‍👩‍👧 before everything\n` : ''
      return name ? [{ file, name, text: withoutMacros(name, head + text) }] : []
    })
  })
}

function installed() {
  try {
    return { library: loadNativeLibrary(), reason: '' }
  } catch (error) {
    const [why] = String(error).split('\n')
    return { library: null, reason: `the native library is not there: ${why ?? ''}` }
  }
}

function isInstalled(name: GrammarName): boolean {
  try {
    return Boolean(library?.language(name))
  } catch {
    // Its package has no native code, or none for this computer.
    return false
  }
}

async function both<Result>(name: GrammarName, read: (grammar: Grammar) => Result) {
  return { native: read(await native(name)), wasm: read(await wasm(name)) }
}

function parsed(grammar: Grammar, text: string, earlier?: SyntaxTree): SyntaxTree {
  const tree = grammar.parse(text, earlier)
  if (!tree) throw new Error('a text was not read')
  return tree
}

function ends(...trees: SyntaxTree[]): number[] {
  return trees.map(({ rootNode }) => rootNode.endIndex)
}

function readOn(grammar: Grammar, before: string, text: string): SyntaxTree {
  const first = parsed(grammar, before)
  const tree = first.copy()
  tree.edit(editBetween(before, text))
  return parsed(grammar, text, tree)
}

/** The text with a line written, changed and removed at places all over it. */
function edited(text: string): string[] {
  const lines = text.split('\n')
  return lines.flatMap((line, at) => [
    lines.toSpliced(at, 1).join('\n'),
    lines.toSpliced(at, 0, line).join('\n'),
    lines.toSpliced(at, 1, `${line.slice(0, line.length / 2)}𝄞${line.slice(line.length / 2)}`).join('\n'),
    lines.toSpliced(at, 1, line.slice(0, -1)).join('\n'),
  ])
}

/** One line for each node: all that there is to know of it. */
function outline(root: SyntaxNode): string[] {
  const lines: string[] = []
  const visit = (node: SyntaxNode, field: string | null, depth: number): void => {
    const { startIndex, endIndex, startPosition: start, endPosition: end } = node
    const flags = [
      node.isNamed && 'named',
      node.isError && 'error',
      node.isMissing && 'missing',
      node.hasError && 'bad',
    ]
    lines.push(
      `${'  '.repeat(depth)}${field ?? ''}: ${node.type} ${startIndex}-${endIndex} ` +
        `${start.row}:${start.column}-${end.row}:${end.column} ${flags.filter(Boolean).join(' ')}`,
    )
    for (let at = 0; at < node.childCount; at++) {
      const child = node.child(at)
      // Both have it, and nothing of ours needs it.
      if (child) visit(child, (node as NamesFields).fieldNameForChild(at), depth + 1)
    }
  }
  visit(root, null, 0)
  return lines
}

type NamesFields = SyntaxNode & { fieldNameForChild(index: number): string | null }
