import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { WaylineError } from '../errors.ts'
import { openGit, type Git } from './check/git.ts'
import { hookScript, isOurs, type HookName } from './check/hook-script.ts'

export interface HookOptions {
  prePush?: boolean
}

/** Where a hook is, and where the one that was there before is kept. */
interface HookPlace {
  name: HookName
  file: string
  before: string
}

/** `hook install|uninstall`: Git runs a check before each commit or push. A hook that is there already is kept, and runs first. */
export async function runHook(action: 'install' | 'uninstall', { prePush }: HookOptions): Promise<number> {
  const folder = process.cwd()
  const name = prePush ? 'pre-push' : 'pre-commit'
  const file = path.join(await hooksFolder(await openGit(folder, process.env), folder), name)
  const place = { name, file, before: `${file}.before-wayline` } as const
  const told = action === 'install' ? install(place) : uninstall(place)
  process.stdout.write(`${told}\n`)
  return 0
}

/** The folder that Git looks into. Throws WaylineError for one that is not this repository's own to write to. */
async function hooksFolder(git: Git, folder: string): Promise<string> {
  const ask = async (...args: string[]): Promise<string> =>
    path.resolve(folder, (await git(['rev-parse', ...args])).toString('utf8').replace(/\r?\n$/, ''))
  const hooks = await ask('--git-path', 'hooks')
  const tops = [await ask('--show-toplevel'), await ask('--git-common-dir')]
  if (!tops.some(top => isWithin(real(top), real(hooks))))
    throw new WaylineError('git_failed', `Git looks for hooks in ${hooks}, which other repositories may share.`, {
      remedy: 'Call `wayline check --staged` from the hook there, or set core.hooksPath for this repository.',
    })
  if (hooks.split(path.sep).includes('.husky'))
    throw new WaylineError('git_failed', 'Husky looks after the hooks of this repository.', {
      remedy: 'Add the line `wayline check --staged` to .husky/pre-commit.',
    })
  return hooks
}

function install({ name, file, before }: HookPlace): string {
  const stats = fs.lstatSync(file, { throwIfNoEntry: false })
  const isThere = stats !== undefined
  const script = hookScript(name, [process.execPath, program()])
  if (isThere && isOurs(contentOf(file))) {
    fs.writeFileSync(file, script, { mode: 0o755 })
    return `The hook ${file} was installed already; it is up to date now.`
  }
  if (isThere) {
    if (!stats.isFile() || !contentOf(file).startsWith('#!'))
      throw unknown(`${file} is no script.`, 'Move it away, or call `wayline check --staged` from it.')
    if (fs.existsSync(before)) throw unknown(`There is ${file}, and ${before} from before.`, 'Move one of them away.')
    fs.renameSync(file, before)
  }
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, script, { mode: 0o755, flag: 'wx' })
  } catch (cause) {
    if (isThere) fs.renameSync(before, file)
    throw new WaylineError('file_unwritable', `${file} cannot be written.`, { cause, remedy: 'Check its permissions.' })
  }
  const told = `Installed ${file}. \`git ${name === 'pre-push' ? 'push' : 'commit'} --no-verify\` goes without it.`
  return isThere ? `${told}\nThe hook that was there is kept as ${before}, and runs first.` : told
}

function uninstall({ file, before }: HookPlace): string {
  if (!fs.existsSync(file)) return 'There is no such hook.'
  if (!isOurs(contentOf(file)))
    throw unknown(`${file} was not installed by Wayline.`, 'Remove it by hand if it is not wanted.')
  if (fs.existsSync(before)) {
    fs.renameSync(before, file)
    return `Removed; ${file} is what it was before.`
  }
  fs.rmSync(file)
  return `Removed ${file}.`
}

function unknown(message: string, remedy: string): WaylineError {
  return new WaylineError('bad_argument', message, { remedy })
}

function contentOf(file: string): string {
  try {
    return fs.readFileSync(file, 'latin1')
  } catch {
    // A folder, or a link to nothing: it is none of ours.
    return ''
  }
}

/** The command's own file, which stays where it is while it is installed. */
function program(): string {
  return fs.realpathSync(process.argv[1] ?? fileURLToPath(import.meta.url))
}

function real(file: string): string {
  try {
    return fs.realpathSync(file)
  } catch {
    // Not there yet: then its folder says where it will be.
    const above = path.dirname(file)
    return above === file ? file : path.join(real(above), path.basename(file))
  }
}

function isWithin(folder: string, file: string): boolean {
  const below = path.relative(folder, file)
  return below === '' || (below.split(path.sep)[0] !== '..' && !path.isAbsolute(below))
}
