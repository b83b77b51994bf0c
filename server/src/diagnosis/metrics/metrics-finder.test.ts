import { openGrammars } from '../../syntax/open-grammars.ts'
import type { Finding } from '../finding.ts'
import { openSubject } from '../subject.ts'
import { createMetricsFinder } from './metrics-finder.ts'

const open = openGrammars({})

async function find(limit: number, text: string): Promise<Finding[]> {
  const subject = await openSubject({ path: '/a.ts', languageId: 'typescript', text }, open)
  try {
    return await createMetricsFinder(limit).find(subject)
  } finally {
    subject.close()
  }
}

const nested = 'function f() { if (a) { if (b) {} } }\n'

test('names the function, its figure and all that adds to it', async () => {
  const [finding, ...others] = await find(2, nested)
  expect(others).toEqual([])
  expect(finding).toMatchObject({
    rule: 'complex-function',
    message: '`f` is hard to follow: its cognitive complexity is 3, and 2 is the limit.',
    range: { start: { line: 0, character: 9 }, end: { line: 0, character: 10 } },
  })
  expect(finding?.steps.map(({ message }) => message)).toEqual(['+1: if', '+2: if, 1 level deep'])
})

test('says nothing at the limit, and nothing at all without one', async () => {
  expect(await find(3, nested)).toEqual([])
  expect(await find(0, nested)).toEqual([])
})

test('mentions very many parameters and very many lines', async () => {
  const wide = `function f(${Array.from({ length: 11 }, (_, at) => `a${at}`).join(', ')}) {}\n`
  const long = `function g() {\n${'  a()\n'.repeat(300)}}\n`
  expect((await find(15, wide + long)).map(({ rule }) => rule)).toEqual(['many-parameters', 'long-function'])
})
