import fc from 'fast-check'
import golden from './__fixtures__/secrets.json'
import { createPublishedRules, type FindSecrets } from './published-rules.ts'
import { createRedactor } from './redactor.ts'

/**
 * The golden cases are written so that no scanner takes this repository for one with secrets: `¦` is left out when they are
 * read, and what stands between `«` and `»` is the secret.
 */
const cases = golden.map(({ name, language, text, ...rest }) => {
  const marked = text.join('\n').replaceAll('¦', '')
  const expected = marked.replace(/«(.*?)»/g, (_all, secret: string) => 'x'.repeat(secret.length))
  return { name, language, text: marked.replace(/[«»]/g, ''), expected, needsPublished: 'published' in rest }
})
const ours = createRedactor({ load: () => Promise.resolve(() => []) })
const both = createRedactor()
beforeAll(() => both.ready())

test('there are enough golden cases of both kinds', () => {
  const found = cases.filter(({ text, expected }) => text !== expected)
  expect(found.length).toBeGreaterThan(40)
  expect(cases.length - found.length).toBeGreaterThan(30)
})

test.each(cases)('$name', ({ text, language, expected, needsPublished }) => {
  if (!needsPublished) expect(ours.redact(text, language)).toBe(expected)
  expect(both.redact(text, language)).toBe(expected)
})

