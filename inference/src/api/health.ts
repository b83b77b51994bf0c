import * as z from 'zod'
import { FetchableModel } from './errors.ts'

export const EngineState = z.object({
  kind: z.string(),
  state: z.enum(['starting', 'ready', 'failed']),
  /** What kind of failure it is, as in an error body; for programs. */
  code: z.string().optional(),
  /** Why it is not ready, one sentence. */
  reason: z.string().optional(),
  /** What to do about it, one sentence. */
  remedy: z.string().optional(),
  /** The model whose fetching would mend it. */
  missingModel: FetchableModel.optional(),
  /** The one model of an engine that holds no more than one. */
  model: z.string().optional(),
})
export type EngineState = z.infer<typeof EngineState>

/** `GET /healthz` (always 200 while the gateway lives) and `GET /readyz` (200 once the engine answers, else 503). Needs no key and tells nothing secret. */
export const Health = z.object({
  status: z.enum(['ok', 'starting', 'failed']),
  version: z.string(),
  /** Changes with every build, so that an editor does not go on using a gateway of another build. */
  build: z.string(),
  pid: z.number().int(),
  engine: EngineState,
})
export type Health = z.infer<typeof Health>
