import type { ServerCapabilities } from 'vscode-languageserver/node'
import { commands as names } from '../protocol/index.ts'
import type { Services } from './services.ts'

/** `wayline.restartGateway`: connects anew, and starts the local gateway if there is none. */
export function registerRestartGateway({ commands, status, gateway, completions }: Services): ServerCapabilities {
  commands.set(names.restartGateway, async (_, signal) => {
    gateway.reset()
    completions.forget()
    status.starting()
    const [model] = await gateway.models(signal)
    status.ready(model?.id)
    return status.current
  })
  return {}
}
