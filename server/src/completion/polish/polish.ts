import { closedBelow } from './closed-below.ts'
import { closingBrackets } from './closing-brackets.ts'
import { codeFence } from './code-fence.ts'
import { indentation } from './indentation.ts'
import { invisibleCharacters } from './invisible-characters.ts'
import { lineAboveRepeat } from './line-above-repeat.ts'
import { pathComments } from './path-comments.ts'
import { repetition } from './repetition.ts'
import { specialTokens } from './special-tokens.ts'
import { substance } from './substance.ts'
import { suffixRepeat } from './suffix-repeat.ts'
import type { Filter, Place, Suggestion } from './suggestion.ts'
import { trailingBlanks } from './trailing-blanks.ts'

/** In this order: first what is not code goes, then what is not wanted, and last it is fitted to the line. */
const filters: Filter[] = [
  specialTokens,
  codeFence,
  pathComments,
  invisibleCharacters,
  suffixRepeat,
  closedBelow,
  lineAboveRepeat,
  repetition,
  indentation,
  closingBrackets,
  trailingBlanks,
  substance,
]

/** Makes of a cut answer what may be shown; null if nothing may. */
export function polish(text: string, place: Place): Suggestion | null {
  let suggestion: Suggestion | null = { text, covers: 0 }
  for (const filter of filters) {
    suggestion = filter(suggestion, place)
    if (suggestion === null) return null
  }
  return suggestion
}
