import type { ServerCapabilities } from 'vscode-languageserver/node'
import * as z from 'zod'
import { WaylineError } from '../errors.ts'
import type { Services } from './services.ts'

/** What is relied on of `ExecuteCommandParams`. */
const Params = z.object({ command: z.string(), arguments: z.array(z.unknown()).nullish() })

/** `workspace/executeCommand`: runs the commands that the other features have added. To be registered last. */
export function registerExecuteCommand({ connection, commands, handlers }: Services): ServerCapabilities {
  connection.onExecuteCommand(
    handlers.loud(Params, async ({ command, arguments: commandArguments }, signal) => {
      const run = commands.get(command)
      if (!run) throw new WaylineError('bad_argument', `There is no command ${command}.`)
      return (await run(commandArguments ?? [], signal)) ?? null
    }),
  )
  return { executeCommandProvider: { commands: [...commands.keys()] } }
}
