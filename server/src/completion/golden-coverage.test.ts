import fs from 'node:fs'
import * as z from 'zod'
import { goldenCases } from './golden-fixture.ts'

/** By the names of their fixtures. */
const languages =
  'bash c cpp csharp go java javascript kotlin lua php python ruby rust scala swift typescript typescriptreact'.split(
    ' ',
  )
const fewest = 10

const filters = fs
  .readdirSync(new URL('polish/', import.meta.url))
  .filter(file => file.endsWith('.ts') && !/^(?:polish|suggestion)\.|\.test\./.test(file))
  .map(file => file.replace('.ts', ''))
const cutRules =
  'line next-line growing beside own-block closed-already inner-block branches below same-again paragraph invoked length'.split(
    ' ',
  )
const multilineRules =
  'rest-of-line own-line header empty-block filled-block comment beside invoked after-acceptance never'.split(' ')

describe.each([
  { folder: 'polish/__fixtures__/', rules: filters },
  { folder: '__fixtures__/cut/', rules: cutRules },
  { folder: '__fixtures__/multiline/', rules: multilineRules },
])('Golden cases in $folder', ({ folder, rules }) => {
  const cases = goldenCases(new URL(folder, import.meta.url), z.object({})).map(({ name }) => {
    const [language = '', rule = '', what = ''] = name.split(': ')
    return { language, rule, what, name }
  })

  test.each(languages)('%s has at least ten, and each rule is in one', language => {
    const mine = cases.filter(one => one.language === language)
    expect(mine.length).toBeGreaterThanOrEqual(fewest)
    expect(rules.filter(rule => !mine.some(one => one.rule === rule))).toEqual([])
  })

  test('other languages have at least ten too, and each case names a rule and is told from the others', () => {
    const few = cases.filter(({ language }) => cases.filter(one => one.language === language).length < fewest)
    expect(few).toEqual([])
    expect(cases.filter(({ rule, what }) => what === '' || ![...rules, 'plain'].includes(rule))).toEqual([])
    expect(cases.map(({ name }) => name).filter((name, index, names) => names.indexOf(name) < index)).toEqual([])
  })
})
