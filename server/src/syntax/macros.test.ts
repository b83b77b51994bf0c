import { withoutMacros } from './macros.ts'

const plain = (text: string): string[] => withoutMacros('cpp', text).split('\n')

test('every offset stays what it was', () => {
  const text = 'SHOP_BEGIN(shop)\nclass SHOP_API Basket final : public Crate {\n  SHOP_OBJECT(Basket)\n};\n'
  expect(plain(text)).toEqual([
    ' '.repeat(16),
    'class          Basket final : public Crate {',
    ' '.repeat(21),
    '};',
    '',
  ])
})

test('words before and between type and name of a function are left out', () => {
  expect(plain('SHOP_API int SHOP_CALL total(int tax);')).toEqual(['         int           total(int tax);'])
})

test.each([
  'HANDLE open(int id);',
  'enum Size {\n  SMALL,\n  LARGE\n};',
  '#define SHOP_API \\\n  SHOP_EXPORT\nint total();',
  'total(\n  MAX_SIZE\n);',
])('%j stays as it is', text => {
  expect(withoutMacros('cpp', text)).toBe(text)
})

test('other languages have no preprocessor', () => {
  expect(withoutMacros('java', 'SHOP_API\nint total();')).toBe('SHOP_API\nint total();')
})

test('a line that no human has written costs nothing', () => {
  const long = `FOO${' '.repeat(60_000)}x y(`
  expect(withoutMacros('cpp', long)).toBe(long)
})
