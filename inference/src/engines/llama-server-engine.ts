import * as z from 'zod'
import { GatewayError } from '../errors.ts'
import { postJson, type EngineHttp } from './engine-http.ts'
import { postStream } from './engine-stream.ts'
import type { Engine, EngineCompletion, EngineEvent } from './engine.ts'
import { createOpenAiEngine, probe, type Dialect } from './openai-engine.ts'
import { grammarStartingWith } from './required-start.ts'

const Chunk = z.object({
  content: z.string().default(''),
  stop: z.boolean().default(false),
  stop_type: z.string().optional(),
  stopped_limit: z.boolean().optional(),
  tokens_evaluated: z.number().optional(),
  tokens_predicted: z.number().optional(),
  tokens_cached: z.number().optional(),
  timings: z.object({ prompt_n: z.number().optional(), cache_n: z.number().optional() }).optional(),
})

const TokenizeAnswer = z.object({ tokens: z.array(z.number()) })

const dialect: Dialect = {
  kind: 'llama-server',
  healthPath: '/health',
  extras: () => ({}),
  canRequireStart: true,
  tokenize: null,
}

/** llama.cpp's own server: completions through its native `/completion`, because `/infill` puts fields in an order of its own. */
export function createLlamaServerEngine(http: EngineHttp): Engine {
  const openAi = createOpenAiEngine(http, dialect)
  return {
    ...openAi,
    complete: (request, signal) => complete(http, request, signal),
    state: () => probe(http, dialect),
    async tokenize(_model, text) {
      const body = { content: text, add_special: false, parse_special: true }
      return (await postJson(http, '/tokenize', body, TokenizeAnswer, AbortSignal.timeout(5000))).tokens
    },
  }
}

async function* complete(
  http: EngineHttp,
  request: EngineCompletion,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent, void, void> {
  const body = {
    prompt: request.prompt,
    n_predict: request.maxTokens,
    temperature: request.temperature,
    top_p: request.topP,
    stop: request.stop.slice(0, 4),
    stream: true,
    cache_prompt: true,
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    ...(request.requiredStart === undefined ? {} : { grammar: grammarStartingWith(request.requiredStart) }),
  }
  for await (const payload of postStream(http, '/completion', body, signal)) {
    const parsed = Chunk.safeParse(payload)
    if (!parsed.success)
      throw new GatewayError('engine_error', 'The engine sent a piece of its stream that does not fit.', {
        cause: parsed.error,
      })
    const chunk = parsed.data
    if (chunk.content !== '') yield { type: 'delta', text: chunk.content }
    if (!chunk.stop) continue
    const evaluated = chunk.tokens_evaluated ?? 0
    yield {
      type: 'end',
      finishReason: chunk.stop_type === 'limit' || chunk.stopped_limit === true ? 'length' : 'stop',
      usage: {
        promptTokens: evaluated,
        completionTokens: chunk.tokens_predicted ?? 0,
        ...(chunk.timings?.cache_n === undefined ? {} : { cachedTokens: chunk.timings.cache_n }),
      },
    }
    return
  }
  throw new GatewayError('engine_error', 'The engine ended its stream before its answer was whole.', {
    isRetryable: true,
  })
}
