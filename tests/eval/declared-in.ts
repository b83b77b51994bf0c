/** A piece of text and the file it is from. */
export interface Piece {
  path: string
  text: string
}

/** What is looked for: the head of a declaration, and the files it may stand in. */
export interface Wanted {
  symbol: string
  /** First line of the declaration as it stands in its file. */
  definition: string
  defining_files: string[]
}

/**
 * Whether the head of the declaration stands in one of the pieces that are from its file. How it is laid out does not
 * count, nor words such as `export` before it, nor what follows where its body begins.
 */
export function isDeclaredIn(wanted: Wanted, pieces: readonly Piece[]): boolean {
  const head = withoutBlanks(headOf(wanted.definition))
  return pieces
    .filter(piece => wanted.defining_files.some(file => isSameFile(file, piece.path)))
    .some(piece => withoutBlanks(piece.text).includes(head))
}

/** Whether the name stands in the pieces at all, from whatever file. */
export function isNamedIn({ symbol }: Pick<Wanted, 'symbol'>, texts: readonly string[]): boolean {
  const name = new RegExp(`(?<![\\w$])${symbol.replaceAll('$', '\\$')}(?![\\w$])`)
  return texts.some(text => name.test(text))
}

const modifiers =
  /^(?:(?:export|default|declare|public|private|protected|internal|static|abstract|final|readonly|async|inline|constexpr|explicit|friend|virtual|override|unsafe|const(?= fn)|pub(?:\([^)]*\))?)\s+)+/

/** A declaration without what may stand before it and without its body. */
export function headOf(definition: string): string {
  const line = definition.trim().replace(modifiers, '')
  let depth = 0
  for (let index = 0; index < line.length; index++) {
    const symbol = line.charAt(index)
    if (depth === 0 && index > 0 && (symbol === '{' || line.startsWith('=>', index))) return line.slice(0, index)
    if ('([{'.includes(symbol)) depth++
    else if (')]}'.includes(symbol)) depth--
  }
  return line.replace(/[\s:;,=\\]+$/, '')
}

function withoutBlanks(text: string): string {
  return text.replaceAll(/\s+/g, '')
}

function isSameFile(one: string, other: string): boolean {
  return one === other || one.endsWith(`/${other}`) || other.endsWith(`/${one}`)
}
