import type { FastifyInstance } from 'fastify'
import type { ModelList } from '../api/index.ts'
import type { Services } from '../app.ts'

/** `GET /v1/models`. */
export function registerModels(app: FastifyInstance, { models }: Services): void {
  app.get('/v1/models', async (): Promise<ModelList> => {
    return { object: 'list', data: await models.list(AbortSignal.timeout(10_000)) }
  })
}
