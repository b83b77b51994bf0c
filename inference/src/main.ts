import { buildInfo } from './build-info.ts'
import { asGatewayError } from './commands/as-gateway-error.ts'
import { tellParent } from './commands/tell-parent.ts'
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
  const { code, message, remedy, missingModel } = asGatewayError(error)
  process.stderr.write(`wayline: ${message}${remedy ? ` ${remedy}` : ''}\n`)
  tellParent({
    type: 'gateway-failed',
    code,
    message,
    remedy: remedy ?? null,
    missingModel: missingModel ?? null,
  })
  return code === 'invalid_request' || code === 'bad_config' ? 2 : 1
}

const exitCode = await main(process.argv.slice(2)).catch(report)
// An open channel to the parent would keep the process alive; what was sent is flushed first.
if (process.connected) process.disconnect()
process.exitCode = exitCode
// Pools of kept-alive connections must not hold up the end.
setImmediate(() => process.exit(exitCode))
