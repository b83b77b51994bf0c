import fs from 'node:fs'
import path from 'node:path'
import { languageOf } from '../syntax/language-of.ts'
import { openGrammars } from '../syntax/open-grammars.ts'
import type { DiagnoseFile } from './diagnose-file.ts'
import { openDiagnosis } from './open-diagnosis.ts'

/** Broken programs for each language; `WAYLINE_BROKEN_PROGRAMS=10000` makes more. */
const count = Number(process.env['WAYLINE_BROKEN_PROGRAMS'] ?? 1000)
/** They take seconds; a language that takes so long hangs. */
const patienceMs = 20 * 60_000

const folder = path.join(import.meta.dirname, '../syntax/__fixtures__/symbols')
const samples = fs
  .readdirSync(folder)
  .filter(file => languageOf(file) !== 'plaintext' && !file.endsWith('.json'))
  .map(file => ({ file, text: fs.readFileSync(path.join(folder, file), 'utf8') }))

const failures: string[] = []
let diagnose: DiagnoseFile
beforeAll(async () => {
  const setup = { ruleFolders: [], rules: {}, complexityLimit: 1, roots: [] }
  const opened = await openDiagnosis(setup, openGrammars({}), message => {
    // What is said of rules when they are read is no failure.
    if (message.includes(' failed at ')) failures.push(message)
  })
  diagnose = opened.diagnose
})

test('there is a program in each language', () => {
  expect(samples.length).toBeGreaterThanOrEqual(15)
})

test.each(samples)(
  'broken as it may be, $file is diagnosed',
  async ({ file, text }) => {
    const random = createRandom(file.length + text.length)
    for (let at = 0; at < count; at++) {
      const broken = breakUp(text, random)
      const source = { path: `/project/${file}`, languageId: languageOf(file), text: broken }
      const findings = await diagnose(source)
      expect(failures).toEqual([])
      const lines = broken.split('\n').length
      for (const { range, message } of findings) {
        expect(message).not.toBe('')
        expect(range.start.line).toBeLessThan(lines)
        expect(range.end.line * 1e6 + range.end.character).toBeGreaterThanOrEqual(
          range.start.line * 1e6 + range.start.character,
        )
      }
    }
  },
  patienceMs,
)

/** The same numbers for the same seed (mulberry32). */
function createRandom(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const pieces = [
  '(',
  ')',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '`',
  ';',
  ',',
  ':',
  '/*',
  '//',
  '#',
  '\0',
  '\u{1F600}',
  'end',
  'if ',
  '\\',
  '<?',
  '${',
]

/** One to four changes: something goes, comes, comes twice, or everything from somewhere on is missing. */
function breakUp(text: string, random: (below: number) => number): string {
  let broken = text
  for (let left = 1 + random(4); left > 0; left--) {
    const at = random(broken.length + 1)
    const length = random(random(4) === 0 ? 200 : 6) + 1
    switch (random(8)) {
      case 0:
        broken = broken.slice(0, at)
        break
      case 1:
      case 2:
        broken = broken.slice(0, at) + (pieces[random(pieces.length)] ?? '') + broken.slice(at)
        break
      case 3:
        broken = broken.slice(0, at) + broken.slice(Math.max(0, at - length))
        break
      default:
        broken = broken.slice(0, at) + broken.slice(at + length)
    }
  }
  return broken
}
