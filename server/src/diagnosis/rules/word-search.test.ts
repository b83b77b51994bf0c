import { createWordSearch } from './word-search.ts'

const words = ['he', 'she', 'hers', 'his', 'exec', 'executeQuery', 'Straße', 'ab', 'b', 'bc', 'aab']

test.each(['ushers', 'this', 'executeQuer', 'executeQuery', 'x', '', 'die Straße', 'shéhe', 'aaab', 'abc', 'heshis'])(
  'of %j it says what looking for each word says',
  text => {
    const occurs = createWordSearch(words).in(text)
    expect(words.filter(occurs)).toEqual(words.filter(word => text.includes(word)))
  },
)

test('a word that it has not been told of is looked for as well', () => {
  const occurs = createWordSearch(words).in('unknown words')
  expect(occurs('unknown')).toBe(true)
  expect(occurs('none')).toBe(false)
})

test('it agrees with looking for each word in texts made by chance', () => {
  let seed = 7
  const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below
  const made = (length: number): string => Array.from({ length }, () => 'abcé'[random(4)]).join('')
  for (let round = 0; round < 300; round++) {
    const some = Array.from({ length: 8 }, () => made(1 + random(5)))
    const text = made(random(30))
    const occurs = createWordSearch(some).in(text)
    expect(some.map(occurs)).toEqual(some.map(word => text.includes(word)))
  }
})
