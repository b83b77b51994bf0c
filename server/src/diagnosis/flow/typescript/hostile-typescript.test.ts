import { diagnoseMarked } from '../marked-program.ts'

const program = `import { exec } from 'child_process'
export const run = async (req, res, { a = 1, ...others } = {}) => {
  const { name, list: [first, ...rest] } = req.query
  for (const one of rest) { if (one === null) continue; exec(\`\${name} \${one}\`) }
  try { await exec(name ?? first?.[0]) } catch ({ message }) { throw message } finally { res.end(name) }
  switch (name) { case 'a': return; default: break }
  outer: while (a) { do { break outer } while (others) }
  return class { #kept = name; static x = 1; get y() { return this.#kept } *z() { yield* rest } }
}`

/** The same numbers each time. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

const pieces = ['', '{', '}', '(', ')', '`', '"', ' case ', ' try ', '=>', '...', '?.', '${', 'async ', '*', 'class ']

function broken(seed: number): string {
  const random = createRandom(seed)
  let text = program
  for (let count = 1 + Math.floor(random() * 4); count > 0; count--) {
    const at = Math.floor(random() * text.length)
    const put = pieces[Math.floor(random() * pieces.length)] ?? ''
    text = text.slice(0, at) + put + text.slice(at + Math.floor(random() * 12))
  }
  return text
}

test.each(['javascript', 'typescript', 'typescriptreact'])(
  'a thousand broken programs of %s are read to their end',
  async id => {
    for (let seed = 1; seed <= 1000; seed++) await diagnoseMarked(id, broken(seed))
  },
)

test.each([
  ['a text of many parts', `const s = ${"'a' + name + ".repeat(5000)}''`],
  ['many brackets', `const i = ${'('.repeat(3000)}1${')'.repeat(3000)}`],
  ['many lists', `const i = ${'['.repeat(3000)}1${']'.repeat(3000)}`],
  ['many blocks', `${'{ if (name) '.repeat(1500)}log(name)${'}'.repeat(1500)}`],
  ['many functions in each other', `const f = ${'() => '.repeat(1500)}name`],
  ['many calls in a row', `builder()${'.add(name)'.repeat(4000)}`],
  ['many callbacks in each other', `${'a(() => { '.repeat(300)}${'})'.repeat(300)}`],
  ['many conditions', `const b = ${'name === null || '.repeat(4000)}false`],
  ['many ternaries', `const b = ${'name ? 1 : '.repeat(2000)}2`],
  ['many statements', 'name = name + req.query.x\n'.repeat(8000)],
  ['a long table', `const t = {${"a: { b: 'c', d: [1, 2] }, ".repeat(20_000)}}`],
  ['finally in finally', `${'try { log(name); return } finally { '.repeat(40)}log(name)${'}'.repeat(40)}`],
  ['loops in loops', `${'while (name) { name += 1; '.repeat(60)}${'}'.repeat(60)}`],
  ['functions that make functions', 'function f() { return () => f()() } f();'.repeat(300)],
  ['one long line', 'var a=function(b,c){return b&&c.d(b,c)?a(b+1,c):c.e||b};'.repeat(3000)],
])('%s end', async (_, code) => {
  const text = `import fs from 'fs'
export function later(req, res) { fs.unlinkSync(req.query.a) }
export function hostile(req, res) { let name = req.query.name; ${code} }`
  const { found } = await diagnoseMarked('javascript', text)
  // What stands in other functions is found all the same.
  expect(found).toContain('2 js-tainted-path')
})
