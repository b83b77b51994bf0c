import type { FastifyInstance } from 'fastify'
import { EventBatch, type EventsCounted } from '../api/index.ts'
import type { Services } from '../app.ts'

/**
 * `POST /api/v1/events`: what became of suggestions, from language servers whose users have telemetry on. It is counted,
 * and not kept. It is no use of the engine either, so it does not keep a user's own gateway awake.
 */
export function registerEvents(app: FastifyInstance, { metrics }: Services): void {
  app.post('/api/v1/events', (request): EventsCounted => {
    const { events } = EventBatch.parse(request.body)
    for (const event of events) metrics.usage.count(event)
    return { counted: events.length }
  })
}
