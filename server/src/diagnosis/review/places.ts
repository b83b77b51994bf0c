import type { Hunk } from './hunks.ts'

/** Lines that a model is shown together: changes, and the functions around them. From 0, both included. */
export interface Place {
  first: number
  last: number
  hunks: Hunk[]
}

/** Lines shown before and after a change that is in no function, or in a large one. */
const around = 12
/** A longer function is not shown whole, in lines. */
const longestFunction = 150

/** Where a file is to be reviewed: each change with the function around it; what would overlap is one place. */
export function placesOf(
  hunks: readonly Hunk[],
  functions: readonly { first: number; last: number }[],
  lineCount: number,
): Place[] {
  const places: Place[] = []
  for (const hunk of hunks) {
    const { first, last } = linesAround(hunk, functions)
    const place = { first: Math.max(0, first), last: Math.min(lineCount - 1, last), hunks: [hunk] }
    const before = places.at(-1)
    if (before && place.first <= before.last + 1) {
      before.last = Math.max(before.last, place.last)
      before.hunks.push(hunk)
    } else places.push(place)
  }
  return places
}

function linesAround(
  { first, added }: Hunk,
  functions: readonly { first: number; last: number }[],
): { first: number; last: number } {
  const last = first + Math.max(added, 1) - 1
  const touched = functions.filter(
    one => one.first <= last && one.last >= first && one.last - one.first < longestFunction,
  )
  if (touched.length === 0) return { first: first - around, last: last + around }
  return {
    first: Math.min(first, ...touched.map(one => one.first)),
    last: Math.max(last, ...touched.map(one => one.last)),
  }
}
