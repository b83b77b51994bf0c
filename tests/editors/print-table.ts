import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readExercised } from './feature.ts'
import { featuresTable, withTable } from './features-table.ts'

/** After all tests: prints what was exercised where, and, where pictures are for the documents, writes it into the README. */
export default function printTable(): void {
  const exercised = readExercised()
  if (exercised.length === 0) return
  const table = featuresTable(exercised)
  // Standard output belongs to jest's report.
  process.stderr.write(`\n${table}\n\n`)
  if (process.env['WAYLINE_PICTURES'] === undefined) return
  const readme = fileURLToPath(new URL('../../README.md', import.meta.url))
  fs.writeFileSync(readme, withTable(fs.readFileSync(readme, 'utf8'), table))
}
