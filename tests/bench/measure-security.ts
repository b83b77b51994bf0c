// `npm run measure:security`: how many annotated lines are found, and how many look-alikes are flagged, in each file; with
// `--lines`, which ones they are. Needs `npm run build`.
import fs from 'node:fs'
import path from 'node:path'
import { annotatedFolder, measureSecurity } from '../src/security-measure.ts'

const share = (part: number, whole: number): string => `${part} of ${whole} (${Math.round((100 * part) / whole)} %)`
for (const [name, { toFind, missed, fine, flagged }] of await measureSecurity()) {
  console.log(
    `${name.padEnd(18)} found ${share(toFind - missed.length, toFind).padEnd(18)} flagged ${share(flagged.length, fine)}`,
  )
  if (!process.argv.includes('--lines')) continue
  const lines = fs.readFileSync(path.join(annotatedFolder, name), 'utf8').split('\n')
  for (const { line, cwe } of missed)
    console.log(`  missed  ${line + 1} [${cwe.join(', ')}] ${lines[line]?.trim() ?? ''}`)
  for (const { line } of flagged) console.log(`  flagged ${line + 1} ${lines[line]?.trim() ?? ''}`)
}
