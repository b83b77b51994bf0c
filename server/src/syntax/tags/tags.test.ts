import { grammarNames } from '../grammars.ts'
import { createWasmGrammars } from '../wasm.ts'
import { tagsOf } from './tags.ts'

const open = createWasmGrammars()

test.each(grammarNames)('the queries of %s are ones that its grammar knows', async name => {
  const tags = tagsOf(name)
  const grammar = await open(name)
  for (const query of [tags?.declarations, tags?.imports, tags?.namespace]) if (query) grammar.query(query)
  const tree = grammar.parse('')
  expect(tree?.rootNode.childCount).toBe(0)
  tree?.delete()
})
