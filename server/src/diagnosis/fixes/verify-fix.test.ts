import { openGrammars } from '../../syntax/open-grammars.ts'
import type { Finding, Fix, FindingKind } from '../finding.ts'
import type { SourceText } from '../subject.ts'
import { createCountErrors } from './count-errors.ts'
import { fixAll } from './fix-all.ts'
import { verifyFix, type Verdict } from './verify-fix.ts'

const countErrors = createCountErrors(openGrammars(process.env))

/** Finds each of these words, as a rule of its own. */
const words = ['eval', 'exec', 'md5']
const diagnose = ({ text }: SourceText): Promise<Finding[]> =>
  Promise.resolve(
    text.split('\n').flatMap((line, at) =>
      words
        .filter(word => line.includes(`${word}(`))
        .map((word): Finding => {
          const character = line.indexOf(`${word}(`)
          const range = { start: { line: at, character }, end: { line: at, character: character + word.length } }
          const fixes = [{ title: '', edits: [{ range, newText: word === 'eval' ? 'parse' : 'eval' }] }]
          return { rule: word, kind: 'rule', severity: 'warning', message: `${word}!`, range, steps: [], fixes }
        }),
    ),
  )

const python = (text: string): SourceText => ({ path: '/project/a.py', languageId: 'python', text })
const replacing = (line: number, from: number, to: number, newText: string): Fix => ({
  title: '',
  edits: [{ range: { start: { line, character: from }, end: { line, character: to } }, newText }],
})

async function verified(text: string, fix: Fix, kind: FindingKind = 'rule'): Promise<Verdict> {
  const source = python(text)
  const [finding] = await diagnose(source)
  if (!finding) throw new Error('nothing to fix')
  return verifyFix(source, { ...finding, kind }, fix, { diagnose, countErrors })
}

describe('A fix is verified', () => {
  test('when its finding is gone', async () => {
    expect(await verified('a = eval(b)\n', replacing(0, 4, 8, 'int'))).toEqual({
      isVerified: true,
      text: 'a = int(b)\n',
      findings: [],
    })
  })

  test('when another finding on its line stays', async () => {
    expect((await verified('a = eval(md5(b))\n', replacing(0, 4, 8, 'int'))).isVerified).toBe(true)
  })

  test('when it moves other findings down', async () => {
    expect((await verified('a = eval(b)\nmd5(a)\n', replacing(0, 0, 11, 'b += 1\na = b'))).isVerified).toBe(true)
  })

  test('when one of several like it is gone', async () => {
    expect((await verified('eval(b)\neval(b)\n', replacing(0, 0, 4, 'int'))).isVerified).toBe(true)
  })

  test('when there were errors elsewhere before', async () => {
    expect((await verified('eval(b)\ndef f(:\n', replacing(0, 0, 4, 'int'))).isVerified).toBe(true)
  })
})

describe('A fix is refused', () => {
  test.each([
    ['that leads to a syntax error', replacing(0, 0, 5, 'int((('), /syntax error/],
    ['that leaves its finding', replacing(0, 5, 6, 'c'), /still there/],
    ['that only moves its finding', replacing(0, 0, 0, 'pass\n'), /still there/],
    ['that leads to another finding', replacing(0, 0, 4, 'exec'), /another finding \(exec, line 1\)/],
    ['that leads to another finding elsewhere', replacing(0, 0, 7, 'c()\nmd5(b)'), /another finding \(md5, line 2\)/],
    ['that changes nothing', replacing(0, 0, 4, 'eval'), /changes nothing/],
    ['that lies outside of the file', replacing(9, 0, 4, 'int'), /outside/],
  ])('%s', async (_, fix, reason) => {
    expect(await verified('eval(b)\n', fix)).toEqual({
      isVerified: false,
      reason: expect.stringMatching(reason) as string,
    })
  })

  test('when its finding is of another text', async () => {
    const [finding] = await diagnose(python('eval(b)\n'))
    if (!finding) throw new Error('nothing to fix')
    const verdict = await verifyFix(python('c(b)\n'), finding, replacing(0, 0, 1, 'int'), { diagnose, countErrors })
    expect(verdict).toEqual({ isVerified: false, reason: 'The finding was not there any more.' })
  })

  /** A syntax error in the first line, where there is one; what comes behind is hidden by it. */
  const hiding = async (source: SourceText): Promise<Finding[]> => {
    const found = await diagnose(source)
    if (!source.text.includes('(:')) return found
    const range = { start: { line: 0, character: 6 }, end: { line: 0, character: 7 } }
    return [{ rule: 'syntax', kind: 'syntax', severity: 'error', message: '', range, steps: [], fixes: [] }]
  }
  const mended = async (fix: Fix): Promise<Verdict> => {
    const source = python('def f(: exec(a)\nmd5(a)\n')
    const [finding] = await hiding(source)
    if (!finding) throw new Error('nothing to fix')
    return verifyFix(source, finding, fix, { diagnose: hiding, countErrors })
  }

  test('that writes what is insecure beside the syntax error that it mends, and not for what that had hidden', async () => {
    expect(await mended(replacing(0, 6, 7, '): eval(a)\n  #'))).toEqual({
      isVerified: false,
      reason: expect.stringMatching(/another finding \(eval, line 1\)/) as string,
    })
    expect((await mended(replacing(0, 6, 7, '):'))).isVerified).toBe(true)
  })

  test('that mends no syntax error where it was to mend one', async () => {
    const verdict = await verified('eval(b)\ndef f(:\n', replacing(0, 0, 4, 'int'), 'syntax')
    expect(verdict).toEqual({ isVerified: false, reason: 'The file has as many syntax errors with it.' })
  })
})

describe('All fixes of a file', () => {
  test('are made one after the other, and what cannot be fixed stays', async () => {
    const text = 'md5(a)\neval(b)\nx = eval(c)\n'
    const result = await fixAll(python(text), { diagnose, countErrors })
    expect(result.text).toBe('md5(a)\nparse(b)\nx = parse(c)\n')
    expect(result.fixed).toHaveLength(2)
    expect(result.findings.map(({ rule }) => rule)).toEqual(['md5'])
    expect(result.refusals).toEqual([expect.stringContaining('md5, line 1: It leads to another finding')])
  })

  test('leave out what is not wanted', async () => {
    const result = await fixAll(python('eval(b)\n'), { diagnose, countErrors }, undefined, () => false)
    expect(result).toMatchObject({ text: 'eval(b)\n', fixed: [] })
  })
})
