import fs from 'node:fs'
import path from 'node:path'
import { readCrossfileItems, readCrossfilePackages, type CrossfileItem } from './data.ts'
import { packageSources, removeUnfinished } from './package-sources.ts'
import type { Surroundings } from './part.ts'

/** A call in a published package, as somebody who is about to write it would see it: the rest of its line is not there yet. */
export interface CallSite {
  item: CrossfileItem
  /** Folder of the package's sources. */
  root: string
  languageId: string
  textBefore: string
  textAfter: string
}

/** The calls that can be measured here, and a sentence for each package or file that cannot be had. */
export interface CallSites {
  sites: CallSite[]
  missing: string[]
}

/** Fetches the packages that are not in the cache yet, and opens them at the places that call. */
export async function readCallSites(surroundings: Surroundings): Promise<CallSites> {
  const { options, say, atEnd } = surroundings
  atEnd(() => removeUnfinished(options.cache))
  const items = readCrossfileItems(surroundings)
  const missing: string[] = []
  const sites: CallSite[] = []
  for (const wanted of readCrossfilePackages(surroundings)) {
    const own = items.filter(item => item.package === wanted.package && item.version === wanted.version)
    if (own.length === 0) continue
    const sources = await packageSources(wanted, options.cache)
    if ('reason' in sources) {
      missing.push(`${wanted.package} ${wanted.version}: ${sources.reason}`)
      continue
    }
    say(`${wanted.package} ${wanted.version} is there`)
    for (const item of own) {
      const site = siteOf(item, sources.folder)
      if (site) sites.push(site)
      else missing.push(`${item.id}: line ${item.line + 1} of ${item.path} is another one in what was fetched`)
    }
  }
  return { sites: sites.slice(0, options.limit ?? sites.length), missing }
}

/** Null if the sources are not those that the item was taken from. */
function siteOf(item: CrossfileItem, root: string): CallSite | null {
  const file = path.join(root, item.path)
  if (!fs.existsSync(file)) return null
  const text = fs.readFileSync(file, 'utf8')
  let lineStart = 0
  for (let line = 0; line < item.line; line++) lineStart = text.indexOf('\n', lineStart) + 1
  const lineEnd = /[\r\n]|$/.exec(text.slice(lineStart))
  const line = text.slice(lineStart, lineStart + (lineEnd?.index ?? 0))
  if (line !== item.expected_line) return null
  return {
    item,
    root,
    languageId: item.language,
    textBefore: text.slice(0, lineStart + item.character),
    textAfter: text.slice(lineStart + line.length),
  }
}
