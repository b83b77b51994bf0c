import * as z from 'zod'
import { FinishReason, Usage } from './completions.ts'

/** OpenAI allows a message's content in parts; only text parts have a meaning for our engines. */
const Content = z.union([z.string(), z.array(z.object({ type: z.literal('text'), text: z.string() }))])

/** `developer` is OpenAI's newer word for `system`. */
export const ChatMessage = z.object({ role: z.enum(['system', 'developer', 'user', 'assistant']), content: Content })
export type ChatMessage = z.infer<typeof ChatMessage>

/** `POST /v1/chat/completions`: OpenAI's chat. */
export const ChatRequest = z.object({
  model: z.string().optional(),
  messages: z.array(ChatMessage).min(1),
  max_tokens: z.number().int().min(1).max(32_768).nullish(),
  max_completion_tokens: z.number().int().min(1).max(32_768).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  n: z.literal(1).nullish(),
  seed: z.number().int().nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(4)]).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  user: z.string().max(256).nullish(),
  /** Ours. See CompletionRequest. */
  session: z.string().max(128).optional(),
})
export type ChatRequest = z.infer<typeof ChatRequest>

export const ChatResponse = z.object({
  id: z.string(),
  object: z.literal('chat.completion'),
  created: z.number().int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.number().int(),
      message: z.object({ role: z.literal('assistant'), content: z.string() }),
      finish_reason: FinishReason.nullable(),
    }),
  ),
  usage: Usage.nullish(),
})
export type ChatResponse = z.infer<typeof ChatResponse>

export const ChatChunk = z.object({
  id: z.string(),
  object: z.literal('chat.completion.chunk'),
  created: z.number().int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.number().int(),
      delta: z.object({ role: z.literal('assistant').optional(), content: z.string().optional() }),
      finish_reason: FinishReason.nullable(),
    }),
  ),
  usage: Usage.nullish(),
})
export type ChatChunk = z.infer<typeof ChatChunk>
