import { answeredLines } from './answered-lines.ts'

const original = ['    def total(self):', '        return 1', '']
const fence = '```'

test('code is taken out of its fence', () => {
  expect(
    answeredLines(`Here it is:\n${fence}python\n    def total(self):\n        return 2\n${fence}\nDone.`, original),
  ).toEqual(['    def total(self):', '        return 2', ''])
})

test('what has been moved to the left is moved back', () => {
  expect(answeredLines(`${fence}\ndef total(self):\n    return 2\n${fence}`, original)).toEqual([
    '    def total(self):',
    '        return 2',
    '',
  ])
})

test('a fence within the code does not end it', () => {
  const lines = ['def f():', '    """', '    ```', '    x', '    ```', '    """']
  expect(answeredLines(`${fence}\n${lines.join('\n')}\n${fence}`, ['def f():'])).toEqual(lines)
})

test('lines end as they did', () => {
  expect(answeredLines(`${fence}\na = 2\nb = 3\n${fence}`, ['a = 1\r', 'b = 2\r'])).toEqual(['a = 2\r', 'b = 3\r'])
  expect(answeredLines(`${fence}\na = 2\n${fence}`, ['a = 1\r', ''])).toEqual(['a = 2\r', ''])
})

test('code without a fence is known by its beginning', () => {
  expect(answeredLines('def f():\n    return 2\n', ['def f():', '    return 1'])).toEqual(['def f():', '    return 2'])
})

test.each([['I cannot do that.'], [''], [`${fence}\n${fence}`], [`${fence}\ndef f():`]])('%j is no code', answer => {
  expect(answeredLines(answer, ['def f():'])).toBeNull()
})
