import type { Cursor } from '../cursor.ts'

/** A suggestion on its way to the screen. */
export interface Suggestion {
  text: string
  /** How many characters right of the cursor it takes the place of. */
  covers: number
}

/** One step of polishing: the suggestion, a better one, or null if it must not be shown. Pure. */
export type Filter = (suggestion: Suggestion, place: Place) => Suggestion | null

export interface Place {
  cursor: Cursor
  /** True for the rest of an answer that the user is typing through, which may be as short as it likes. */
  isContinuation: boolean
}
