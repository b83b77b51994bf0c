import fs from 'node:fs'
import * as z from 'zod'

/** What is tried in editors; the table at the end of `npm run test:editors` has a column for each. */
export const features = [
  'inline completion',
  'completion list',
  'diagnostics',
  'quick fix',
  'hover',
  'code lens',
  'commands',
  'workspace diagnosis',
  'progress and cancel',
  'status',
  'settings live',
  'gateway lost and back',
] as const
export type Feature = (typeof features)[number]

const Exercised = z.object({ editor: z.string(), feature: z.enum(features) })
/** A feature that was exercised in an editor. */
export type Exercised = z.infer<typeof Exercised>

/** A test of a feature in an editor. Only when it has passed does the table say that the feature was exercised there. */
export function feature(editor: string, name: Feature | Feature[], title: string, run: () => Promise<void>): void {
  test(title, async () => {
    await run()
    recordExercised(editor, name)
  })
}

/** For tests that another program runs and only reports: these features were exercised in an editor. */
export function recordExercised(editor: string, name: Feature | Feature[]): void {
  const file = process.env['WAYLINE_EXERCISED']
  if (file === undefined) return
  for (const one of [name].flat()) fs.appendFileSync(file, `${JSON.stringify({ editor, feature: one })}\n`)
}

/** What this run has recorded so far. */
export function readExercised(): Exercised[] {
  const file = process.env['WAYLINE_EXERCISED']
  if (file === undefined || !fs.existsSync(file)) return []
  const lines = fs.readFileSync(file, 'utf8').split('\n')
  return lines.filter(line => line !== '').map(line => Exercised.parse(JSON.parse(line)))
}
