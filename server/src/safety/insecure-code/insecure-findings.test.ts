import fc from 'fast-check'
import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { createRedactor } from '../secrets/redactor.ts'
import { insecureFindings, type InsecureFinding } from './insecure-findings.ts'
import { shapeOf } from './pattern-shape.ts'
import { insecureCodeRules } from './rules/rules.ts'

const Golden = z.record(z.string(), z.object({ insecure: z.array(z.string()), harmless: z.array(z.string()) }))

/**
 * One file for each language, and in it for each rule what breaks it and what only looks like that. What stands between `«` and
 * `»` is inserted, all of it where there is no such mark. `¦` is left out, so that no scanner takes this repository for one with secrets.
 */
const folder = path.join(import.meta.dirname, '__fixtures__')
const golden = fs.readdirSync(folder).flatMap(file => {
  const languageId = path.basename(file, '.json')
  const rules = Golden.parse(JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')))
  return Object.entries(rules).map(([rule, cases]) => ({ languageId, rule, ...cases }))
})
const insecure = golden.flatMap(({ insecure, ...one }) => insecure.map(code => ({ ...one, code })))
const harmless = golden.flatMap(({ harmless, ...one }) => harmless.map(code => ({ ...one, code })))

const secrets = createRedactor({ load: () => Promise.resolve(() => []) })

function findingsIn(code: string, languageId: string): InsecureFinding[] {
  const plain = code.replaceAll('¦', '')
  const marked = plain.includes('«') ? plain : `«${plain}»`
  const [before = '', text = '', after = ''] = marked.split(/[«»]/)
  return insecureFindings({ before, text, after, languageId }, secrets)
}

test.each(insecure)('$languageId: $rule finds $code', ({ languageId, rule, code }) => {
  expect(findingsIn(code, languageId).map(({ id }) => id)).toContain(rule)
})

test.each(harmless)('$languageId: $rule leaves $code alone, and so do all others', ({ languageId, code }) => {
  expect(findingsIn(code, languageId)).toEqual([])
})

test('every rule has at least two cases of both kinds', () => {
  const count = (cases: { rule: string }[], id: string): number => cases.filter(({ rule }) => rule === id).length
  const ids = [...insecureCodeRules.map(({ id }) => id), 'secret']
  expect(ids.filter(id => count(insecure, id) < 2 || count(harmless, id) < 2)).toEqual([])
  expect(new Set(ids).size).toBe(ids.length)
  expect(golden.filter(({ rule }) => !ids.includes(rule))).toEqual([])
})

describe('However long a suggestion is and whatever it says', () => {
  test.each(insecureCodeRules.map(({ id, pattern }) => [id, pattern.source]))(
    'the pattern of %s repeats nothing without a bound but blank space, and no repetition',
    (_id, source) => {
      expect(shapeOf(source)).toEqual({ unbounded: [], nested: [] })
    },
  )

  test('the check on patterns can fail', () => {
    expect(shapeOf('a[bc]*d').unbounded).toHaveLength(1)
    expect(shapeOf('a.+').unbounded).toHaveLength(1)
    expect(shapeOf('(?:ab){2,}').unbounded).toHaveLength(1)
    expect(shapeOf('(?:a{1,9}b){0,9}').nested).toHaveLength(1)
    expect(shapeOf('((?:a|b{2})c)+').nested).toHaveLength(1)
    expect(shapeOf('(?:a{1,9}b)?\\s*[*+]{1,3}(?=c?)\\*')).toEqual({ unbounded: [], nested: [] })
  })

  test('as much is looked at as belongs to it, and no more', () => {
    const asked: number[] = []
    const counting = { redact: (text: string) => (asked.push(text.length), text) }
    const filler = 'total = total + prices\n'.repeat(2000)
    for (const length of [10, 100, 1000]) {
      const text = 'a '.repeat(length / 2)
      insecureFindings({ before: filler, text, after: filler, languageId: 'python' }, counting)
      const around = (asked.at(-1) ?? 0) - length
      expect(around).toBeLessThan(1000)
    }
  })

  test('nothing breaks, and what is found is in it', () => {
    const pieces = golden.flatMap(({ insecure, harmless }) => [...insecure, ...harmless]).map(code => code.slice(0, 40))
    const text = fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.string(), fc.string({ unit: 'binary' }), fc.constant('\r\n')))
      .map(parts => parts.join(''))
    const languageId = fc.constantFrom(...golden.map(one => one.languageId), 'plaintext', 'html', 'nothing')
    fc.assert(
      fc.property(text, text, text, languageId, (before, inserted, after, languageId) => {
        for (const { start, end } of insecureFindings({ before, text: inserted, after, languageId }, secrets)) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(inserted.length)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('Only what is added counts', () => {
  const ids = (code: string, languageId = 'python'): string[] => findingsIn(code, languageId).map(({ id }) => id)

  test.each([
    ['what stands before it is the user’s own', 'subprocess.run(command, shell=True)\n«print(1)»'],
    ['what stands after it too', '«print(1)»\nsubprocess.run(command, shell=True)'],
    ['also where it is in the middle of that', 'subprocess.run(command, shell=True«, check=True»)'],
    ['and what is in a comment says nothing', 'total = 1  # as with «shell=True»'],
  ])('%s', (_name, code) => {
    expect(ids(code)).toEqual([])
  })

  test('what is half there already counts when the rest of it comes', () => {
    expect(ids('subprocess.run(command, sh«ell=True)»')).toEqual(['python-shell'])
    expect(ids('os.«system(f"rm {path}")»')).toEqual(['python-os-system'])
    expect(ids('«os.»system(command)')).toEqual(['python-os-system'])
  })

  test('a mark of a comment in quotes begins none', () => {
    expect(ids('«print("#"); subprocess.run(command, shell=True)»')).toEqual(['python-shell'])
    expect(ids('«const a = "// "; eval(text)»', 'javascript')).toEqual(['js-eval'])
  })

  test('all of it is told, in the order of the text', () => {
    const code = '«key = eval(text)\nsubprocess.run(key, shell=True)\npassword = "Tr0ub4dor&3"»'
    expect(ids(code)).toEqual(['python-eval', 'python-shell', 'secret'])
    const [first, second, third] = findingsIn(code, 'python')
    expect(first).toMatchObject({ start: 6, end: 12, cwe: 95 })
    expect(second).toMatchObject({ cwe: 78 })
    expect(third).toMatchObject({ cwe: 798, start: code.indexOf('Tr0') - 1, end: code.indexOf('Tr0') + 10 })
  })

  test('languages that are not known go by the rules of all', () => {
    expect(ids('«db.query("SELECT * FROM users WHERE id = " + id)»', 'brainfuck')).toEqual(['sql-concatenation'])
    expect(ids('«eval(text)»', 'brainfuck')).toEqual([])
  })
})
