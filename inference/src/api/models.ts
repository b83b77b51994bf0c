import * as z from 'zod'

/** How a model wants its prompt. `fim`: it fills in between prefix and suffix. `plain`: it only continues text. `chat`: it only answers messages. */
export const PromptLayout = z.enum(['fim', 'plain', 'chat'])
export type PromptLayout = z.infer<typeof PromptLayout>

/** How much to send and to ask for, in tokens; the four shares of the prompt add up to 1. */
export const Budgets = z.object({
  promptTokens: z.number().int().positive(),
  lineTokens: z.number().int().positive(),
  blockTokens: z.number().int().positive(),
  prefixShare: z.number(),
  suffixShare: z.number(),
  contextShare: z.number(),
  editsShare: z.number(),
})
export type Budgets = z.infer<typeof Budgets>

/** `GET /v1/models`: OpenAI's list; `wayline` is all a language server knows, and needs to know, of a model. */
export const Model = z.object({
  id: z.string(),
  object: z.literal('model'),
  created: z.number().int(),
  owned_by: z.string(),
  wayline: z.object({
    /** Name of the profile that matched, e.g. `qwen-coder`. */
    profile: z.string(),
    contextTokens: z.number().int().positive(),
    budgets: Budgets,
    layout: PromptLayout,
  }),
})
export type Model = z.infer<typeof Model>

export const ModelList = z.object({ object: z.literal('list'), data: z.array(Model) })
export type ModelList = z.infer<typeof ModelList>
