import type { ServerCapabilities } from 'vscode-languageserver/node'
import { commands as names } from '../protocol/index.ts'
import type { Services } from './services.ts'

/** `wayline.showStatus`: says how things stand, after asking the gateway anew. */
export function registerShowStatus({ commands, status, settings, gateway }: Services): ServerCapabilities {
  commands.set(names.showStatus, async (_, signal) => {
    if (settings.current.completion.enabled) {
      // Whether the gateway answers is the question; a failure is the answer, and the handler tells it.
      const [model] = await gateway.models(signal)
      if (status.current.state === 'starting') status.ready(model?.id)
    }
    status.show()
    return status.current
  })
  return {}
}
