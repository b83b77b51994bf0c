import type { FastifyInstance } from 'fastify'
import type { Services } from '../app.ts'

/** `POST /api/v1/shutdown`: ends a user's own gateway, so that one of another build can take its place. */
export function registerShutdown(app: FastifyInstance, { shutDown }: Services): void {
  app.post('/api/v1/shutdown', (_request, reply) => {
    void reply.code(202).send({ status: 'ending' })
    reply.raw.once('close', shutDown)
  })
}
