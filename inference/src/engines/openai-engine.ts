import * as z from 'zod'
import type { EngineState } from '../api/index.ts'
import { GatewayError } from '../errors.ts'
import { getJson, postJson, type EngineHttp } from './engine-http.ts'
import { postStream } from './engine-stream.ts'
import type { Engine, EngineChat, EngineCompletion, EngineEvent, EngineModel, EngineUsage } from './engine.ts'
import { patternStartingWith } from './required-start.ts'

const ModelsAnswer = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      max_model_len: z.number().nullish(),
      /** llama-server: what a request may have, and what the model was trained with. */
      meta: z.object({ n_ctx: z.number().nullish(), n_ctx_train: z.number().nullish() }).nullish(),
    }),
  ),
})

const UsageAnswer = z.object({
  prompt_tokens: z.number().nullish(),
  completion_tokens: z.number().nullish(),
  prompt_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
})

/** A chunk of either kind of stream. Everything is optional: engines differ in what they leave out. */
const Chunk = z.object({
  choices: z
    .array(
      z.object({
        text: z.string().nullish(),
        delta: z.object({ content: z.string().nullish() }).nullish(),
        /** Of a server that answers in one piece. */
        message: z.object({ content: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: UsageAnswer.nullish(),
})

/** What differs between the servers that speak OpenAI's dialect. */
export interface Dialect {
  kind: string
  /** Where to ask whether it lives; answered 2xx when it does. */
  healthPath: string
  /** Fields of our own that this server understands, beside OpenAI's. */
  extras: (request: { session?: string; requiredStart?: string }) => Record<string, unknown>
  canRequireStart: boolean
  tokenize: ((http: EngineHttp, model: string, text: string) => Promise<number[] | null>) | null
}

/** Any server that speaks OpenAI's completions and chat. Only fields that OpenAI defines are sent. */
export function createOpenAiEngine(http: EngineHttp, dialect: Dialect = openAi): Engine {
  return {
    kind: dialect.kind,
    canRequireStart: dialect.canRequireStart,
    async models(signal) {
      const answer = await getJson(http, '/v1/models', ModelsAnswer, signal)
      return answer.data.map((model): EngineModel => {
        const contextTokens = model.max_model_len ?? model.meta?.n_ctx ?? model.meta?.n_ctx_train
        return contextTokens ? { id: model.id, contextTokens } : { id: model.id }
      })
    },
    complete: (request, signal) => streamEvents(http, '/v1/completions', completionBody(request, dialect), signal),
    chat: (request, signal) => streamEvents(http, '/v1/chat/completions', chatBody(request, dialect), signal),
    state: () => probe(http, dialect),
    async tokenize(model, text) {
      return dialect.tokenize ? dialect.tokenize(http, model, text) : null
    },
    dispose: () => http.dispatcher.close(),
  }
}

/** OpenAI itself and whatever imitates it. */
export const openAi: Dialect = {
  kind: 'openai',
  healthPath: '/v1/models',
  extras: () => ({}),
  canRequireStart: false,
  tokenize: null,
}

const TokenizeAnswer = z.object({ tokens: z.array(z.number()) })

/**
 * vLLM and vllm-ascend: it would swallow unknown fields silently, and refuses `suffix`. To an old release, before 0.12,
 * `structured_outputs` may be such a field; the answer then begins as it likes.
 */
export const vllm: Dialect = {
  kind: 'vllm',
  healthPath: '/health',
  extras: ({ requiredStart }) =>
    requiredStart === undefined ? {} : { structured_outputs: { regex: patternStartingWith(requiredStart) } },
  canRequireStart: true,
  async tokenize(http, model, text) {
    const body = { model, prompt: text, add_special_tokens: false }
    return (await postJson(http, '/tokenize', body, TokenizeAnswer, AbortSignal.timeout(5000))).tokens
  },
}

async function* streamEvents(
  http: EngineHttp,
  path: string,
  body: Record<string, unknown>,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent, void, void> {
  let finishReason: 'stop' | 'length' = 'stop'
  let usage: EngineUsage | null = null
  for await (const payload of postStream(http, path, body, signal)) {
    const chunk = Chunk.safeParse(payload)
    if (!chunk.success)
      throw new GatewayError('engine_error', 'The engine sent a piece of its stream that does not fit.', {
        cause: chunk.error,
      })
    const [choice] = chunk.data.choices ?? []
    const text = choice?.text ?? choice?.delta?.content ?? choice?.message?.content ?? ''
    if (text !== '') yield { type: 'delta', text }
    if (choice?.finish_reason === 'length') finishReason = 'length'
    // Usage comes in a chunk of its own, with the last text, cumulatively, or never: the newest counts.
    if (chunk.data.usage) usage = toUsage(chunk.data.usage)
  }
  yield { type: 'end', finishReason, usage }
}

function toUsage(usage: z.infer<typeof UsageAnswer>): EngineUsage {
  const cachedTokens = usage.prompt_tokens_details?.cached_tokens
  return {
    promptTokens: usage.prompt_tokens ?? 0,
    completionTokens: usage.completion_tokens ?? 0,
    ...(typeof cachedTokens === 'number' ? { cachedTokens } : {}),
  }
}

/** OpenAI-like servers want at least one token; the answer to a warm-up is dropped by the caller. */
function sampling(request: EngineCompletion | EngineChat, dialect: Dialect): Record<string, unknown> {
  return {
    model: request.model,
    max_tokens: Math.max(1, request.maxTokens),
    temperature: request.temperature,
    top_p: request.topP,
    ...(request.stop.length > 0 ? { stop: request.stop.slice(0, 4) } : {}),
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    stream: true,
    stream_options: { include_usage: true },
    ...dialect.extras(request),
  }
}

function completionBody(request: EngineCompletion, dialect: Dialect): Record<string, unknown> {
  return { prompt: request.prompt, ...sampling(request, dialect) }
}

function chatBody(request: EngineChat, dialect: Dialect): Record<string, unknown> {
  return { messages: request.messages, ...sampling(request, dialect) }
}

/** Whether the server answers at all, in a sentence if not. */
export async function probe(http: EngineHttp, dialect: Pick<Dialect, 'kind' | 'healthPath'>): Promise<EngineState> {
  try {
    await getJson(http, dialect.healthPath, z.unknown(), AbortSignal.timeout(5000))
    return { kind: dialect.kind, state: 'ready' }
  } catch (error) {
    if (error instanceof GatewayError) {
      return {
        kind: dialect.kind,
        state: error.code === 'engine_starting' ? 'starting' : 'failed',
        code: error.code,
        reason: error.message,
        ...(error.remedy ? { remedy: error.remedy } : {}),
      }
    }
    return {
      kind: dialect.kind,
      state: 'failed',
      reason: 'The engine did not answer within 5 seconds.',
      remedy: 'Check its load and --engine-url.',
    }
  }
}
