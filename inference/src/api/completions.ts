import * as z from 'zod'

/**
 * `POST /v1/completions`: OpenAI's text completion, so that any OpenAI client works, plus what our language server adds.
 * With `suffix`, `path` or `context` present the gateway writes the prompt in the answering model's own fill-in-the-middle
 * format; with `prompt` alone it is sent to the model as it stands.
 */
export const CompletionRequest = z.object({
  model: z.string().optional(),
  /** A text, or a list of one, as some clients send it. */
  prompt: z.union([z.string(), z.array(z.string())], 'must be a text').transform(onlyText),
  suffix: z.string().nullish(),
  /** 0 only evaluates the prompt, so that the next request that extends it starts warm. */
  max_tokens: z.number().int().min(0).max(8192).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  n: z.number().int().min(1).max(5).nullish(),
  seed: z.number().int().nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(4)]).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  user: z.string().max(256).nullish(),
  /** Ours. Other pieces of code the model should see, most stable first. */
  context: z
    .array(
      z.object({
        path: z.string(),
        text: z.string(),
        kind: z.enum(['declaration', 'snippet', 'edit']).default('snippet'),
      }),
    )
    .max(64)
    .optional(),
  /** Ours. The document's path relative to its workspace, `/` between parts. */
  path: z.string().max(4096).optional(),
  /** Ours. LSP language identifier of the document. */
  language: z.string().max(64).optional(),
  /** Ours. Same value, same document: an engine that keeps state per sequence finds its cache by it. */
  session: z.string().max(128).optional(),
})
export type CompletionRequest = z.infer<typeof CompletionRequest>
/** What a client writes: defaults may be left out. */
export type CompletionRequestInput = Omit<z.input<typeof CompletionRequest>, 'prompt'> & { prompt: string }

function onlyText(prompt: string | string[], context: z.RefinementCtx): string {
  if (typeof prompt === 'string') return prompt
  const [text, ...more] = prompt
  if (text !== undefined && more.length === 0) return text
  context.addIssue({ code: 'custom', message: `must be one text, not ${prompt.length}; send a request for each` })
  return z.NEVER
}

export const FinishReason = z.enum(['stop', 'length'])
export type FinishReason = z.infer<typeof FinishReason>

export const Usage = z.object({
  prompt_tokens: z.number().int(),
  completion_tokens: z.number().int(),
  total_tokens: z.number().int(),
  prompt_tokens_details: z.object({ cached_tokens: z.number().int() }).optional(),
})
export type Usage = z.infer<typeof Usage>

/** One answer, or one chunk of a stream: in a stream `text` is the piece since the last chunk. */
export const CompletionResponse = z.object({
  id: z.string(),
  object: z.literal('text_completion'),
  created: z.number().int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.number().int(),
      text: z.string(),
      finish_reason: FinishReason.nullable(),
      logprobs: z.null().optional(),
    }),
  ),
  /** In a stream, on one last chunk with empty `choices`, and only when asked for with `stream_options.include_usage`. */
  usage: Usage.nullish(),
})
export type CompletionResponse = z.infer<typeof CompletionResponse>
