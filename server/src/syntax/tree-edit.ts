import type { Point, TreeEdit } from './tree.ts'

/** The one edit that makes a text of the one before: everything between what both begin with and what both end with. */
export function editBetween(before: string, text: string): TreeEdit {
  let start = 0
  const shorter = Math.min(before.length, text.length)
  while (start < shorter && before.charCodeAt(start) === text.charCodeAt(start)) start++
  let end = 0
  while (end < shorter - start && before.charCodeAt(before.length - 1 - end) === text.charCodeAt(text.length - 1 - end))
    end++
  return {
    startIndex: start,
    oldEndIndex: before.length - end,
    newEndIndex: text.length - end,
    startPosition: pointAt(text, start),
    oldEndPosition: pointAt(before, before.length - end),
    newEndPosition: pointAt(text, text.length - end),
  }
}

function pointAt(text: string, index: number): Point {
  let row = 0
  let lineStart = 0
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) {
    row++
    lineStart = at + 1
  }
  return { row, column: index - lineStart }
}
