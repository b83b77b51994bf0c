import type { Answer } from './answer.ts'
import { createAnswerCache } from './cache.ts'
import { cursorIn } from './cursor-fixture.ts'

const answer = (text: string, finishReason: Answer['finishReason'] = 'stop'): Answer => ({
  text,
  model: 'm',
  finishReason,
})

test('every place inside an answer hits', () => {
  const cache = createAnswerCache()
  cache.add(cursorIn('const a = |\nnext'), answer('one(two)\nconst b = 2'))
  expect(cache.find(cursorIn('const a = |\nnext'))?.text).toBe('one(two)\nconst b = 2')
  expect(cache.find(cursorIn('const a = one|\nnext'))?.text).toBe('(two)\nconst b = 2')
  expect(cache.find(cursorIn('const a = one(two)\ncon|\nnext'))?.text).toBe('st b = 2')
})

test('another character than the answer’s misses', () => {
  const cache = createAnswerCache()
  cache.add(cursorIn('const a = |'), answer('one'))
  expect(cache.find(cursorIn('const a = t|'))).toBeNull()
})

test('a bracket that the editor closes by itself does not spoil the hit', () => {
  const cache = createAnswerCache()
  cache.add(cursorIn('const a = |\nnext'), answer('one(two)'))
  expect(cache.find(cursorIn('const a = one(|)\nnext'))?.text).toBe('two)')
})

test('a change below the cursor misses', () => {
  const cache = createAnswerCache()
  cache.add(cursorIn('a|\nnext'), answer('bc'))
  expect(cache.find(cursorIn('a|\nother'))).toBeNull()
})

test('scrolling far above does not miss', () => {
  const cache = createAnswerCache()
  const above = 'line of code;\n'.repeat(50)
  cache.add(cursorIn(`${above}a|`), answer('bc'))
  expect(cache.find(cursorIn(`new first line\n${above}ab|`))?.text).toBe('c')
})

test('an answer that was broken off is trusted to its last whole line', () => {
  const cache = createAnswerCache()
  cache.add(cursorIn('|'), answer('one();\ntwo();\nthr', null))
  expect(cache.find(cursorIn('one();\n|'))?.text).toBe('two();\n')
  expect(cache.find(cursorIn('one();\ntwo();\n|'))).toBeNull()
})

test('an answer of one line that was broken off loses the word it may have ended in', () => {
  const cache = createAnswerCache()
  cache.add(cursorIn('x = |'), answer('alpha + be', 'length'))
  expect(cache.find(cursorIn('x = |'))?.text).toBe('alpha + ')
})

test('line ends of the document do not matter', () => {
  const cache = createAnswerCache()
  cache.add(cursorIn('a\r\n|\r\nend'), answer('b\nc'))
  expect(cache.find(cursorIn('a\r\nb\r\n|\r\nend'))?.text).toBe('c')
})

test('deleting past where the answer began misses', () => {
  const cache = createAnswerCache()
  cache.add(cursorIn('value|'), answer('.size'))
  expect(cache.find(cursorIn('val|'))).toBeNull()
})
