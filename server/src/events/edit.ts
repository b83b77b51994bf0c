/** A place in a document: line and UTF-16 offset in it, both from 0. */
export interface Place {
  line: number
  character: number
}

/** What stood between two places, and what has taken its place. */
export interface Edit {
  from: Place
  to: Place
  removed: string
  text: string
}

/** Below zero if the one is before the other. */
export function compare(one: Place, other: Place): number {
  return one.line - other.line || one.character - other.character
}

/** Where a text ends that begins at a place. */
export function endOf(from: Place, text: string): Place {
  const lines = linesOf(text)
  const last = lines.at(-1)?.length ?? 0
  return lines.length === 1
    ? { line: from.line, character: from.character + last }
    : { line: from.line + lines.length - 1, character: last }
}

/** Where a place that is not before the end of what an edit has removed is after that edit. */
export function moved(place: Place, { from, to, text }: Edit): Place {
  const end = endOf(from, text)
  const character = place.line === to.line ? end.character + place.character - to.character : place.character
  return { line: end.line + place.line - to.line, character }
}

/**
 * The same edit without what it leaves as it was at its beginning and its end: editors send whole words, lines or
 * documents where a few characters have changed.
 */
export function minimal({ from, removed, text }: Edit): Edit {
  const most = Math.min(removed.length, text.length)
  let same = 0
  while (same < most && removed[same] === text[same]) same++
  // Half of a line end is no place.
  if (removed[same - 1] === '\r') same--
  let sameEnd = 0
  while (sameEnd < most - same && removed.at(-1 - sameEnd) === text.at(-1 - sameEnd)) sameEnd++
  if (sameEnd > 0 && removed.at(-sameEnd) === '\n') sameEnd--
  const start = endOf(from, removed.slice(0, same))
  const gone = removed.slice(same, removed.length - sameEnd)
  return { from: start, to: endOf(start, gone), removed: gone, text: text.slice(same, text.length - sameEnd) }
}

/** With one character for each line end, whatever it is in the document. */
export function plain(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n')
}

export function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/)
}
