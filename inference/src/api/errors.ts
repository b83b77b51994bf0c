import * as z from 'zod'

/** A model that `wayline model pull ID` fetches, and what a person wants to know of it before that. */
export const FetchableModel = z.object({ id: z.string(), bytes: z.number().int(), licence: z.string() })
export type FetchableModel = z.infer<typeof FetchableModel>

/** The one shape of every error answer, OpenAI's own with additions: whether trying again can help, what a person can do, and which model would have to be fetched. */
export const ErrorBody = z.object({
  error: z.object({
    /** A sentence for people. */
    message: z.string(),
    /** OpenAI's class of error, e.g. `invalid_request_error`. */
    type: z.string(),
    /** The request field at fault, or null. */
    param: z.string().nullable(),
    /** A stable word for programs, e.g. `engine_unreachable`. */
    code: z.string(),
    retryable: z.boolean().default(false),
    /** What to do about it, one sentence. */
    remedy: z.string().optional(),
    /** With `model_missing` and `model_corrupt`: the model whose fetching would mend it. */
    missingModel: FetchableModel.optional(),
  }),
})
export type ErrorBody = z.infer<typeof ErrorBody>
