import type { SyntaxPlace, SyntaxVerdict } from '../background/background-tasks.ts'
import { cursorIn } from './cursor-fixture.ts'
import { createWellFormed, type WellFormed } from './well-formed.ts'

describe('Whether a suggestion fits the code around it', () => {
  let asked: SyntaxPlace[]
  let answer: (verdict: SyntaxVerdict) => void
  let fail: (error: Error) => void
  let passTime: () => void
  let log: string[]
  let wellFormed: WellFormed

  beforeEach(() => {
    asked = []
    log = []
    wellFormed = createWellFormed({
      checkSyntax(place) {
        asked.push(place)
        return new Promise((resolve, reject) => {
          answer = resolve
          fail = reject
        })
      },
      after(_delayMs, run) {
        passTime = run
        return () => (passTime = () => undefined)
      },
      log: line => log.push(line),
    })
  })

  const cursor = cursorIn('const a = |)')
  const item = (insertText: string, covers = 0) => ({
    id: 'c1',
    insertText,
    replace: { start: 10, end: 10 + covers },
    model: 'coder',
    latencyMs: 1,
    circumstances: null,
  })

  test('is asked with what stands around it and what it covers', async () => {
    const isFine = wellFormed.isFine(cursor, item('b()', 1))
    expect(asked).toMatchObject([{ before: 'const a = ', covered: ')', after: '', answer: 'b()' }])
    answer('fine')
    expect(await isFine).toBe(true)
  })

  test('it is not shown when it does not, also not from the cache, and nobody is asked again', async () => {
    const isFine = wellFormed.isFine(cursor, item('b))'))
    answer('worse')
    expect(await isFine).toBe(false)
    const typed = cursorIn('const a = b|)')
    expect(wellFormed.isNotKnownBad(typed, item('))'))).toBe(false)
    expect(wellFormed.isNotKnownBad(typed, item(')'))).toBe(true)
    expect(await wellFormed.isFine(typed, item('))'))).toBe(false)
    expect(asked).toHaveLength(1)
  })

  test('it is shown when nobody knows, when the check fails, and when that takes too long, which is told', async () => {
    const unknown = wellFormed.isFine(cursor, item('x'))
    answer('unknown')
    expect(await unknown).toBe(true)
    const failed = wellFormed.isFine(cursor, item('y'))
    fail(new Error('gone'))
    expect(await failed).toBe(true)
    const late = wellFormed.isFine(cursor, item('z))'))
    passTime()
    expect(await late).toBe(true)
    expect(log).toEqual([expect.stringContaining('unchecked')])
  })

  test('nobody waits while the code around it is still being read', async () => {
    wellFormed.prepare(cursor)
    passTime()
    const read = answer
    expect(await wellFormed.isFine(cursor, item('z))'))).toBe(true)
    read('fine')
    answer('worse')
    await new Promise(setImmediate)
    expect(await wellFormed.isFine(cursor, item('z))'))).toBe(false)
  })

  test('an answer that comes before anybody has begun to read waits for nothing, and is checked when all is quiet', async () => {
    wellFormed.prepare(cursor)
    expect(await wellFormed.isFine(cursor, item('z))'))).toBe(true)
    expect(asked).toEqual([])
    passTime()
    answer('worse')
    await new Promise(setImmediate)
    expect(asked).toHaveLength(1)
    expect(await wellFormed.isFine(cursor, item('z))'))).toBe(false)
  })

  test('what is still to be read is not read once it is to be forgotten', () => {
    wellFormed.prepare(cursor)
    wellFormed.forget()
    passTime()
    expect(asked).toEqual([])
  })

  test('what is found out too late counts from the next time on', async () => {
    const late = wellFormed.isFine(cursor, item('z))'))
    passTime()
    await late
    answer('worse')
    await Promise.resolve()
    await Promise.resolve()
    expect(wellFormed.isNotKnownBad(cursor, item('z))'))).toBe(false)
  })

  test('of a long document a part is looked at, from the start of a line that stays the same while typing', () => {
    const lines = Array.from({ length: 3000 }, (_, at) => `const value${at} = ${at}\n`).join('')
    for (const line of ['const a|', 'const a = |']) {
      wellFormed.prepare(cursorIn(`${lines}${line}\n${lines}`))
      passTime()
    }
    const [first, second] = asked
    expect(first?.before).toMatch(/^const value\d+ = /)
    expect(first?.before.length).toBeLessThanOrEqual(16_000)
    expect(second?.before.slice(0, 1000)).toBe(first?.before.slice(0, 1000))
    expect(first?.after.length).toBe(4000)
  })
})
