import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { indexFolder } from '../../workspace-index/index-cache.ts'
import { viaTemporaryFile } from '../../workspace-index/via-temporary-file.ts'
import { isAsItWas, type Dependencies } from '../dependencies.ts'
import type { Finding } from '../finding.ts'
import type { RuleInfo } from '../rule-info.ts'
import {
  findingsIn,
  findingsText,
  readFindings,
  type Dependency,
  type Entry,
  type KeptFindings,
} from './findings-file.ts'
import type { ListedFile } from './list-sources.ts'

/** What has been found out about a file. */
export interface Diagnosed {
  findings: readonly Finding[]
  /** Other files that the findings depend on. */
  dependencies: Dependencies
}

/** Findings of files whose content has been diagnosed before, with the same rules, and whose dependencies have not changed either. */
export interface FindingsCache {
  /** Of a file that has not been written since it was diagnosed: it need not be read. */
  ofFile(file: ListedFile): Finding[] | null
  /**
   * Of a content, by its hash, if it was the one diagnosed last at this path; from then on `ofFile` knows it too. `file` is null for a
   * content that is not the one on the disk.
   */
  ofContent(path: string, hash: string, file: ListedFile | null): Finding[] | null
  set(path: string, hash: string, file: ListedFile | null, diagnosed: Diagnosed): void
  /** What there is to say of the rules, for which else a process would have to start; null while it has not been kept. */
  rules(): readonly RuleInfo[] | null
  setRules(rules: readonly RuleInfo[]): void
  /** Writes what is new. A failure is no reason to fail: the next run reads more. */
  write(): Promise<void>
}

/** Folders whose caches are kept; that written first goes first. */
const mostCaches = 40
/** A file written so shortly before it was diagnosed may have been written again within the same tick of the clock. */
const freshMs = 2000

/** Where they are kept: beside the indexes of workspaces. */
export function findingsFolder(env: NodeJS.ProcessEnv): string {
  return path.join(path.dirname(indexFolder(env)), 'findings')
}

/** `version` is of everything besides a file that its findings depend on. What was kept by another version, or is damaged, is not there. */
export async function openFindingsCache(
  folder: string,
  root: string,
  version: string,
  now: () => number = Date.now,
): Promise<FindingsCache> {
  // An editor and a terminal with other settings do not take each other's away.
  const name = createHash('sha256').update(`${root}\n${version}`).digest('hex').slice(0, 16)
  const file = path.join(folder, `${name}.findings`)
  const head = { root, version }
  const read = async (): Promise<KeptFindings> =>
    readFindings(await fs.promises.readFile(file, 'utf8').catch(() => ''), head)
  const kept = await read()
  const { entries } = kept
  const changed = new Set<string>()
  let areRulesNew = false
  const checked = new Map<Dependency, boolean>()

  /** Files do not change during a run, as far as that run can know. */
  function isCurrent(dependency: Dependency): boolean {
    const known = checked.get(dependency)
    if (known !== undefined) return known
    const [path, state] = dependency
    const holds = isAsItWas(path, state, (_, { size, mtimeMs, ctimeMs }) => {
      const entry = entries.get(path)
      const isSame = entry?.size === size && entry.modifiedMs === mtimeMs && entry.changedMs === ctimeMs
      return isSame ? entry.hash : null
    })
    checked.set(dependency, holds)
    return holds
  }

  /** What has been asked for moves to the end. */
  function found(path: string, entry: Entry): Finding[] | null {
    if (!entry.dependencies.every(isCurrent)) return null
    const findings = findingsIn(entry)
    if (!findings) return null
    entries.delete(path)
    entries.set(path, entry)
    return findings
  }

  function put(
    path: string,
    listed: ListedFile | null,
    { hash, dependencies, findings }: Pick<Entry, 'hash' | 'dependencies' | 'findings'>,
  ): void {
    changed.add(path)
    const isSettled = listed !== null && now() - Math.max(listed.modifiedMs, listed.changedMs) > freshMs
    entries.delete(path)
    entries.set(path, {
      hash,
      size: isSettled ? listed.size : -1,
      modifiedMs: isSettled ? listed.modifiedMs : 0,
      changedMs: isSettled ? listed.changedMs : 0,
      dependencies,
      findings,
    })
  }

  return {
    ofFile({ path, size, modifiedMs, changedMs }) {
      const entry = entries.get(path)
      const isSame = entry?.size === size && entry.modifiedMs === modifiedMs && entry.changedMs === changedMs
      return isSame ? found(path, entry) : null
    },
    ofContent(path, hash, listed) {
      const entry = entries.get(path)
      const findings = entry?.hash === hash ? found(path, entry) : null
      if (entry && findings) put(path, listed, entry)
      return findings
    },
    set(path, hash, listed, { findings, dependencies }) {
      put(path, listed, { hash, dependencies: [...dependencies], findings: JSON.stringify(findings) })
    },
    rules: () => kept.rules,
    setRules(rules) {
      kept.rules = rules
      areRulesNew = true
    },
    async write() {
      if (changed.size === 0 && !areRulesNew) return
      // Another process may have found out more meanwhile.
      const latest = await read()
      for (const [path, entry] of latest.entries) if (!changed.has(path)) entries.set(path, entry)
      kept.rules ??= latest.rules
      changed.clear()
      areRulesNew = false
      await writeWhole(file, findingsText(kept, head)).catch(() => undefined)
      await removeOldest(folder).catch(() => undefined)
    },
  }
}

/** It is there as a whole or as it was. It holds parts of other people's code. */
async function writeWhole(file: string, text: string): Promise<void> {
  await fs.promises.mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  await viaTemporaryFile(file, temporary => fs.promises.writeFile(temporary, text, { mode: 0o600 }))
}

async function removeOldest(folder: string): Promise<void> {
  const names = await fs.promises.readdir(folder)
  const stats = await Promise.all(
    names.map(async name => {
      const file = path.join(folder, name)
      return { file, modifiedMs: (await fs.promises.lstat(file)).mtimeMs }
    }),
  )
  stats.sort((a, b) => b.modifiedMs - a.modifiedMs)
  for (const { file } of stats.slice(mostCaches)) await fs.promises.rm(file, { force: true })
}
