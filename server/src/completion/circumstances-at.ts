import { lengthSteps, pauseStepsMs, type CharacterKind, type Circumstances } from '../events/circumstances.ts'
import { commentPrefix } from '../syntax/comment-prefix.ts'
import type { Cursor } from './cursor.ts'

/** What is known of a place without its text, as far as it may tell whether a suggestion is wanted there. */
export function circumstancesAt(
  { linePrefix, lineSuffix, request }: Cursor,
  pauseMs: number | null,
): Omit<Circumstances, 'last' | 'isTrial'> {
  return {
    line: lineKind(linePrefix, request.languageId),
    lineLength: step(lengthSteps, linePrefix.length + lineSuffix.length),
    before: kindOf(linePrefix.slice(-1)),
    after: kindOf(lineSuffix.slice(0, 1)),
    pauseMs: step(pauseStepsMs, pauseMs ?? Infinity),
  }
}

function lineKind(linePrefix: string, languageId: string): Circumstances['line'] {
  const text = linePrefix.trim()
  if (text === '') return 'blank'
  const mark = commentPrefix(languageId)
  if (mark === null) return 'code'
  // Lines of a long comment begin with a star in the languages that have such comments.
  if (text.startsWith(mark) || (mark === '//' && /^\/?\*/.test(text))) return 'comment'
  return linePrefix.includes(` ${mark} `) ? 'comment' : 'code'
}

const kinds: [RegExp, CharacterKind][] = [
  [/^$/, 'none'],
  [/\s/, 'blank'],
  [/[\p{L}_$]/u, 'letter'],
  [/\p{N}/u, 'digit'],
  [/[([{]/, 'opening'],
  [/[)\]}]/, 'closing'],
  [/["'`]/, 'quote'],
  [/\./, 'dot'],
  [/[,;:]/, 'separator'],
  [/[-=+*/<>!&|^%~?@#\\]/, 'operator'],
]

function kindOf(character: string): CharacterKind {
  return kinds.find(([pattern]) => pattern.test(character))?.[1] ?? 'other'
}

/** The highest step that a value has reached. */
function step<Step extends number>(steps: readonly [Step, ...Step[]], value: number): Step {
  return steps.findLast(one => one <= value) ?? steps[0]
}
