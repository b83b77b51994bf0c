import type { ServerCapabilities } from 'vscode-languageserver/node'
import { commands as names } from '../protocol/index.ts'
import { tellReadiness } from './readiness.ts'
import type { Services } from './services.ts'

/** `wayline.showStatus`: says how things stand, after asking the gateway anew. */
export function registerShowStatus(services: Services): ServerCapabilities {
  const { commands, status, settings } = services
  commands.set(names.showStatus, async (_, signal) => {
    if (settings.current.completion.enabled) {
      // Whether the gateway answers is the question; a failure is the answer, and the handler tells it.
      if (status.current.state === 'starting') await tellReadiness(services, signal)
      else await services.gateway.models(signal)
    }
    status.show()
    return status.current
  })
  return {}
}
