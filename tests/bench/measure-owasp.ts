// `npm run measure:owasp -- FOLDER`: the score of the OWASP Benchmark, Java or Python, of which FOLDER is a checkout. Needs `npm run build`.
// Per category the share of the weak tests that are found minus the share of the others that are, and the mean of that × 100, as
// https://owasp.org/www-project-benchmark/ defines it.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { spawnSync } from 'node:child_process'
import * as z from 'zod'
import { programs } from '../src/processes.ts'

/** Numbers of the Common Weakness Enumeration that count for a category, beside the one that the benchmark gives: its special cases. */
const specialCases = new Map([
  [22, [23, 36]],
  [78, [77]],
  [79, [80]],
  [89, [564]],
  [94, [95]],
  [327, [326]],
  [328, [327, 916]],
  [330, [326, 338]],
  [614, [1004]],
])

const Report = z.object({
  findings: z.array(
    z.object({ path: z.string(), cwe: z.array(z.union([z.number(), z.string().transform(Number)])).default([]) }),
  ),
})

interface Expected {
  category: string
  isWeak: boolean
  cwe: number
}

const [folder] = process.argv.slice(2)
const csv =
  folder === undefined ? undefined : fs.readdirSync(folder).find(name => /^expectedresults-.*\.csv$/.test(name))
if (folder === undefined || csv === undefined) {
  console.error(
    'usage: npm run measure:owasp -- FOLDER\nFOLDER is a checkout of the OWASP Benchmark, with its expectedresults-….csv.',
  )
  process.exit(2)
}
const expected = readExpected(path.join(folder, csv))
const found = check(folder)
const rows = new Map<string, { weak: number; found: number; fine: number; flagged: number }>()
for (const [test, { category, isWeak, cwe }] of expected) {
  const row = rows.get(category) ?? { weak: 0, found: 0, fine: 0, flagged: 0 }
  rows.set(category, row)
  const isFound = [cwe, ...(specialCases.get(cwe) ?? [])].some(one => found.get(test)?.has(one))
  row[isWeak ? 'weak' : 'fine']++
  if (isFound) row[isWeak ? 'found' : 'flagged']++
}
const scores = [...rows].sort().map(([category, { weak, found: right, fine, flagged }]) => {
  const score = right / Math.max(1, weak) - flagged / Math.max(1, fine)
  console.log(`${category.padEnd(16)} found ${right} of ${weak}, flagged ${flagged} of ${fine}: ${score.toFixed(2)}`)
  return score
})
console.log(`score ${((100 * scores.reduce((sum, one) => sum + one, 0)) / scores.length).toFixed(1)}`)

/** The benchmark's table: name of the test, category, whether it is weak, weakness. */
function readExpected(file: string): Map<string, Expected> {
  const lines = fs.readFileSync(file, 'utf8').split(/\r?\n/)
  return new Map(
    lines.flatMap((line): [string, Expected][] => {
      const [test, category, isWeak, cwe] = line.split(',').map(cell => cell.trim())
      if (!test || test.startsWith('#') || !category) return []
      return [[test, { category, isWeak: isWeak === 'true', cwe: Number(cwe) }]]
    }),
  )
}

/** The weaknesses that `wayline check` finds in each test, by the name of its file. */
function check(at: string): Map<string, Set<number>> {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-owasp-'))
  try {
    const output = path.join(scratch, 'findings.json')
    const sources = ['src/main', 'testcode', 'helpers'].filter(part => fs.existsSync(path.join(at, part)))
    const args = ['check', ...sources, '--format', 'json', '--output', output, '--no-cache', '--fail-on', 'never']
    const { status } = spawnSync(process.execPath, [programs.wayline, ...args], { cwd: at, stdio: 'inherit' })
    if (status !== 0) throw new Error(`wayline check ended with ${String(status)}.`)
    const byTest = new Map<string, Set<number>>()
    for (const { path: file, cwe } of Report.parse(JSON.parse(fs.readFileSync(output, 'utf8'))).findings) {
      const test = path.basename(file, path.extname(file))
      byTest.set(test, new Set([...(byTest.get(test) ?? []), ...cwe]))
    }
    return byTest
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true })
  }
}
