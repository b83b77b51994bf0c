import { createTreeCount } from './free-trees.ts'

test('trees are freed once many characters have been parsed, and again after as many more', () => {
  let freed = 0
  const count = createTreeCount(() => freed++)
  const text = 'x'.repeat(1_000_000)
  for (let times = 0; times < 7; times++) count(text)
  expect(freed).toBe(0)
  for (let times = 0; times < 9; times++) count(text)
  expect(freed).toBe(2)
})

test('the engine lets itself be told', () => {
  expect(() => createTreeCount()('x'.repeat(8_000_000))).not.toThrow()
})
