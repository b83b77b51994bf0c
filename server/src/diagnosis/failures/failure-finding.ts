import type { Finding, Range } from '../finding.ts'
import { harmless } from '../output/excerpt.ts'
import { explanationOf } from './explanation-of.ts'
import type { Frame } from './failure.ts'
import type { LocatedFailure } from './locate.ts'

/** More of what a program says is no message. */
const longestHead = 500
const mostSteps = 20

/**
 * What was printed of a failure, as a finding at the place where to look first; `lineOf` gives the lines of files. Null for a failure whose
 * place is not here.
 */
export function failureFinding(
  located: LocatedFailure,
  lineOf: (path: string, line: number) => string,
): { path: string; finding: Finding } | null {
  const { failure, frames, place } = located
  if (!place) return null
  const { path } = place
  const others = frames.filter(frame => frame !== place && frame.path !== null && frame.isOwn).slice(0, mostSteps)
  const steps = [...others].reverse().flatMap(({ path: file, frame }) =>
    file === null
      ? []
      : [
          {
            path: file === path ? null : file,
            range: rangeOf(frame, lineOf(file, frame.line - 1)),
            message: calledIn(frame),
          },
        ],
  )
  return {
    path,
    finding: {
      rule: harmless(failure.code ?? failure.kind).slice(0, 100),
      kind: 'guest',
      severity: failure.severity,
      message: messageOf(located),
      range: rangeOf(place.frame, lineOf(path, place.frame.line - 1)),
      steps,
      fixes: [],
    },
  }
}

/** What was printed, and what is known of it. */
export function messageOf({ failure }: LocatedFailure): string {
  const head = [failure.code, failure.message].filter(Boolean).join(': ')
  const told = head.split('\n').map(harmless).join('\n').slice(0, longestHead)
  const explanation = explanationOf(failure)
  return explanation === null ? told : `${told}\n${harmless(explanation)}`
}

function calledIn({ symbol }: Frame): string {
  return symbol === null ? 'called from here' : `called from here, in ${harmless(symbol)}`
}

/** From the column on the word there; without a column the line, without what it is indented by. */
function rangeOf({ line, column }: Frame, text: string): Range {
  const first = text.search(/\S/)
  const start = Math.min(column === null ? Math.max(first, 0) : column - 1, text.length)
  const word = column === null ? null : /^[\p{L}\p{N}_$]+/u.exec(text.slice(start))?.[0]
  const end = word ? start + word.length : Math.max(start, text.trimEnd().length)
  return { start: { line: line - 1, character: start }, end: { line: line - 1, character: end } }
}
