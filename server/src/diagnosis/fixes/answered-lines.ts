/**
 * The code in a model's answer, as lines that can take the place of the original ones: out of its fence, and indented as they
 * are where the model has moved everything to the left. Null where there is none.
 */
export function answeredLines(answer: string, original: readonly string[]): string[] | null {
  const code = inFence(answer.replaceAll('\r\n', '\n')) ?? bare(answer, original)
  if (code === null || code.trim() === '') return null
  const ending = original.some(line => line.endsWith('\r')) ? '\r' : ''
  const lines = trimmedTo(code.split('\n'), original)
  const shift = shiftOf(lines, original)
  // The last line of a file ends with nothing.
  const lastEnding = original.at(-1)?.endsWith('\r') ? ending : ''
  return lines.map((line, at) => (line === '' ? line : shift + line) + (at === lines.length - 1 ? lastEnding : ending))
}

/** What stands in the first fence, up to the last line that closes it: code may hold fences itself. */
function inFence(answer: string): string | null {
  const open = /^[ \t]*(`{3,}|~{3,})[^\n]*\n/m.exec(answer)
  if (!open) return null
  const mark = open[1] ?? '```'
  const rest = answer.slice(open.index + open[0].length)
  const closing = [...rest.matchAll(new RegExp(`^[ \\t]*${mark}[ \\t]*$`, 'gm'))].at(-1)
  // An answer that was cut off has not said everything.
  return closing ? rest.slice(0, closing.index).replace(/\n$/, '') : null
}

/** Some models leave the fence out; what begins as the original does is code. */
function bare(answer: string, original: readonly string[]): string | null {
  if (/^[ \t]*(`{3,}|~{3,})/m.test(answer)) return null
  const first = original.find(line => line.trim() !== '')?.trim()
  return first !== undefined && answer.trimStart().startsWith(first) ? answer.replace(/^\s*\n|\s+$/g, '') : null
}

/** Blank lines at either end are as many as they were. */
function trimmedTo(lines: readonly string[], original: readonly string[]): string[] {
  const isBlank = (line: string): boolean => line.trim() === ''
  const from = lines.findIndex(line => !isBlank(line))
  const to = lines.findLastIndex(line => !isBlank(line))
  const before = original.findIndex(line => !isBlank(line))
  const after = original.length - 1 - original.findLastIndex(line => !isBlank(line))
  const blank = (count: number): string[] => Array.from({ length: Math.max(0, count) }, () => '')
  return [...blank(before), ...lines.slice(from, to + 1), ...blank(after)]
}

function shiftOf(lines: readonly string[], original: readonly string[]): string {
  const first = lines.find(line => line.trim() !== '') ?? ''
  const wanted = original.find(line => line.trim() !== '') ?? ''
  const [own, other] = [indentOf(first), indentOf(wanted)]
  return other.length > own.length && other.endsWith(own) ? other.slice(0, other.length - own.length) : ''
}

function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? ''
}
