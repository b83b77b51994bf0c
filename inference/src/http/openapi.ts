import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import {
  ChatRequest,
  ChatResponse,
  CompletionRequest,
  CompletionResponse,
  ErrorBody,
  EventBatch,
  EventsCounted,
  Health,
  ModelList,
} from '../api/index.ts'
import type { Services } from '../app.ts'

interface Operation {
  method: 'get' | 'post'
  path: string
  summary: string
  request?: z.ZodType
  response: z.ZodType
  isOpen?: boolean
}

/** Every address of the gateway. A test compares it with the routes that are registered. */
export const operations: Operation[] = [
  {
    method: 'post',
    path: '/v1/completions',
    summary: 'Complete text or code',
    request: CompletionRequest,
    response: CompletionResponse,
  },
  {
    method: 'post',
    path: '/v1/chat/completions',
    summary: 'Answer a conversation',
    request: ChatRequest,
    response: ChatResponse,
  },
  {
    method: 'get',
    path: '/v1/models',
    summary: 'Models, each with what a client needs to know of it',
    response: ModelList,
  },
  {
    method: 'post',
    path: '/api/v1/events',
    summary: 'Count what became of suggestions',
    request: EventBatch,
    response: EventsCounted,
  },
  { method: 'get', path: '/healthz', summary: 'Whether the gateway lives', response: Health, isOpen: true },
  { method: 'get', path: '/readyz', summary: 'Whether the engine answers; 503 if not', response: Health, isOpen: true },
  {
    method: 'get',
    path: '/metrics',
    summary: 'Metrics in the text format of Prometheus',
    response: z.string(),
    isOpen: true,
  },
  {
    method: 'get',
    path: '/api/v1/openapi.json',
    summary: 'This document',
    response: z.record(z.string(), z.unknown()),
    isOpen: true,
  },
  {
    method: 'post',
    path: '/api/v1/shutdown',
    summary: "End a user's own gateway",
    response: z.object({ status: z.literal('ending') }),
  },
]

/** `GET /api/v1/openapi.json`: OpenAPI 3.1, made from the same schemas that check the requests. */
export function registerOpenApi(app: FastifyInstance, { build }: Services): void {
  const document = openApiDocument(build.version)
  app.get('/api/v1/openapi.json', () => document)
}

export function openApiDocument(version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const { method, path, summary, request, response, isOpen } of operations) {
    const type = path === '/metrics' ? 'text/plain' : 'application/json'
    paths[path] = {
      ...paths[path],
      [method]: {
        summary,
        ...(isOpen ? { security: [] } : {}),
        ...(request
          ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(request, 'input') } } } }
          : {}),
        responses: {
          200: { description: summary, content: { [type]: { schema: schemaOf(response, 'output') } } },
          default: {
            description: 'A failure',
            content: { 'application/json': { schema: schemaOf(ErrorBody, 'output') } },
          },
        },
      },
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Wayline gateway', version },
    security: [{ key: [] }],
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    paths,
  }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  return z.toJSONSchema(schema, { io, target: 'draft-2020-12' })
}
