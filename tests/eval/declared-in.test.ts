import { headOf, isDeclaredIn, isNamedIn, type Wanted } from './declared-in.ts'

test.each([
  ['export function scale(', 'function scale('],
  ['pub(crate) fn from_bytes(slice: &[u8]) -> &Bytes {', 'fn from_bytes(slice: &[u8]) -> &Bytes '],
  ['public static Name get(Class<?> kind) {', 'Name get(Class<?> kind) '],
  ['class Frozen(Error):', 'class Frozen(Error)'],
  ['export const isGood = (x: Result): x is Good => x.isGood', 'const isGood = (x: Result): x is Good '],
  ['export function each(run: () => void) {', 'function each(run: () => void) '],
  ['ownKeys(state) {', 'ownKeys(state) '],
])('the head of %j is %j', (definition, head) => {
  expect(headOf(definition)).toBe(head)
})

const wanted: Wanted = {
  symbol: 'scale',
  definition: 'export function scale(by: number): Box {',
  defining_files: ['src/box.ts'],
}

test.each([
  ['as it stands in its file', 'src/box.ts', 'export function scale(by: number): Box {\n  return box\n}', true],
  ['laid out otherwise', 'src/box.ts', 'function scale(\n  by: number,\n): Box', false],
  ['without the words before it', '/home/me/src/box.ts', 'function scale(by: number): Box', true],
  ['in another file', 'src/other.ts', 'export function scale(by: number): Box {', false],
  ['only used', 'src/box.ts', 'scale(2)', false],
  ['with other parameters', 'src/box.ts', 'function scale(by: string): Box', false],
])('a declaration %s', (_, path, text, isDeclared) => {
  expect(isDeclaredIn(wanted, [{ path, text }])).toBe(isDeclared)
})

test('a name counts as a whole word only', () => {
  expect(isNamedIn(wanted, ['rescale(2)', 'scaled'])).toBe(false)
  expect(isNamedIn(wanted, ['a.scale(2)'])).toBe(true)
})
