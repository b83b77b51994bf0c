import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { agreement, annotatedLines, type Agreement } from './annotated-lines.ts'
import { wayline } from './command.ts'
import { makeHome } from './home.ts'

/** Files of every language with annotated lines: our own, written from what is known of each weakness. */
export const annotatedFolder = path.join(import.meta.dirname, '../fixtures/security')

const Report = z.object({
  findings: z.array(
    z.object({
      path: z.string(),
      severity: z.string(),
      cwe: z.array(z.union([z.number(), z.string().transform(Number)])),
      range: z.object({ start: z.object({ line: z.number() }) }),
    }),
  ),
})

/** Runs `wayline check` as a user would over the annotated files, and holds what it finds from warnings on against them. */
export async function measureSecurity(): Promise<Map<string, Agreement>> {
  const home = makeHome()
  try {
    // Where they lie says that they are data of tests, in which nobody looks for secrets.
    fs.cpSync(annotatedFolder, home.project, { recursive: true })
    const { output } = await wayline(home, ['check', '--json', '--no-cache'], { cwd: home.project })
    const { findings } = Report.parse(JSON.parse(output))
    const names = fs.readdirSync(annotatedFolder).sort()
    return new Map(
      names.map(name => {
        const found = findings
          .filter(finding => finding.path === name && ['error', 'warning'].includes(finding.severity))
          .map(({ range, cwe }) => ({ line: range.start.line, cwe }))
          .filter(({ cwe }) => cwe.length > 0)
        return [name, agreement(annotatedLines(fs.readFileSync(path.join(annotatedFolder, name), 'utf8')), found)]
      }),
    )
  } finally {
    await home.remove()
  }
}
