import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import type { Cursor } from './cursor.ts'
import { cursorIn } from './cursor-fixture.ts'

const Named = z.object({
  name: z.string(),
  /** The document, with the cursor at `‸`. */
  at: z.string(),
  trigger: z.enum(['automatic', 'invoked']).default('automatic'),
})

/** The golden cases in a folder, one file for each language; for tests. */
export function goldenCases<Shape extends z.ZodRawShape>(
  folder: URL,
  expected: z.ZodObject<Shape>,
): { name: string; cursor: Cursor; golden: z.infer<z.ZodObject<Shape>> }[] {
  const File = z.object({ languageId: z.string(), path: z.string(), cases: z.array(z.unknown()) })
  return fs
    .readdirSync(folder)
    .sort()
    .flatMap(file => {
      const { languageId, path: name, cases } = File.parse(JSON.parse(fs.readFileSync(new URL(file, folder), 'utf8')))
      return cases.map(one => {
        const { at, trigger, name: what } = Named.parse(one)
        // `|` is code in most languages.
        const offset = at.indexOf('‸')
        const text = at.slice(0, offset) + at.slice(offset + 1)
        const cursor = cursorIn('|', { languageId, path: name, uri: `file:///project/${name}`, trigger, text, offset })
        return { name: `${path.basename(file, '.json')}: ${what}`, cursor, golden: expected.parse(one) }
      })
    })
}
