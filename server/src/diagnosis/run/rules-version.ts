import { createHash, type Hash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { readRuleFolder } from '../rules/rule-set.ts'
import type { DiagnosisSetup } from '../workers/messages.ts'

/** Most files of rules that are looked at; a folder with more is no folder of rules. */
const mostFiles = 20_000

/**
 * Names everything besides a file that its findings depend on: the program that diagnoses (with the rules and grammars that
 * lie beside it), the setup, and the content of every folder of rules.
 */
export function rulesVersion(program: string, setup: DiagnosisSetup, env: NodeJS.ProcessEnv): string {
  const hash = createHash('sha256')
  // One order, whoever has put the setup together: an editor and a terminal share what they know.
  const library = env['WAYLINE_TREE_SITTER'] ?? ''
  hash.update(JSON.stringify(sorted({ ...setup, rules: sorted(setup.rules), library })))
  addFile(hash, program)
  // Whatever a build puts beside its program is of the same moment, and need not be read.
  addFolder(hash, path.dirname(program))
  // As they are read, from wherever: a project of rules says itself where they lie.
  for (const folder of setup.ruleFolders) hash.update(JSON.stringify(readRuleFolder(folder)))
  return hash.digest('hex').slice(0, 32)
}

function sorted(named: object): [string, unknown][] {
  return Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1))
}

function addFolder(hash: Hash, folder: string): void {
  const folders = [folder]
  let left = mostFiles
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    for (const entry of entriesOf(next)) {
      const full = path.join(next, entry.name)
      if (entry.isDirectory()) folders.push(full)
      else if (--left < 0) return
      else addStats(hash.update(`\n${full}\n`), full)
    }
  }
}

function entriesOf(folder: string): fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    // A folder that is not there has nothing in it.
    return []
  }
}

function addFile(hash: Hash, file: string): void {
  try {
    hash.update(fs.readFileSync(file))
  } catch {
    // It says nothing to the rules either.
  }
}

function addStats(hash: Hash, file: string): void {
  const stats = fs.statSync(file, { throwIfNoEntry: false })
  if (stats) hash.update(`${stats.size} ${stats.mtimeMs}`)
}
