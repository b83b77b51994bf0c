import { buildInfo } from './build-info.ts'
import { GatewayError } from './errors.ts'

const help = `Usage: wayline-gateway serve|model [options]

  serve    Start the gateway in front of a model
  model    List, pull, check and remove models of the embedded engine

--help after either tells more.
`

/** The gateway program. Whatever goes wrong ends in one sentence and an exit code: 1 failure, 2 wrong usage. */
async function main([command, ...argv]: string[]): Promise<number> {
  switch (command) {
    case 'serve':
      return (await import('./commands/serve.ts')).runServe(argv)
    case 'model':
      return (await import('./commands/model.ts')).runModelCommand(argv)
    case '--version':
      process.stdout.write(`${buildInfo().version}\n`)
      return 0
    case undefined:
    case '--help':
      process.stdout.write(help)
      return 0
    default:
      throw new GatewayError('invalid_request', `There is no command ${JSON.stringify(command)}.`, {
        remedy: 'Use serve or model.',
      })
  }
}

function report(error: unknown): number {
  const known =
    error instanceof GatewayError ? error : new GatewayError('internal', sentenceOf(error), { cause: error })
  process.stderr.write(`wayline: ${known.message}${known.remedy ? ` ${known.remedy}` : ''}\n`)
  tellStarter(known)
  return known.code === 'invalid_request' || known.code === 'bad_config' ? 2 : 1
}

function tellStarter({ code, message, remedy, missingModel }: GatewayError): void {
  const failed = { type: 'gateway-failed', code, message, remedy: remedy ?? null, missingModel: missingModel ?? null }
  // Whoever started this may have gone by now; then nobody needs to be told.
  process.send?.(failed, () => undefined)
}

function sentenceOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ENOSPC') return 'The disk is full. Make room and try again.'
  if (code === 'EACCES' || code === 'EROFS')
    return `A file cannot be written: ${error instanceof Error ? error.message : ''}.`
  return error instanceof Error ? error.message : String(error)
}

const exitCode = await main(process.argv.slice(2)).catch(report)
// An open channel to the parent would keep the process alive; what was sent is flushed first.
if (process.connected) process.disconnect()
process.exitCode = exitCode
// Pools of kept-alive connections must not hold up the end.
setImmediate(() => process.exit(exitCode))
