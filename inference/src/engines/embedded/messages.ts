import * as z from 'zod'

/** What the gateway tells its engine process, and what it hears from it. One request is known by its `id`. */
const Sampling = {
  id: z.number().int(),
  maxTokens: z.number().int(),
  temperature: z.number(),
  topP: z.number(),
  stop: z.array(z.string()),
  seed: z.number().optional(),
  session: z.string(),
}

export const ToChild = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('load'),
    modelFile: z.string(),
    threads: z.number().int().nullable(),
    sequences: z.number().int(),
    contextTokens: z.number().int(),
    /** Files to remove if the gateway is gone from one moment to the next, as long as they are still its own. */
    lockFile: z.string().nullable(),
    removeWhenOrphaned: z.array(z.string()),
  }),
  z.object({
    type: z.literal('complete'),
    ...Sampling,
    prompt: z.string(),
    specialMarks: z.array(z.string()),
    requiredStart: z.string().optional(),
  }),
  z.object({
    type: z.literal('chat'),
    ...Sampling,
    messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })),
  }),
  z.object({ type: z.literal('tokenize'), id: z.number().int(), text: z.string() }),
  z.object({ type: z.literal('cancel'), id: z.number().int() }),
])
export type ToChild = z.infer<typeof ToChild>

export const FromChild = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('loaded'),
    contextTokens: z.number(),
    trainContextTokens: z.number(),
    threads: z.number(),
  }),
  z.object({ type: z.literal('load-failed'), message: z.string() }),
  z.object({ type: z.literal('delta'), id: z.number(), text: z.string() }),
  z.object({
    type: z.literal('end'),
    id: z.number(),
    finishReason: z.enum(['stop', 'length']),
    promptTokens: z.number(),
    completionTokens: z.number(),
    cachedTokens: z.number(),
  }),
  z.object({ type: z.literal('tokens'), id: z.number(), tokens: z.array(z.number()) }),
  z.object({ type: z.literal('failed'), id: z.number(), message: z.string() }),
])
export type FromChild = z.infer<typeof FromChild>
export type FromChildEvent = Extract<FromChild, { id: number }>
