import * as z from 'zod'

/** THE DOOR for clients: names and shapes of everything that goes beyond the Language Server Protocol. All of it is an extra; everything works without. */

/** Commands for `workspace/executeCommand`. */
export const commands = {
  /** Sent by the client after a completion was inserted; its one argument is the item's id. */
  completionAccepted: 'wayline.completionAccepted',
  /** Fetches the model that is missing, with progress. */
  pullModel: 'wayline.pullModel',
  /** Says how things stand, by `window/showMessage`; its result is a `WaylineStatus`. */
  showStatus: 'wayline.showStatus',
  /** Forgets the connection to the gateway and makes a new one, starting a local gateway if need be. */
  restartGateway: 'wayline.restartGateway',
} as const

/** Notification to clients with `initializationOptions.client` or the experimental capability `waylineStatus: true`; params are a `WaylineStatus`. */
export const statusNotification = 'wayline/status'

export const WaylineStatus = z.object({
  state: z.enum([
    'starting',
    'ready',
    'off',
    'fetching-model',
    'model-missing',
    'gateway-unreachable',
    'gateway-refused',
    'unauthorized',
    'engine-unavailable',
    'slow',
  ]),
  /** One sentence for people. */
  message: z.string(),
  /** What to do about it, one sentence. */
  remedy: z.string().optional(),
  /** Identifier of the model that answers, once one has. */
  model: z.string().optional(),
})
export type WaylineStatus = z.infer<typeof WaylineStatus>
