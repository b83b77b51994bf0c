import fs from 'node:fs'
import path from 'node:path'
import { readFailures } from './read-failures.ts'

const folder = path.join(import.meta.dirname, '__fixtures__')
const output = (name: string): string => fs.readFileSync(path.join(folder, `${name}.txt`), 'utf8')

/** What was read, a line for each failure: what it is, and then its frames. */
function told(text: string): string[] {
  return readFailures(text).map(({ format, kind, code, message, frames }) => {
    const places = frames.map(({ file, line, column, symbol }) =>
      [file, line, ...(column === null ? [] : [column])].join(':').concat(symbol === null ? '' : ` ${symbol}`),
    )
    return [`${format} ${kind} ${code ?? '-'}: ${message.split('\n')[0]}`, ...places].join(' | ')
  })
}

const names = fs.readdirSync(folder).map(file => path.parse(file).name)

test.each(names)('reads what was printed: %s', name => {
  expect(told(output(name))).toMatchSnapshot()
})

test('reads several outputs one after the other, in their order', () => {
  const all = told(output('tsc') + output('java') + output('python-chained'))
  expect(all.map(line => line.split(' ', 3).slice(0, 3).join(' '))).toEqual([
    'typescript compile TS2322:',
    'jvm exception java.lang.IllegalStateException:',
    'jvm exception java.lang.NullPointerException:',
    'python exception KeyError:',
    'python exception RuntimeError:',
  ])
})

test('finds no failure in text that only speaks of some', () => {
  expect(
    readFailures('Error: is a word\nTraceback (most recent call last):\n\nSee shop.py:12 for more: at noon.\n'),
  ).toEqual([])
})

test('a log that puts something before every exception is understood', () => {
  const log =
    '2026-11-25 12:00:01 ERROR [main] c.a.Web - failed java.io.IOException: Broken pipe\n\tat com.acme.Web.write(Web.java:9)\n'
  expect(told(log)).toEqual(['jvm exception java.io.IOException: Broken pipe | com/acme/Web.java:9 Web.write'])
})

test('hostile output is read to its end', () => {
  const hostile = ['at '.repeat(600), 'a.b('.repeat(500), 'a:1:'.repeat(500), '('.repeat(2000), 'A'.repeat(2000)]
  const lines = Array.from({ length: 3000 }, (_, index) => hostile[index % hostile.length])
  expect(readFailures([...lines, 'a.ts(1,7): error TS1: last'].join('\n'))).toHaveLength(1)
})
