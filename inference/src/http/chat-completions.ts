import type { FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import { ChatRequest, type ChatChunk, type ChatMessage, type ChatResponse } from '../api/index.ts'
import type { Services } from '../app.ts'
import type { EngineChat } from '../engines/engine.ts'
import { sendEventStream } from './event-stream.ts'
import { runForClient, toUsage } from './run-for-client.ts'

/** `POST /v1/chat/completions`. */
export function registerChatCompletions(app: FastifyInstance, services: Services): void {
  app.post('/v1/chat/completions', async (request, reply) => {
    const body = ChatRequest.parse(request.body)
    return runForClient(services, request, 'chat', async (signal, observe) => {
      const model = await services.models.find(body.model, signal)
      const head = { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model: model.id }
      const chunk = (choices: ChatChunk['choices']): ChatChunk => ({
        ...head,
        object: 'chat.completion.chunk',
        choices,
      })

      async function* chunks(): AsyncGenerator<ChatChunk, void, void> {
        let isFirst = true
        for await (const event of observe(services.engine.chat(toEngine(body, model.id), signal))) {
          if (event.type === 'delta') {
            yield chunk([
              {
                index: 0,
                delta: { ...(isFirst ? { role: 'assistant' } : {}), content: event.text },
                finish_reason: null,
              },
            ])
            isFirst = false
            continue
          }
          yield chunk([{ index: 0, delta: {}, finish_reason: event.finishReason }])
          if (!body.stream || body.stream_options?.include_usage) yield { ...chunk([]), usage: toUsage(event.usage) }
        }
      }

      if (body.stream) {
        await sendEventStream(reply, chunks(), signal)
        return reply
      }
      const answer: ChatResponse = {
        ...head,
        object: 'chat.completion',
        choices: [],
      }
      const choice: ChatResponse['choices'][number] = {
        index: 0,
        message: { role: 'assistant', content: '' },
        finish_reason: null,
      }
      for await (const { choices, usage } of chunks()) {
        if (usage !== undefined) answer.usage = usage
        for (const { delta, finish_reason } of choices) {
          choice.message.content += delta.content ?? ''
          choice.finish_reason = finish_reason
        }
      }
      answer.choices.push(choice)
      return answer
    })
  })
}

function toEngine(body: ChatRequest, model: string): EngineChat {
  return {
    model,
    messages: body.messages.map(({ role, content }) => ({
      // Engines and their models know the older word alone.
      role: role === 'developer' ? 'system' : role,
      content: textOf(content),
    })),
    maxTokens: body.max_completion_tokens ?? body.max_tokens ?? 1024,
    temperature: body.temperature ?? 0.7,
    topP: body.top_p ?? 1,
    stop: body.stop == null ? [] : typeof body.stop === 'string' ? [body.stop] : body.stop,
    ...(body.seed == null ? {} : { seed: body.seed }),
    ...(body.session === undefined ? {} : { session: body.session }),
  }
}

function textOf(content: ChatMessage['content']): string {
  return typeof content === 'string' ? content : content.map(({ text }) => text).join('')
}
