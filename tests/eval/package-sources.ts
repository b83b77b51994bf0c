import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'
import type { CrossfilePackage } from './data.ts'

const run = promisify(execFile)
/** A registry that does not answer does not hold the others up for longer than this. */
const patienceMs = 300_000

/** Folders of this run in which something is being fetched. */
const unfinished = `fetching-${process.pid}-`

/** Removes what was half fetched when the run was ended. */
export function removeUnfinished(cache: string): void {
  if (!fs.existsSync(cache)) return
  for (const name of fs.readdirSync(cache))
    if (name.startsWith(unfinished)) fs.rmSync(path.join(cache, name), { recursive: true, force: true })
}

/** Where a package's sources lie, or why they do not. */
export type PackageSources = { folder: string } | { reason: string }

/**
 * The published sources of a package, fetched with its registry's ordinary client and kept in the cache folder. Nothing
 * is installed, and scripts of the package do not run except where the client itself insists (pip asks an sdist for its
 * metadata). A package that is half fetched is never taken for a whole one.
 */
export async function packageSources(wanted: CrossfilePackage, cache: string): Promise<PackageSources> {
  const name = `${wanted.language}-${wanted.package.replaceAll(/[^\w.-]/g, '-')}-${wanted.version}`
  const folder = path.join(cache, 'packages', name)
  if (fs.existsSync(folder)) return { folder }
  fs.mkdirSync(path.join(cache, 'packages'), { recursive: true })
  const scratch = fs.mkdtempSync(path.join(cache, unfinished))
  try {
    const fetched = await fetchers[wanted.registry](wanted, scratch)
    // Over file systems nothing is renamed, so the client fetched into the cache itself.
    fs.renameSync(fetched, folder)
    return { folder }
  } catch (error) {
    return { reason: reasonOf(error) }
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true })
  }
}

type Fetcher = (wanted: CrossfilePackage, scratch: string) => Promise<string>

const fetchers: Record<CrossfilePackage['registry'], Fetcher> = {
  async npm({ package: name, version }, scratch) {
    await call('npm', ['pack', `${name}@${version}`, '--ignore-scripts', '--silent'], scratch)
    return unpacked('tar', ['-xzf'], scratch, '.tgz')
  },
  async pypi({ package: name, version }, scratch) {
    const options = ['--no-deps', '--no-binary', ':all:', '--quiet', '-d', '.']
    await call('pip', ['download', ...options, `${name}==${version}`], scratch)
    return unpacked('tar', ['-xzf'], scratch, '.tar.gz')
  },
  async maven({ package: name, version }, scratch) {
    const artifact = `-Dartifact=${name}:${version}:jar:sources`
    await call('mvn', ['-q', '-B', 'dependency:copy', artifact, '-DoutputDirectory=.'], scratch)
    return unpacked('jar', ['-xf'], scratch, '.jar')
  },
  async goproxy({ package: name, version }, scratch) {
    const env = {
      GOPATH: scratch,
      GOMODCACHE: path.join(scratch, 'modules'),
      // Else what is fetched cannot be removed.
      GOFLAGS: '-modcacherw',
    }
    const answer = await call('go', ['mod', 'download', '-json', `${name}@${version}`], scratch, env)
    return z.object({ Dir: z.string() }).parse(JSON.parse(answer)).Dir
  },
  async crates({ package: name, version }, scratch) {
    const manifest = `[package]\nname = "sources"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\n${name} = "=${version}"\n`
    fs.writeFileSync(path.join(scratch, 'Cargo.toml'), manifest)
    fs.mkdirSync(path.join(scratch, 'src'))
    fs.writeFileSync(path.join(scratch, 'src/lib.rs'), '')
    await call('cargo', ['vendor', '--quiet', 'vendor'], scratch)
    return path.join(scratch, 'vendor', name)
  },
}

/** Unpacks the one archive with this ending, and goes into its only folder if it has one for everything. */
async function unpacked(command: string, args: string[], scratch: string, ending: string): Promise<string> {
  const archive = fs.readdirSync(scratch).find(file => file.endsWith(ending))
  if (archive === undefined) throw new Error(`The client brought no ${ending} file.`)
  const inside = path.join(scratch, 'unpacked')
  fs.mkdirSync(inside)
  await call(command, [...args, path.join(scratch, archive)], inside)
  const [first, ...others] = fs.readdirSync(inside, { withFileTypes: true })
  return first?.isDirectory() && others.length === 0 ? path.join(inside, first.name) : inside
}

async function call(command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const { stdout } = await run(command, args, { cwd, env: { ...process.env, ...env }, timeout: patienceMs })
  return stdout
}

function reasonOf(error: unknown): string {
  const Failure = z.object({ code: z.unknown(), path: z.string().optional(), stderr: z.string().default('') })
  const failure = Failure.safeParse(error)
  if (failure.data?.code === 'ENOENT' && failure.data.path) return `${failure.data.path} is not on this computer`
  const lastLine = failure.data?.stderr.trim().split('\n').at(-1) ?? ''
  return lastLine || (error instanceof Error ? error.message : String(error))
}
