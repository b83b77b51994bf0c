import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { endProcesses } from '../src/processes.ts'
import { readOptions, usage, type Options, type PartName } from './options.ts'
import { NotMeasured, type Part, type PartResult, type Surroundings } from './part.ts'
import { asText, circumstances } from './report.ts'

/** Loaded one by one, so that a part whose needs are not met does not keep the others from running. */
const parts: Record<PartName, () => Promise<Part>> = {
  polish: async () => (await import('./polish.ts')).measurePolish,
  stability: async () => (await import('./stability.ts')).measureStability,
  traces: async () => (await import('./traces.ts')).measureTraces,
  recall: async () => (await import('./recall.ts')).measureRecall,
  categories: async () => (await import('./categories.ts')).measureCategories,
  infill: async () => (await import('./infill.ts')).measureInfill,
  crossfile: async () => (await import('./crossfile.ts')).measureCrossfile,
}

/** The program: runs the parts that are asked for, prints their tables, writes the figures, and leaves nothing behind. */
export async function main(argv: string[]): Promise<void> {
  const options = optionsOrExit(argv)
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-eval-'))
  const ends: (() => void)[] = [() => fs.rmSync(scratch, { recursive: true, force: true })]
  process.on('exit', () => {
    // Ended at once: what still runs holds files of the folders that are removed then.
    void endProcesses()
    for (const end of ends) end()
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))
  const surroundings: Surroundings = {
    options,
    scratch,
    say: text => process.stderr.write(`${text}\n`),
    atEnd: end => void ends.unshift(end),
  }
  if (options.sample !== null) {
    const { drawCallSites } = await import('./draw-call-sites.ts')
    process.exit(await drawCallSites(surroundings, options.sample))
  }
  const results: Partial<Record<PartName, unknown>> = {}
  let hasFailed = false
  for (const name of options.only) {
    const begin = Date.now()
    surroundings.say(`== ${name}`)
    const measured = await measure(name, surroundings)
    hasFailed ||= measured.hasFailed
    results[name] = measured.figures
    process.stdout.write(`\n## ${name}\n\n${measured.text}\n`)
    surroundings.say(`${name} took ${Math.round((Date.now() - begin) / 1000)} s`)
  }
  const about = circumstances(argv, new Date())
  process.stdout.write(`\nMeasured on ${about.date} at commit ${about.commit} on ${about.machine}: ${about.command}\n`)
  if (options.json !== null) {
    fs.writeFileSync(options.json, `${JSON.stringify({ ...about, parts: results }, null, 2)}\n`)
  }
  process.exit(hasFailed ? 1 : 0)
}

interface Measured {
  text: string
  figures: unknown
  hasFailed: boolean
}

/** A part that cannot be measured says why, and the others go on. */
async function measure(name: PartName, surroundings: Surroundings): Promise<Measured> {
  try {
    const { tables, figures, hasFailed = false }: PartResult = await (await parts[name]())(surroundings)
    return { text: tables.map(asText).join('\n\n'), figures, hasFailed }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const isExpected = error instanceof NotMeasured
    if (surroundings.options.isVerbose && !isExpected) surroundings.say(error.stack ?? '')
    return {
      text: `Not measured: ${error.message}`,
      figures: { notMeasured: error.message },
      hasFailed: !isExpected,
    }
  }
}

function optionsOrExit(argv: string[]): Options {
  try {
    const options = readOptions(argv, { cacheHome: cacheHome(), cwd: process.cwd() })
    if (options !== null) return options
    process.stdout.write(`${usage}\n`)
    process.exit(0)
  } catch (error) {
    process.stderr.write(`wayline: ${error instanceof Error ? error.message : String(error)}\n${usage}\n`)
    process.exit(2)
  }
}

function cacheHome(): string {
  const home = os.homedir()
  if (process.platform === 'win32') return process.env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local')
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Caches')
  return process.env['XDG_CACHE_HOME'] ?? path.join(home, '.cache')
}
