import { receiverAt } from './receiver.ts'

const names = (before: string): string =>
  (receiverAt(before) ?? []).map(({ name, isCalled }) => (isCalled ? `${name}()` : name)).join(' ')

test.each([
  ['total = basket.', 'basket'],
  ['cmd.Root().Ge', 'cmd Root()'],
  ['Basket::', 'Basket'],
  ['self.items[at + 1].', 'self items'],
  ['make<Basket>(shop(1))->', 'make()'],
  ['builder\n    .limit(size(3))\n    .', 'builder limit()'],
  ['(await load(id)).', 'load()'],
  ['((Reader) in).', 'Reader'],
  ['(row as Entry).', 'Entry'],
  ['basket?.first()?.', 'basket first()'],
])('what %j ends in is followed', (before, expected) => {
  expect(names(before)).toBe(expected)
})

test.each(['total', 'return ', 'f(a, ', '1.'])('nothing stands before a dot in %j', before => {
  expect(receiverAt(before)).toBeNull()
})
