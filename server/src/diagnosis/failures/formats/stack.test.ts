import { readFailures } from '../read-failures.ts'

const outer = [
  'java.lang.IllegalStateException: cannot start',
  '\tat com.acme.Main.open(Main.java:12)',
  '\tat java.base/java.lang.Thread.run(Native Method)',
  '\tat com.acme.Main.main(Main.java:5)',
]
const places = (text: string[]) =>
  readFailures(text.join('\n')).map(({ message, frames }) => [message, ...frames.map(({ line }) => line)])

test('a cause without frames of its own is told at those that it shares with the exception above', () => {
  expect(places([...outer, 'Caused by: java.lang.NullPointerException: name', '\t... 2 more'])).toEqual([
    ['cannot start', 12, 5],
    ['name', 5],
  ])
  expect(
    places([
      ...outer,
      'Caused by: a.b.WrappedException: one',
      '\t... 3 more',
      'Caused by: a.b.RootError: two',
      '\t... 3 more',
    ]),
  ).toEqual([
    ['cannot start', 12, 5],
    ['one', 12, 5],
    ['two', 12, 5],
  ])
})

test('what stands elsewhere, and has no frames, is only text', () => {
  expect(places([...outer, 'INFO ready', 'Caused by: a.b.SomeError: x', '\t... 2 more'])).toEqual([
    ['cannot start', 12, 5],
  ])
})
