import fs from 'node:fs'
import path from 'node:path'
import picomatch from 'picomatch'

/** Tells by the remotes of a repository whether anything in it may leave this computer. */
export interface Repositories {
  /** Whether a folder is in a repository that the patterns name, or in one within such a repository. */
  excludes(folder: string): boolean
  /** Forgets what has been read: a remote may have come or gone. */
  forget(): void
}

/**
 * Patterns are globs over a remote's host and path, `github.com/acme/billing`; addresses are taken as well, in any of the ways in
 * which Git writes them. A pattern without `/` matches the last part. Git itself is not started.
 */
export function createRepositories(patterns: readonly string[]): Repositories {
  const plain = patterns.map(plainRemote).filter(pattern => pattern !== '')
  const matches = picomatch(
    plain.map(pattern => (pattern.includes('/') ? pattern : `**/${pattern}`)),
    { dot: true, nocase: true },
  )
  const known = new Map<string, boolean>()

  function excludes(folder: string): boolean {
    const remembered = known.get(folder)
    if (remembered !== undefined) return remembered
    const above = path.dirname(folder)
    const isExcluded = remotesOf(folder).some(remote => matches(remote)) || (above !== folder && excludes(above))
    known.set(folder, isExcluded)
    return isExcluded
  }

  return {
    excludes: folder => plain.length > 0 && excludes(folder),
    forget: () => known.clear(),
  }
}

/** The top folder of the repository that a folder is in; null where there is none. */
export function repositoryTop(folder: string): string | null {
  if (fs.existsSync(path.join(folder, '.git'))) return folder
  const above = path.dirname(folder)
  return above === folder ? null : repositoryTop(above)
}

/** `git@host:acme/billing.git`, `ssh://git@host:22/acme/billing` and `https://host/acme/billing.git` are all `host/acme/billing`. */
export function plainRemote(address: string): string {
  return address
    .trim()
    .replaceAll('\\', '/')
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^[^/@]*@/, '')
    .replace(/^([^/:]+):(?:\d+\/|\/*)/, '$1/')
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/i, '')
}

/** Remotes of the repository whose top this folder is; none of any other folder. */
function remotesOf(folder: string): string[] {
  const config = configOf(path.join(folder, '.git'))
  return config === null ? [] : addressesIn(config).map(plainRemote)
}

/** What is in the way is no repository: then nobody can say what its remotes are. */
function configOf(git: string): string | null {
  try {
    const own = fs.statSync(git).isDirectory() ? git : namedFolder(git)
    return fs.readFileSync(path.join(sharedFolder(own), 'config'), 'utf8')
  } catch {
    return null
  }
}

/** In a work tree or a submodule there is a file that names the folder. */
function namedFolder(file: string): string {
  const [, named = ''] = /^gitdir:\s*(.*?)\s*$/m.exec(fs.readFileSync(file, 'utf8')) ?? []
  return path.resolve(path.dirname(file), named)
}

/** A work tree beside the first one shares that one's settings. */
function sharedFolder(git: string): string {
  try {
    return path.resolve(git, fs.readFileSync(path.join(git, 'commondir'), 'utf8').trim())
  } catch {
    // It is the first one.
    return git
  }
}

function addressesIn(config: string): string[] {
  const addresses: string[] = []
  let isRemote = false
  for (const line of config.split(/\r?\n/)) {
    const [, section] = /^\s*\[\s*([^\s"\]]+)/.exec(line) ?? []
    if (section !== undefined) isRemote = section.toLowerCase() === 'remote'
    const [, address] = /^(?:\s*\[[^\]]*\])?\s*(?:push)?url\s*=\s*"?(.*?)"?\s*$/i.exec(line) ?? []
    if (isRemote && address !== undefined) addresses.push(address)
  }
  return addresses
}
