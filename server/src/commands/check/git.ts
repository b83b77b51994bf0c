import { spawn } from 'node:child_process'
import { systemCode, WaylineError } from '../../errors.ts'

/** Runs Git in a folder. What it prints is what its promise gives. */
export type Git = (args: readonly string[], input?: string) => Promise<Buffer>

/** Whatever a repository's settings say, none of their programs is started, nothing is fetched, and nothing is written. */
const safeSettings: readonly (readonly [string, string])[] = [
  ['core.fsmonitor', 'false'],
  ['core.pager', 'cat'],
  ['diff.external', ''],
  ['protocol.allow', 'never'],
]

/** Opens Git for a folder whose repository is not trusted. Throws WaylineError where there is no Git, or no repository. */
export async function openGit(folder: string, env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<Git> {
  const first = runner(folder, environment(env, safeSettings), signal)
  await first(['rev-parse', '--git-dir'])
  // Comparing files of the work tree would run these: they are named by the repository.
  const names = await first([
    'config',
    '-z',
    '--name-only',
    '--get-regexp',
    '^filter\\..*\\.(clean|smudge|process|required)$',
  ])
    .then(output => output.toString('utf8').split('\0'))
    // There are none.
    .catch(() => [])
  const filters = names
    .filter(name => name !== '')
    .map(name => [name, name.endsWith('required') ? 'false' : ''] as const)
  return runner(folder, environment(env, [...safeSettings, ...filters]), signal)
}

/** The environment is kept: in a hook it says which index the commit is made from. */
function environment(env: NodeJS.ProcessEnv, settings: readonly (readonly [string, string])[]): NodeJS.ProcessEnv {
  const before = Number(env['GIT_CONFIG_COUNT'] ?? 0) || 0
  const named = settings.flatMap(([name, value], at): [string, string][] => [
    [`GIT_CONFIG_KEY_${before + at}`, name],
    [`GIT_CONFIG_VALUE_${before + at}`, value],
  ])
  return {
    ...env,
    ...Object.fromEntries(named),
    GIT_CONFIG_COUNT: String(before + settings.length),
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  }
}

function runner(folder: string, env: NodeJS.ProcessEnv, signal: AbortSignal | undefined): Git {
  return (args, input = '') =>
    new Promise((resolve, reject) => {
      const child = spawn('git', ['--no-pager', '--literal-pathspecs', ...args], {
        cwd: folder,
        env,
        stdio: ['pipe', 'pipe', 'pipe'],
        ...(signal ? { signal } : {}),
      })
      const output: Buffer[] = []
      const errors: Buffer[] = []
      child.stdout.on('data', (piece: Buffer) => output.push(piece))
      child.stderr.on('data', (piece: Buffer) => errors.push(piece))
      // One that ends before it has read everything tells why by its code.
      child.stdin.on('error', () => undefined)
      child.stdin.end(input)
      child.on('error', error => reject(signal?.aborted ? error : notStarted(error)))
      child.on('close', code => {
        if (code === 0) resolve(Buffer.concat(output))
        else reject(failed(Buffer.concat(errors).toString('utf8')))
      })
    })
}

function notStarted(cause: Error): WaylineError {
  const isMissing = systemCode(cause) === 'ENOENT'
  return new WaylineError('git_failed', isMissing ? 'Git is not on this computer.' : 'Git cannot be started.', {
    cause,
    remedy: 'Install Git; only `wayline check` of files as they lie in a folder goes without it.',
  })
}

function failed(errors: string): WaylineError {
  if (errors.includes('not a git repository'))
    return new WaylineError('git_failed', 'This folder is in no Git repository.', {
      remedy: 'Run the command in one; only `wayline check` of files as they lie in a folder goes without it.',
    })
  const [line = ''] = errors.split('\n')
  // eslint-disable-next-line no-control-regex -- what Git quotes from a repository must not steer the terminal
  const plain = line.replace(/^(?:fatal|error): /, '').replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
  return new WaylineError('git_failed', `Git says: ${plain.replace(/\.?$/, '.')}`, {
    remedy: 'Try the same with `git status`.',
  })
}
