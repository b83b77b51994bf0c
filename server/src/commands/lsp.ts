import { startLanguageServer } from '../server.ts'
import { UsageError } from './report-error.ts'

const help = `Usage: wayline lsp --stdio | --socket=N | --pipe=P | --node-ipc

The language server. Editors start it; \`wayline editors\` shows how.

  --stdio       Speak on standard input and output
  --socket=N    Connect to this port on the loopback address
  --pipe=P      Connect to this unix socket or named pipe
  --node-ipc    Speak over the channel of a Node parent
`

/** `lsp`: the language server, until the editor ends it. Returns the exit code that the protocol wants. */
export async function runLsp(argv: string[]): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h')) {
    process.stdout.write(help)
    return 0
  }
  const wrong = argv.find(
    word => word.startsWith('-') && !/^--(stdio|node-ipc|socket|pipe|clientProcessId)(=.*)?$/.test(word),
  )
  if (wrong !== undefined)
    throw new UsageError(`The language server has no option ${wrong}.`, '`wayline lsp --help` shows what there is.')
  if (!argv.some(word => /^--(stdio|node-ipc|socket|pipe)/.test(word))) {
    throw new UsageError(
      'The language server must be told how to talk to the editor.',
      'Editors use `wayline lsp --stdio`.',
    )
  }
  return startLanguageServer({ argv }).finished
}
