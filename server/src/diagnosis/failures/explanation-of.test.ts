import fs from 'node:fs'
import path from 'node:path'
import { explanationOf } from './explanation-of.ts'
import { readFailures } from './read-failures.ts'

const folder = path.join(import.meta.dirname, '__fixtures__')
const explained = (output: string): (string | null)[] => readFailures(output).map(explanationOf)

test('names what the message names', () => {
  expect(explained(fs.readFileSync(path.join(folder, 'python-chained.txt'), 'utf8'))).toEqual([
    "The dictionary has no key 'price'. Look at where it is filled, or ask with `.get(…)` and decide what a missing key means.",
    // A RuntimeError may mean anything.
    null,
  ])
  expect(explained(fs.readFileSync(path.join(folder, 'node.txt'), 'utf8'))).toEqual([
    'The object is undefined where `amount` is wanted of it. Find out who should have given it a value; `?.` only hides that.',
  ])
  expect(explained(fs.readFileSync(path.join(folder, 'java.txt'), 'utf8'))[1]).toBe(
    '`java.util.List.get(int)` is null here. Find out who should have given it a value, and check where it comes in.',
  )
})

test('most of what programs and compilers print every day is explained', () => {
  const all = fs.readdirSync(folder).flatMap(file => explained(fs.readFileSync(path.join(folder, file), 'utf8')))
  expect(all.filter(text => text !== null).length / all.length).toBeGreaterThan(0.7)
})
