import { documentOf } from './document-fixture.ts'
import { similarCode } from './similar-code.ts'

const reader = (name: string): string =>
  [
    `export async function read${name}(path: string): Promise<${name}[]> {`,
    `  const raw = await readFile(path, 'utf8')`,
    `  const rows = parseRows(raw)`,
    `  return rows.map(row => to${name}(row))`,
    `}`,
  ].join('\n')
const unrelated = Array.from({ length: 40 }, (_, i) => `const shade${i} = mix(palette${i}, night${i})`).join('\n')
const query = (text: string, line: number, room = 2000) => ({
  document: documentOf(text),
  line,
  character: 0,
  room,
  editsRoom: 0,
})

test('finds the piece of another document that looks like the code at the cursor', () => {
  const other = documentOf(`${unrelated}\n${reader('Order')}\n${unrelated}`, 'orders.ts')
  const [part, ...more] = similarCode(
    query(
      'export async function readInvoice(path: string): Promise<Invoice[]> {\n  const raw = await readFile(path)\n  const invoices = decode(raw)\n  return invoices.filter(isOpen)\n}',
      1,
      240,
    ),
    [other],
  )
  expect(more).toEqual([])
  expect(part?.path).toBe('orders.ts')
  expect(part?.text).toContain('readOrder')
})

test.each([
  ['the document itself', documentOf(reader('Order'))],
  ['what has nothing in common', documentOf(unrelated, 'colours.ts')],
  ['another language', documentOf(reader('Order'), 'orders.go', 'go')],
  ['what is the same, because a model would repeat it', documentOf(reader('Invoice'), 'copy.ts')],
])('leaves out %s', (_, other) => {
  expect(similarCode(query(reader('Invoice'), 1), [other])).toEqual([])
})

test('takes the best pieces of four documents at most, the best one last, as far as there is room', () => {
  const filler = (count: number): string => Array.from({ length: count }, (_, i) => `const other${i} = 1`).join('\n')
  const others = [7, 9, 11, 13, 15].map(count => documentOf(`${reader('Order')}\n${filler(count)}`, `with-${count}.ts`))
  const paths = similarCode(query(`${reader('Invoice')}\nconst more = extra(stuff, here)\n`, 1, 4000), others).map(
    ({ path }) => path,
  )
  expect(paths).toEqual(['with-13.ts', 'with-11.ts', 'with-9.ts', 'with-7.ts'])
  expect(similarCode(query(reader('Invoice'), 1, 150), others)).toEqual([])
})
