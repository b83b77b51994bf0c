/** How a block of ours is marked in a file of the user's. */
export interface Mark {
  /** What begins a comment there. */
  comment: string
  /** Whose block it is: a file may hold several. */
  id: string
}

/** The text with our block in it: in the place where it is already, else at the end. Null where its marks do not fit together. */
export function withBlock(text: string, mark: Mark, block: string): string | null {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n'
  const ours = [beginOf(mark), ...block.replace(/\n$/, '').split('\n'), endOf(mark)].join(lineBreak)
  const place = placeOf(text, mark)
  if (place === 'broken') return null
  if (place) return text.slice(0, place.start) + ours + text.slice(place.end)
  const gap = text === '' ? '' : text.endsWith('\n') ? lineBreak : lineBreak.repeat(2)
  return `${text}${gap}${ours}${lineBreak}`
}

/** The text without our block and the lines that came with it; as it is where there is none. Null where its marks do not fit together. */
export function withoutBlock(text: string, mark: Mark): string | null {
  const place = placeOf(text, mark)
  if (place === 'broken') return null
  if (!place) return text
  const before = text.slice(0, place.start).replace(/(?<=\n)\r?\n$/, '')
  return before + text.slice(place.end).replace(/^\r?\n/, '')
}

function beginOf({ comment, id }: Mark): string {
  return `${comment} wayline begin ${id} (written by \`wayline editors ${id} --write\`)`
}

function endOf({ comment, id }: Mark): string {
  return `${comment} wayline end ${id}`
}

/** Where the block stands, from the first mark to the end of the last; null where there is none. */
function placeOf(text: string, { comment, id }: Mark): { start: number; end: number } | 'broken' | null {
  const lines = [...text.matchAll(/^[^\r\n]*/gm)]
  const startsWith = (word: string): RegExpExecArray[] =>
    lines.filter(
      ([line]) => line === `${comment} wayline ${word} ${id}` || line.startsWith(`${comment} wayline ${word} ${id} `),
    )
  const [begins, ends] = [startsWith('begin'), startsWith('end')]
  const [begin, end] = [begins[0], ends[0]]
  if (!begin && !end) return null
  if (!begin || !end || begins.length > 1 || ends.length > 1 || end.index < begin.index) return 'broken'
  return { start: begin.index, end: end.index + end[0].length }
}
