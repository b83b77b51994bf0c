import { diagnoseMarked } from '../marked-program.ts'

async function expectMarked(text: string): Promise<void> {
  const { found, marked } = await diagnoseMarked('typescript', text)
  expect(found.filter(one => !one.includes('dead-store'))).toEqual(marked)
}

describe('Null', () => {
  test('is found where it is certain', () =>
    expectMarked(`function a(b: boolean) { let s: string | null = null; if (b) log(); return s.length // finds null-dereference
    }`))

  test('is found in the branch that says so', () =>
    expectMarked(`function a(s?: string) { if (s === undefined) { return s.length // finds null-dereference
    } return 1 }`))

  test.each([
    ['has been checked', 'let s = null; if (t) s = t; return s === null ? 0 : s.length'],
    ['is asked with ?.', 'let s = null; return s?.length'],
    ['may be written by a function inside', 'let s = null; each(one => { s = one }); return s.length'],
    ['may be written in a loop', 'let last = null; for (const one of t) { if (last) last.x(); last = one }'],
    ['is what a map has under another key', 'const m = new Map(); m.set(1, null); return m.get(t).x'],
    [
      'is written by another function',
      'let s = null; function set() { s = t } function get() { return s.length } return [set, get]',
    ],
  ])('is not found where it %s', (_, body) => expectMarked(`function a(t: any) { ${body} }`))
})

describe('What is opened', () => {
  const head = `import { open } from 'fs/promises'; import { Pool } from 'pg'; const pool = new Pool()\n`

  test('and not closed on every way out is found', () =>
    expectMarked(`${head}async function a(b: boolean) {
      const client = await pool.connect() // finds resource-not-closed
      if (b) return 0
      client.release()
      return 1
    }`))

  test.each([
    ['finally', 'const file = await open(p); try { return await file.read() } finally { await file.close() }'],
    ['whoever gets it', 'const file = await open(p); return use(file)'],
    ['whoever keeps it', 'this.file = await open(p)'],
    ['a function that is handed on', "const file = await open(p); emitter.on('end', () => file.close())"],
  ])('is closed by %s', (_, body) => expectMarked(`${head}async function a(p: string) { ${body} }`))
})