describe('What is redacted', () => {
  const secret = 'hunter2'
  const nothing = { prompt: '', suffix: '', path: 'login.py', language: 'python', context: [] }

  test('is as long as it was and has its lines where they were, whatever the text', () => {
    const pieces = cases.map(({ text }) => text)
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string(), fc.constant('\r\n'), fc.string({ unit: 'binary' }))),
        fc.constantFrom('typescript', 'yaml'),
        (parts, language) => {
          const text = parts.join('\n')
          const redacted = both.redact(text, language)
          expect(redacted.replace(/[^\r\n]/g, '-')).toBe(text.replace(/[^\r\n]/g, '-'))
          expect(both.redact(redacted, language)).toBe(redacted)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('is the same from what is remembered', () => {
    const text = cases.map(({ text }) => text).join('\n\n')
    const redactor = createRedactor({ load: () => Promise.resolve(() => []) })
    expect(redactor.redact(text, 'python')).toBe(redactor.redact(text, 'python'))
    expect(redactor.redact(text, 'python')).not.toBe(text)
  })

  test('is a secret on both sides of the cursor', () => {
    const parts = { ...nothing, prompt: 'password = "hun', suffix: 'ter2"\n' }
    expect(ours.redactRequest(parts)).toEqual({ ...parts, prompt: 'password = "xxx', suffix: 'xxxx"\n' })
  })

  test('is other code by its own language', () => {
    const context = [
      { path: 'config.yaml', text: `password: ${secret}` },
      { path: 'login.ts', text: `login({ password: ${secret} })` },
    ]
    expect(ours.redactRequest({ ...nothing, context }).context.map(({ text }) => text)).toEqual([
      'password: xxxxxxx',
      'login({ password: hunter2 })',
    ])
  })

  test('is found by our own rules as long as the published ones are on their way, and by both after that', async () => {
    const found: { tell: (find: FindSecrets) => void } = { tell: () => undefined }
    const redactor = createRedactor({ load: () => new Promise(resolve => (found.tell = resolve)) })
    const text = `password = "${secret}"; odd("zebra")`
    expect(redactor.redact(text, 'python')).toBe('password = "xxxxxxx"; odd("zebra")')
    found.tell(all => [{ start: all.indexOf('zebra'), end: all.indexOf('zebra') + 5 }])
    await redactor.ready()
    expect(redactor.redact(text, 'python')).toBe('password = "xxxxxxx"; odd("xxxxx")')
  })

  test('is found by our own rules when the published ones cannot be had, and that is told once', async () => {
    const log: string[] = []
    const redactor = createRedactor({ load: () => Promise.reject(new Error('gone')), log: line => log.push(line) })
    await redactor.ready()
    expect(redactor.redact(`password = "${secret}"`, 'python')).toBe('password = "xxxxxxx"')
    expect(log).toEqual([expect.stringContaining('gone')])
  })

  test.each([
    ['password = "hun|ter2"', true],
    ['password = "hunter2|"', true],
    ['password = "|hunter2"', false],
    ['password = "hunter2"|', false],
    ['password = "|"', false],
    ['total = pri|ces', false],
  ])('the cursor in %s is in a secret: %s', (marked, expected) => {
    expect(ours.isInSecret(marked.replace('|', ''), marked.indexOf('|'), 'python')).toBe(expected)
  })
})

describe('A secret that is cut', () => {
  const material = Array.from(
    { length: 8 },
    (_, at) => `MIIEvQ${at}BADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj`,
  )
  const mark = (word: string): string => `-----${word} RSA PRIVATE KEY-----`
  const block = ['key = """', mark('BEGIN'), ...material, mark('END'), '"""', 'total = 1', ''].join('\n')
  const token = ['gh', 'p_16C7e42F292c6912E7710c838347Ae178B4a'].join('')
  const parts = { path: 'keys.py', language: 'python', context: [] }

  test.each(['\n', '\r\n'])('by the edges of the window is covered wherever they are (line ends %j)', end => {
    const text = block.replaceAll('\n', end)
    const whole = ours.redact(text, 'python')
    expect(whole).not.toContain('MIIEvQ')
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { minLength: 3, maxLength: 3 }), places => {
        const [from = 0, cursor = 0, to = 0] = places.toSorted((one, other) => one - other)
        const around = { before: text.slice(0, from), after: text.slice(to) }
        const sent = { ...parts, prompt: text.slice(from, cursor), suffix: text.slice(cursor, to) }
        const { prompt, suffix } = ours.redactRequest(sent, around)
        expect(prompt + suffix).toBe(whole.slice(from, to))
      }),
    )
  })

  test.each([
    ['of one short line', ['MC4CAQAwBQYDK2VwBCIEIIDVOxpUXAj36Qpx2Oj2yLVCZqP0a9QeDN9mERxFn6b']],
    ['without a break', [material.join('')]],
    ['whose lines end with written breaks', material.map(line => `  "${line}\\n" +`)],
  ])('in a key %s is covered', (_, lines) => {
    const redacted = ours.redact([mark('BEGIN'), ...lines, mark('END')].join('\n'), 'plaintext')
    expect(redacted.split('\n').slice(1, -1).join('\n')).toMatch(/^[\sx"\\n+]+$/)
  })

  test('in a line that is longer than the window is covered as well', () => {
    const line = `${'a=1;'.repeat(5000)}login("${token}");${'b=2;'.repeat(5000)}`
    const at = line.indexOf(token) + 10
    const around = { before: line.slice(0, at), after: line.slice(at + 8000) }
    const { prompt } = ours.redactRequest({ ...parts, prompt: line.slice(at, at + 8000), suffix: '' }, around)
    expect(prompt.startsWith(`${'x'.repeat(token.length - 10)}");b=2;`)).toBe(true)
  })

  test('to the lines that have been edited is covered, whichever those are', () => {
    const diff = (...lines: string[]): string => {
      const context = [{ path: 'keys.py', kind: 'edit' as const, text: lines.join('\n') }]
      return ours.redactRequest({ ...parts, prompt: '', suffix: '', context }).context[0]?.text ?? ''
    }
    const [one = '', two = ''] = material
    expect(diff(`-${one}`, `+${two}`)).toBe(`-${'x'.repeat(one.length)}\n+${'x'.repeat(two.length)}`)
    expect(diff(`+${one}`, '+total = 1')).toBe(`+${'x'.repeat(one.length)}\n+total = 1`)
    expect(diff(`-password = "hunter2"`, '+password = read()')).toBe('-password = "xxxxxxx"\n+password = read()')
  })

  test('is covered in the names of files too', () => {
    const path = `clones/${token}/main.py`
    const redacted = ours.redactRequest({ ...parts, path, prompt: '', suffix: '', context: [{ path, text: '' }] })
    const expected = `clones/${'x'.repeat(token.length)}/main.py`
    expect(redacted.path).toBe(expected)
    expect(redacted.context[0]?.path).toBe(expected)
  })
})

test('the published rules tell what they have found, and where', () => {
  const find = createPublishedRules()
  const key = ['lin_', 'api_', 'a8Kd93mZxQ72LpVn5RtYw1CbHj4Gf6Es_0Ui'].join('')
  expect(find(`first\nuse("${key}")`)).toEqual([{ start: 11, end: 11 + key.length, what: 'Linear secret' }])
  // The rule tells a place a few characters before it.
  const aws = 'u7Yb2kQz9wLx4mNv8cRt' + '5pHs3jDf6gAe1oKi0ZqX'
  const text = `aws_secret_access_key = ${aws}`
  expect(find(text)).toEqual([{ start: text.indexOf(aws), end: text.length, what: 'AWS secret' }])
  expect(find('nothing = here()')).toEqual([])
})
