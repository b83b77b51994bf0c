import fs from 'node:fs'
import path from 'node:path'
import { parseAllDocuments } from 'yaml'
import { systemCode } from '../../errors.ts'

/** A YAML file with everything that stands in it. */
export interface YamlFile {
  /** As it was found, with `/` between its parts. */
  path: string
  documents: unknown[]
}

/** Why something that was meant as a rule is none. */
export interface Problem {
  file: string
  /** A sentence. */
  reason: string
  /** Nothing is wrong with it, but there is no grammar here for its language. */
  isUnsupported?: true
}

export interface ReadYaml {
  files: YamlFile[]
  problems: Problem[]
}

/** A rule of more is no rule. */
const mostBytes = 1024 * 1024
/** A folder with more is no folder of rules. */
const mostFiles = 20_000
const mostFolders = 5000

/** Every YAML file below a folder, however deep; hidden folders and `node_modules` are none of it. */
export function readYamlFolder(folder: string): ReadYaml {
  const read: ReadYaml = { files: [], problems: [] }
  const folders = [folder]
  let left = mostFiles
  let foldersLeft = mostFolders
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    if (--foldersLeft < 0) {
      read.problems.push({ file: folder, reason: `It has more than ${mostFolders} folders; the others are left out.` })
      return read
    }
    for (const entry of entriesOf(next, read.problems)) {
      const full = `${next.replace(/[\\/]+$/, '')}/${entry.name}`
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && entry.name !== 'node_modules') folders.push(full)
      } else if (/\.ya?ml$/i.test(entry.name)) {
        if (--left < 0) {
          read.problems.push({ file: folder, reason: `It has more than ${mostFiles} files; the others are left out.` })
          return read
        }
        readYamlFile(full, read)
      }
    }
  }
  return read
}

/** Adds what stands in one file, or why it cannot be read. */
export function readYamlFile(file: string, { files, problems }: ReadYaml): void {
  try {
    const stats = fs.statSync(file)
    if (!stats.isFile()) {
      problems.push({ file, reason: 'It is no file.' })
      return
    }
    if (stats.size > mostBytes) {
      problems.push({ file, reason: 'It is larger than 1 MB.' })
      return
    }
    files.push({ path: file.split(path.sep).join('/'), documents: parseYaml(fs.readFileSync(file, 'utf8')) })
  } catch (error) {
    problems.push({ file, reason: systemCode(error) === '' ? sentence(error) : 'It cannot be read.' })
  }
}

/** All documents of a YAML text. Throws where it is none, saying where. */
export function parseYaml(text: string): unknown[] {
  const documents = parseAllDocuments(text, { uniqueKeys: true, logLevel: 'error' })
  if ('empty' in documents) return []
  return documents
    .map(document => {
      const [error] = document.errors
      if (error) throw new Error(error.message.split('\n', 1)[0])
      // Aliases that unfold to millions of nodes are refused.
      return document.toJS({ maxAliasCount: 100 }) as unknown
    })
    .filter(value => value !== null)
}

function entriesOf(folder: string, problems: Problem[]): fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    problems.push({ file: folder, reason: unreadable(error) })
    return []
  }
}

function unreadable(error: unknown): string {
  const code = systemCode(error)
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'There is no such folder.'
  return code === 'EACCES' || code === 'EPERM' ? 'It may not be read.' : sentence(error)
}

function sentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return /[.!?]$/.test(message) ? message : `${message}.`
}
