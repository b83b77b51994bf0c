import { basesIn, enclosingTypes, resultTypes, typesOf } from './type-names.ts'

test.each([
  ['basket', 'function f(basket: Basket) {', ['Basket']],
  ['basket', 'Basket *basket = first;', ['Basket']],
  ['basket', 'auto basket = make_basket(3);', ['make_basket']],
  ['basket', 'let mut basket = Basket::new();', ['Basket', 'new']],
  ['b', 'func (b *Basket) Total() int {', ['Basket']],
  ['V', 'where V: Visit<N>', ['Visit', 'N']],
])('what %s is in %j', (name, text, expected) => {
  expect(typesOf(name, text)).toEqual(expect.arrayContaining(expected.slice(0, 1)))
})

test('what stands nearest above the cursor comes first', () => {
  expect(typesOf('one', 'Crate one = a;\nBasket one = b;\n')).toEqual(['Basket', 'Crate'])
})

test.each([
  ['func (c *Command) Root() *Command', 'Root', ['Command']],
  ['pub fn first(&self) -> Option<&Item>', 'first', ['Option', 'Item']],
  ['items(of: Shop): Promise<Item[]>', 'items', ['Promise', 'Item']],
  ['public static ClassName get(Class<?> type)', 'get', ['ClassName']],
  ['inline const Slice &key(int at) const', 'key', ['Slice']],
  ['private final Basket basket', 'basket', ['Basket']],
  ['owner: Person', 'owner', ['Person']],
])('what %j gives', (head, name, expected) => {
  expect(resultTypes(head, name)).toEqual(expected)
})

test.each([
  ['class Query<T> extends Removable implements Named', 'Query', ['Removable', 'Named']],
  ['class Basket(Mapping, Sized)', 'Basket', ['Mapping', 'Sized']],
  ['class list : public object', 'list', ['object']],
])('what %j is made from', (head, name, expected) => {
  expect(basesIn(head, name)).toEqual(expected)
})

test.each([
  ['class Basket:\n    def total(self):\n        self.', 'Basket'],
  ['impl<T> Display for Basket<T> {\n    fn fmt(&self) {\n', 'Basket'],
  ['#include "basket.h"\nint Basket::total(int tax) {\n  return ', 'Basket'],
  ['export default class Basket {\n  total() {\n    this.', 'Basket'],
])('%j ends within a type', (before, expected) => {
  expect(enclosingTypes(before)[0]).toBe(expected)
})
