import type { FastifyInstance } from 'fastify'
import type { Health } from '../api/index.ts'
import type { Services } from '../app.ts'

/** `GET /healthz`: the gateway lives. `GET /readyz`: the engine answers. Both tell the same. */
export function registerHealth(app: FastifyInstance, { engine, build }: Services): void {
  const health = async (): Promise<Health> => {
    const state = await engine.state()
    const status = state.state === 'ready' ? 'ok' : state.state
    return { status, version: build.version, build: build.build, pid: process.pid, engine: state }
  }
  app.get('/healthz', health)
  app.get('/readyz', async (_request, reply) => {
    const body = await health()
    return reply.code(body.status === 'ok' ? 200 : 503).send(body)
  })
}
