import type { Circumstances } from '../events/circumstances.ts'
import type { InsecureFinding } from '../safety/insecure-code/insecure-findings.ts'

/** What is asked of the completion engine. Offsets are UTF-16 offsets into `text`. */
export interface CompletionRequest {
  uri: string
  /** Path in the workspace, `/` between parts; what the model is told and what exclusions are matched against. */
  path: string
  languageId: string
  /** The document, or a window of whole lines of it around the cursor. */
  text: string
  offset: number
  /** Line of the document in which `text` begins; 0 when left out. */
  firstLine?: number
  trigger: 'automatic' | 'invoked'
  version: number
  /** Where the items are shown there is room for a warning. Without it, no item is given that needs one. */
  canWarn?: boolean
}

/** One completion, ready to be shown. */
export interface CompletionItem {
  /** Names this showing of it, for `accepted`. */
  id: string
  insertText: string
  /** What it takes the place of: never more than the cursor's own line. */
  replace: { start: number; end: number }
  model: string
  /** From the request to the answer. */
  latencyMs: number
  /** Of the place it is for; null for one that the user has asked for. */
  circumstances: Circumstances | null
  /** What is insecure about it. Whoever shows the item shows this too. */
  warning?: InsecureFinding
}
