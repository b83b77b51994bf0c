import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import * as z from 'zod'
import { NotMeasured, type Surroundings } from './part.ts'

/** A program with a hole, and the test that a filled hole has to pass. */
export interface InfillItem {
  id: string
  /** LSP language identifier. */
  language: string
  /** What kind of hole: a line, several, a span inside a line. */
  kind: string
  prefix: string
  suffix: string
  expected: string
  test: string
  /** Function that the test is called with; null for a test that runs by itself. */
  entryPoint: string | null
}

const PythonItem = z
  .object({
    task_id: z.string(),
    entry_point: z.string(),
    prompt: z.string(),
    suffix: z.string(),
    canonical_solution: z.string(),
    test: z.string(),
  })
  .transform(item => ({
    id: item.task_id,
    language: 'python',
    prefix: item.prompt,
    suffix: item.suffix,
    expected: item.canonical_solution,
    test: item.test,
    entryPoint: item.entry_point,
  }))

const OtherItem = z
  .object({
    id: z.string(),
    kind: z.string(),
    language: z.string(),
    prefix: z.string(),
    suffix: z.string(),
    expected: z.string(),
    test: z.string(),
  })
  .transform((item): InfillItem => ({ ...item, entryPoint: null }))

/** Programs in Python, by the kind of their hole. */
export function readPythonItems(surroundings: Surroundings, kind: 'single' | 'multi' | 'span'): InfillItem[] {
  const items = readLines(surroundings, `humaneval-infilling-${kind}.jsonl`, PythonItem)
  return items.map(item => ({ ...item, kind }))
}

/** Programs in JavaScript, Java, C++, Go and Rust. */
export function readOtherItems(surroundings: Surroundings): InfillItem[] {
  return readLines(surroundings, 'infill-humaneval-x.jsonl', OtherItem)
}

const CrossfileItem = z.object({
  id: z.string(),
  language: z.string(),
  package: z.string(),
  version: z.string(),
  path: z.string(),
  line: z.number().int(),
  /** UTF-16 offset in the line. */
  character: z.number().int(),
  expected: z.string(),
  expected_line: z.string(),
  symbol: z.string(),
  link: z.string(),
  defining_files: z.array(z.string()),
  /** First line of the callee's declaration. */
  definition: z.string(),
})
/** A call whose callee is declared in another file of the same package. */
export type CrossfileItem = z.infer<typeof CrossfileItem>

export function readCrossfileItems(surroundings: Surroundings): CrossfileItem[] {
  return readLines(surroundings, 'crossfile-items.jsonl', CrossfileItem)
}

const CrossfilePackage = z.object({
  language: z.string(),
  package: z.string().regex(/^[\w@./:-]+$/),
  version: z.string().regex(/^[\w.+-]+$/),
  registry: z.enum(['npm', 'pypi', 'maven', 'goproxy', 'crates']),
})
/** A published package, and where its sources are published. */
export type CrossfilePackage = z.infer<typeof CrossfilePackage>

export function readCrossfilePackages(surroundings: Surroundings): CrossfilePackage[] {
  const text = fs.readFileSync(dataFile(surroundings, 'crossfile-packages.json'), 'utf8')
  return z.array(CrossfilePackage).parse(JSON.parse(text))
}

const Trace = z.object({
  startContent: z.string(),
  endContent: z.string(),
  edits: z.array(
    z.object({ timeMs: z.number().optional(), pos: z.number().int(), del: z.number().int(), ins: z.string() }),
  ),
})
/** Every edit that somebody made of a text, in order. */
export type Trace = z.infer<typeof Trace> & { name: string }

export function readTraces(surroundings: Surroundings): Trace[] {
  const folder = dataFile(surroundings, 'typing-traces')
  return fs
    .readdirSync(folder)
    .filter(name => name.endsWith('.json.gz'))
    .sort()
    .map(name => {
      const text = zlib.gunzipSync(fs.readFileSync(path.join(folder, name))).toString('utf8')
      return { ...Trace.parse(JSON.parse(text)), name: name.replace('.json.gz', '') }
    })
}

function readLines<T>(surroundings: Surroundings, name: string, schema: z.ZodType<T>): T[] {
  const lines = fs.readFileSync(dataFile(surroundings, name), 'utf8').split('\n')
  return lines.filter(line => line.trim() !== '').map(line => schema.parse(JSON.parse(line)))
}

function dataFile({ options }: Surroundings, name: string): string {
  if (options.data === null) throw new NotMeasured('There is no folder of data sets; name one with --data.')
  const file = path.join(options.data, name)
  if (!fs.existsSync(file)) throw new NotMeasured(`There is no ${name} in ${options.data}.`)
  return file
}
