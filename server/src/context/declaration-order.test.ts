import type { Declaration } from '../syntax/declarations.ts'
import type { GrammarName } from '../syntax/grammars.ts'
import { SymbolIndex } from '../workspace-index/symbol-index.ts'
import { inOrder, type Reasons } from './declaration-order.ts'
import { wordsNear } from './words-near.ts'

const declared = (signature: string, more: Partial<Declaration> = {}): Declaration => ({
  name: /(\w+)\s*(?:[({]|$)/.exec(signature)?.[1] ?? signature,
  kind: 'function',
  container: null,
  signature,
  doc: '',
  line: 0,
  endLine: 0,
  isReachable: true,
  ...more,
})

function order(
  before: string,
  declarations: Declaration[],
  grammar: GrammarName = 'go',
  reasons: Reasons = {},
): string[] {
  const candidates = declarations.map(declaration => ({ place: { path: '/shop/all.x', declaration }, reasons }))
  const receiver = /(\w+)\.\w*$/.exec(before)?.[1] ?? null
  const query = {
    path: '/shop/own.x',
    grammar,
    before,
    near: wordsNear(before, ''),
    index: new SymbolIndex(),
    receiver,
  }
  return inOrder(candidates, query).map(({ declaration }) => declaration.signature)
}

test('what begins as the half-typed name does comes first', () => {
  expect(order('\ttot', [declared('func Close()'), declared('func totals() int')])[0]).toBe('func totals() int')
})

test('a condition wants what is true or false', () => {
  expect(order('\tif ', [declared('func count() int'), declared('func isOpen() bool')])[0]).toBe('func isOpen() bool')
})

test('what gives nothing is no value', () => {
  expect(order('\tn := ', [declared('func reset()'), declared('func first() int')])[0]).toBe('func first() int')
})

test('a value called like a type is likely to be of that type', () => {
  const [of, other] = ['Command', 'Printer'].map(container =>
    declared(`func (x *${container}) Run() error`, { name: 'Run', kind: 'method', container }),
  )
  expect(
    order(
      '\treturn cmd.',
      [other, of].flatMap(one => one ?? []),
    )[0],
  ).toBe(of?.signature)
})

test('after the name of a type come those that belong to it and not to its values', () => {
  const own = { kind: 'method', container: 'Basket' } as const
  const made = declared('pub fn new() -> Self', { ...own, name: 'new' })
  const asked = declared('pub fn sum(&self) -> u64', { ...own, name: 'sum' })
  expect(order('    let basket = Basket.', [asked, made], 'rust')[0]).toBe(made.signature)
})

test('overloads do not crowd out everything else', () => {
  const overloads = ['a int', 'b int', 'c int'].map(one => declared(`func addRow(${one})`, { name: 'addRow' }))
  expect(order('\trow := add', [...overloads, declared('func addRows() int')]).slice(0, 2)).toContain(
    'func addRows() int',
  )
})
