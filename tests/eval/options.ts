import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import * as z from 'zod'

/** The parts in the order in which they are run; the quick ones come first. */
export const partNames = ['polish', 'stability', 'traces', 'recall', 'categories', 'infill', 'crossfile'] as const
export type PartName = (typeof partNames)[number]

export const usage = `usage: npm run eval -- [OPTIONS]
  --only LIST        of ${partNames.join(', ')}
  --data DIR         folder of the public data sets; ../shared/data if there is one
  --engine E         engine of the model to be measured, as for \`wayline serve\`: embedded (standard), openai, vllm, llama-server
  --engine-url U     its address
  --model M          its model
  --language L       with a model: only items of this language
  --limit N          at most N items of each data set; with a model, of each group of one
  --quick            few items; less than five minutes
  --cache DIR        where fetched sources are kept; wayline-eval in the user's cache folder
  --json FILE        writes the figures there
  --verbose          shows each failure
  --sample N         draws N call sites of each package that DIR/crossfile-packages.json names into DIR/crossfile-items.jsonl, which
                     is not there yet, and ends: for another sample than the public one
  --self-check       categories and infill: checks that the true answers pass and empty ones do not, without a model`

const List = z
  .string()
  .transform(list => list.split(','))
  .pipe(z.array(z.enum(partNames, { error: () => `--only takes ${partNames.join(', ')}` })))

const Given = z.object({
  only: List.default([...partNames]),
  data: z.string().optional(),
  engine: z
    .enum(['embedded', 'openai', 'vllm', 'llama-server'], {
      error: () => '--engine takes embedded, openai, vllm, llama-server',
    })
    .default('embedded'),
  'engine-url': z.string().optional(),
  model: z.string().optional(),
  language: z.string().optional(),
  limit: z.coerce.number('--limit takes a whole number').int().min(1).optional(),
  quick: z.boolean().default(false),
  cache: z.string().optional(),
  json: z.string().optional(),
  verbose: z.boolean().default(false),
  'self-check': z.boolean().default(false),
  sample: z.coerce.number('--sample takes a whole number').int().min(1).optional(),
})

/** What a run is asked to do. */
export interface Options {
  only: PartName[]
  /** Folder of the data sets; null if there is none. */
  data: string | null
  engine: { kind: 'embedded' | 'openai' | 'vllm' | 'llama-server'; url: string | null; model: string | null }
  language: string | null
  limit: number | null
  isQuick: boolean
  cache: string
  json: string | null
  isVerbose: boolean
  isSelfCheck: boolean
  /** Call sites of each package, to be drawn instead of measuring anything; null for measuring. */
  sample: number | null
}

/** Reads the command line; null when it only asks for help. Throws an Error with a sentence for what cannot be understood. */
export function readOptions(argv: string[], { cacheHome, cwd }: { cacheHome: string; cwd: string }): Options | null {
  const { values } = parseArgs({
    args: argv,
    options: {
      only: { type: 'string' },
      data: { type: 'string' },
      engine: { type: 'string' },
      'engine-url': { type: 'string' },
      model: { type: 'string' },
      language: { type: 'string' },
      limit: { type: 'string' },
      quick: { type: 'boolean' },
      cache: { type: 'string' },
      json: { type: 'string' },
      verbose: { type: 'boolean' },
      'self-check': { type: 'boolean' },
      sample: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return null
  const parsed = Given.safeParse(values)
  if (!parsed.success) throw new Error(parsed.error.issues[0]?.message ?? 'The options cannot be understood.')
  const given = parsed.data
  if (given.engine !== 'embedded' && given['engine-url'] === undefined) {
    throw new Error(`--engine ${given.engine} needs --engine-url.`)
  }
  return {
    only: given.only,
    data: dataFolder(given.data, cwd),
    engine: { kind: given.engine, url: given['engine-url'] ?? null, model: given.model ?? null },
    language: given.language ?? null,
    limit: given.limit ?? null,
    isQuick: given.quick,
    cache: path.resolve(cwd, given.cache ?? path.join(cacheHome, 'wayline-eval')),
    json: given.json === undefined ? null : path.resolve(cwd, given.json),
    isVerbose: given.verbose,
    isSelfCheck: given['self-check'],
    sample: given.sample ?? null,
  }
}

function dataFolder(given: string | undefined, cwd: string): string | null {
  const folder = path.resolve(cwd, given ?? '../shared/data')
  if (fs.existsSync(folder)) return folder
  if (given !== undefined) throw new Error(`There is no folder ${given}.`)
  return null
}
