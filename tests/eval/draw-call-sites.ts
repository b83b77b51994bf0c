import fs from 'node:fs'
import path from 'node:path'
import { readCrossfilePackages } from './data.ts'
import { packageSources, removeUnfinished } from './package-sources.ts'
import type { Surroundings } from './part.ts'
import { sampleCallSites, type FetchedPackage } from './sample-call-sites.ts'
import { seededRandom } from './statistics.ts'

const seed = 7

/** Writes a sample of call sites beside the list of packages that it is drawn from, unless there is one already; gives the exit code. */
export async function drawCallSites(surroundings: Surroundings, most: number): Promise<number> {
  const { options, say, atEnd } = surroundings
  const file = path.join(options.data ?? '.', 'crossfile-items.jsonl')
  if (fs.existsSync(file)) {
    say(`There is a ${file} already.`)
    return 1
  }
  atEnd(() => removeUnfinished(options.cache))
  const fetched: FetchedPackage[] = []
  for (const wanted of readCrossfilePackages(surroundings)) {
    const sources = await packageSources(wanted, options.cache)
    if ('folder' in sources) fetched.push({ wanted, folder: sources.folder })
    else say(`${wanted.package} ${wanted.version}: ${sources.reason}`)
  }
  const items = await sampleCallSites(fetched, most, seededRandom(seed))
  fs.writeFileSync(file, items.map(item => `${JSON.stringify(item)}\n`).join(''))
  say(`${items.length} call sites of ${fetched.length} packages in ${file}`)
  return 0
}
