import type { ServerCapabilities } from 'vscode-languageserver/node'
import { WaylineError } from '../errors.ts'
import type { Services } from './services.ts'

/** `workspace/executeCommand`: runs the commands that the other features have added. To be registered last. */
export function registerExecuteCommand({ connection, commands, handlers }: Services): ServerCapabilities {
  connection.onExecuteCommand(
    handlers.loud(async ({ command, arguments: commandArguments }, signal) => {
      const run = commands.get(command)
      if (!run) throw new WaylineError('bad_argument', `There is no command ${command}.`)
      return (await run(commandArguments ?? [], signal)) ?? null
    }),
  )
  return { executeCommandProvider: { commands: [...commands.keys()] } }
}
