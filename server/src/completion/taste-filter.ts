import type { Circumstances } from '../events/circumstances.ts'
import { circumstancesAt } from './circumstances-at.ts'
import type { Cursor } from './cursor.ts'
import { featuresOf, isUnwanted, type Taste } from './taste.ts'

/** Drops automatic requests at places where this user hardly ever accepts anything. */
export interface TasteFilter {
  circumstancesAt(cursor: Cursor, pauseMs: number | null): Circumstances
  /** Whether to ask at such a place: once in so many times also where it seems in vain, or nobody would ever learn otherwise. */
  allows(circumstances: Circumstances): boolean
  accepted(): void
  rejected(): void
}

/** Where suggestions are unwanted, one in so many requests is made all the same. */
export const trialEvery = 20

export function createTasteFilter(taste: () => Taste): TasteFilter {
  let last: Circumstances['last'] = 'none'
  let dropped = 0
  return {
    circumstancesAt(cursor, pauseMs) {
      const circumstances = { ...circumstancesAt(cursor, pauseMs), last, isTrial: false }
      return { ...circumstances, isTrial: isUnwanted(taste(), featuresOf(cursor.request.languageId, circumstances)) }
    },
    allows: ({ isTrial }) => !isTrial || ++dropped % trialEvery === 0,
    accepted: () => void (last = 'accepted'),
    rejected: () => void (last = 'rejected'),
  }
}
