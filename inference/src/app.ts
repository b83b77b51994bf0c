import { fastify, type FastifyInstance } from 'fastify'
import type { Engine } from './engines/engine.ts'
import { registerAuthentication } from './http/authenticate.ts'
import { registerChatCompletions } from './http/chat-completions.ts'
import { registerCompletions } from './http/completions.ts'
import { registerEvents } from './http/events.ts'
import { registerHealth } from './http/health.ts'
import { registerMetrics } from './http/metrics.ts'
import { registerModels } from './http/models.ts'
import { answerUnreadable, answerWithoutRoute, registerErrorHandlers } from './http/on-error.ts'
import { registerOpenApi } from './http/openapi.ts'
import { registerPlayground, type PlaygroundOptions } from './http/playground.ts'
import { registerShutdown } from './http/shutdown.ts'
import type { RequiredStarts } from './http/required-starts.ts'
import type { Activity } from './local/activity.ts'
import type { RequestMetrics } from './metrics/request-metrics.ts'
import type { ModelDirectory } from './models/model-list.ts'

/** What routes are given: each is made once, in `commands/serve.ts`. */
export interface Services {
  engine: Engine
  models: ModelDirectory
  requiredStarts: RequiredStarts
  metrics: RequestMetrics
  activity: Activity
  /** Any of them is accepted. */
  keys: string[]
  build: { version: string; build: string }
  log: (line: string) => void
  shutDown: () => void
  /** The page in the browser, where there is one. */
  playground?: PlaygroundOptions | null
}

/** The gateway's HTTP face, without a socket yet. Bodies are never logged: they hold other people's code. */
export function createApp(services: Services): FastifyInstance {
  const app = fastify({
    bodyLimit: 4 * 1024 * 1024,
    logger: false,
    forceCloseConnections: true,
    frameworkErrors: answerWithoutRoute,
    clientErrorHandler: answerUnreadable,
  })
  registerErrorHandlers(app, services.log)
  registerAuthentication(app, services.keys)
  registerHealth(app, services)
  registerModels(app, services)
  registerCompletions(app, services)
  registerChatCompletions(app, services)
  registerEvents(app, services)
  registerMetrics(app, services)
  registerOpenApi(app, services)
  registerShutdown(app, services)
  if (services.playground) registerPlayground(app, services.playground, services)
  return app
}
