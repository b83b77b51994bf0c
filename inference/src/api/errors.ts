import * as z from 'zod'

/** The one shape of every error answer, OpenAI's own with two additions: whether trying again can help, and what a person can do. */
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
  }),
})
export type ErrorBody = z.infer<typeof ErrorBody>
