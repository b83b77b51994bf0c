import type { ServerCapabilities } from 'vscode-languageserver/node'
import { WaylineError } from '../errors.ts'
import { commands as names } from '../protocol/index.ts'
import { tellReadiness } from './readiness.ts'
import type { Services } from './services.ts'

/** `wayline.restartGateway`: connects anew, and starts the local gateway if there is none. */
export function registerRestartGateway(services: Services): ServerCapabilities {
  const { commands, status, gateway, completions } = services
  commands.set(names.restartGateway, async (_, signal) => {
    gateway.reset()
    completions.forget()
    status.starting()
    try {
      return await tellReadiness(services, signal)
    } catch (error) {
      // Else a status bar would say for ever that it is starting.
      if (error instanceof WaylineError) status.failed(error)
      throw error
    }
  })
  return {}
}
