import type { FinishReason } from '@wayline/inference/api'

/** A model's answer as far as it is known. */
export interface Answer {
  text: string
  model: string
  /** Null while it streams, and for an answer that was broken off because enough of it was there. */
  finishReason: FinishReason | null
}
