import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { WaylineError } from '../errors.ts'
import { gatewayProgram, nodeEnvironment } from '../gateway/gateway-program.ts'

/** The language server of this installation. */
function languageServerCommand(): string[] {
  return [process.execPath, fileURLToPath(new URL('../bin/wayline.cjs', import.meta.url)), 'lsp', '--stdio']
}

/** Starts the gateway program as a child that ends with us. `isQuiet` keeps what it says from the terminal. */
export function startGatewayProgram(argv: string[], isQuiet: boolean): ChildProcess {
  return fork(gatewayProgram(), argv, {
    stdio: isQuiet ? ['ignore', 'ignore', 'ignore', 'ipc'] : ['inherit', 'inherit', 'inherit', 'ipc'],
    // The gateway knows of language servers only how the one of its page in the browser is started.
    env: nodeEnvironment({ WAYLINE_PLAYGROUND_SERVER: JSON.stringify(languageServerCommand()), ...process.env }),
    // Flags meant for this process, such as a debugger's port, are not meant for the gateway.
    execArgv: [],
  })
}

/** Signals by which people end programs. */
const endings = new Set<NodeJS.Signals>(['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Runs the gateway program with these arguments as if it were this one: same terminal, same signals, same exit code.
 * Throws WaylineError if something else than its user has ended it, for then nobody has said a word.
 */
export async function runGatewayProgram([command = '', ...argv]: string[]): Promise<number> {
  const child = startGatewayProgram([command, '--exit-with-parent', ...argv], false)
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal)
  process.on('SIGTERM', forward).on('SIGHUP', forward)
  process.on('SIGINT', () => {
    // A terminal sends Ctrl-C to both of us, and one more from here would cut its ending short. Letting go of it asks for the same, as often as one likes.
    if (child.connected) child.disconnect()
    else child.kill('SIGINT')
  })
  const exitCode = await exitCodeOf(child)
  if (child.signalCode === null || endings.has(child.signalCode)) return exitCode
  throw new WaylineError(
    'local_gateway_failed',
    `The gateway’s program was ended from outside (${child.signalCode}).`,
    {
      remedy: 'If nobody did that, the system may have been short of memory: its log tells.',
    },
  )
}

/** Resolves when the process has ended, with the exit code that a shell would show. */
export async function exitCodeOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)))
  })
}
