import type { FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import { CompletionRequest, type CompletionResponse, type FinishReason } from '../api/index.ts'
import type { Services } from '../app.ts'
import type { EngineUsage } from '../engines/engine.ts'
import { answerCompletion } from './answer-completion.ts'
import { sendEventStream } from './event-stream.ts'
import { runForClient, toUsage } from './run-for-client.ts'

/** `POST /v1/completions`. */
export function registerCompletions(app: FastifyInstance, services: Services): void {
  app.post('/v1/completions', async (request, reply) => {
    const body = CompletionRequest.parse(request.body)
    return runForClient(services, request, 'completion', async (signal, observe) => {
      const model = await services.models.find(body.model, signal)
      const head = {
        id: `cmpl-${randomUUID()}`,
        object: 'text_completion' as const,
        created: Math.floor(Date.now() / 1000),
        model: model.id,
      }
      const chunk = (text: string, index: number, finishReason: FinishReason | null): CompletionResponse => ({
        ...head,
        choices: [{ index, text, finish_reason: finishReason, logprobs: null }],
      })

      async function* chunks(): AsyncGenerator<CompletionResponse, void, void> {
        let usage: EngineUsage | null = null
        for (let index = 0; index < (body.n ?? 1); index++) {
          // Of several candidates the first is the model's best guess; the others must be allowed to differ.
          const varied =
            index === 0
              ? body
              : { ...body, temperature: Math.max(body.temperature ?? 0, 0.5), seed: (body.seed ?? 0) + index }
          for await (const event of observe(answerCompletion(services, model, varied, signal))) {
            if (event.type === 'delta') yield chunk(event.text, index, null)
            else {
              usage = addUsage(usage, event.usage)
              yield chunk('', index, event.finishReason)
            }
          }
        }
        if (!body.stream || body.stream_options?.include_usage) yield { ...head, choices: [], usage: toUsage(usage) }
      }

      if (body.stream) {
        await sendEventStream(reply, chunks(), signal)
        return reply
      }
      const answer: CompletionResponse = { ...head, choices: [] }
      for await (const { choices, usage } of chunks()) {
        if (usage !== undefined) answer.usage = usage
        for (const { index, text, finish_reason } of choices) {
          const choice = (answer.choices[index] ??= { index, text: '', finish_reason: null, logprobs: null })
          choice.text += text
          choice.finish_reason = finish_reason
        }
      }
      return answer
    })
  })
}

function addUsage(sum: EngineUsage | null, usage: EngineUsage | null): EngineUsage | null {
  if (!sum || !usage) return usage ?? sum
  return { ...sum, completionTokens: sum.completionTokens + usage.completionTokens }
}
