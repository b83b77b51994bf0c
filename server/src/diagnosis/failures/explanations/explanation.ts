import type { FormatName } from '../failure.ts'

/** What failures of a kind mean, and where to look. */
export interface Explanation {
  formats: FormatName[]
  /** Of the code, for example a name without its package. */
  code?: RegExp
  message?: RegExp
  /** Plain sentences. `$1` stands for what the message's groups say. */
  text: string
}
