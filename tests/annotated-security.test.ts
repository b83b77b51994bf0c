import type { Agreement } from './src/annotated-lines.ts'
import { measureSecurity } from './src/security-measure.ts'

let measured: Map<string, Agreement>
beforeAll(async () => {
  measured = await measureSecurity()
}, 120_000)

test('at least half of what is to be found is found, in every language', () => {
  const short = [...measured].filter(([, { toFind, missed }]) => missed.length > toFind / 2)
  expect(short.map(([name]) => name)).toEqual([])
  expect(measured.size).toBeGreaterThan(12)
})

test('at most 15 % of what only looks like it is flagged, in every language', () => {
  const loud = [...measured].filter(([, { fine, flagged }]) => flagged.length > 0.15 * fine)
  expect(loud.map(([name]) => name)).toEqual([])
})
