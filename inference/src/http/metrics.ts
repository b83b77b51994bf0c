import type { FastifyInstance } from 'fastify'
import type { Services } from '../app.ts'

/** `GET /metrics` in Prometheus' text format: counts and times only, nothing about anybody. */
export function registerMetrics(app: FastifyInstance, { metrics }: Services): void {
  app.get('/metrics', async (_request, reply) => {
    const { contentType, text } = await metrics.render()
    return reply.type(contentType).send(text)
  })
}
