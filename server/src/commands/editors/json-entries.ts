import {
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  modify,
  parseTree,
  type Node,
  type ParseError,
} from 'jsonc-parser'

/** What has become of a text in JSON. */
export interface Merged {
  text: string
  /** Entries of the user's that stand where ours would, and were left alone. */
  left: string[]
}

/** A value and where it belongs, from the outermost key on. */
interface Entry {
  path: string[]
  value: unknown
}

/**
 * A text with the entries of ours in it; comments and everything else stay as they are. An entry of that name which is the user's
 * stays too. Null where the text is no JSON, even with comments, or has something else where an object must be.
 */
export function withEntries(text: string, ours: string, depth: number): Merged | null {
  return edited(text, ours, depth, (found, value) => (found === undefined || isOurs(found) ? value : found))
}

/** A text without the entries of ours, and without the objects around them that hold nothing any more. */
export function withoutEntries(text: string, ours: string, depth: number): Merged | null {
  const merged = edited(text, ours, depth, found => (isOurs(found) ? undefined : found))
  if (!merged) return null
  let { text: rest } = merged
  for (const path of outerPaths(ours, depth)) {
    const node = nodeAt(rest, path)
    if (node?.type === 'object' && node.children?.length === 0) rest = changed(rest, path, undefined)
  }
  return { ...merged, text: rest }
}

function edited(
  text: string,
  ours: string,
  depth: number,
  next: (found: unknown, value: unknown) => unknown,
): Merged | null {
  const start = text.startsWith('\uFEFF') ? '\uFEFF' : ''
  let body = text.slice(start.length)
  if (body.trim() === '') body = `{}${body || '\n'}`
  const left: string[] = []
  if (!isObject(body)) return null
  for (const { path, value } of entriesOf(ours, depth)) {
    for (let length = 1; length < path.length; length++) {
      const outer = nodeAt(body, path.slice(0, length))
      if (outer && outer.type !== 'object') return null
    }
    const node = nodeAt(body, path)
    const found: unknown = node && getNodeValue(node)
    const wanted = next(found, value)
    if (found !== undefined && wanted === found && !isOurs(found)) left.push(path.join('.'))
    if (JSON.stringify(wanted) !== JSON.stringify(found)) body = changed(body, path, wanted)
  }
  return { text: start + body, left }
}

/** An entry is ours by the program that it starts. */
function isOurs(value: unknown): boolean {
  return value !== undefined && JSON.stringify(value).includes('wayline')
}

function entriesOf(ours: string, depth: number): Entry[] {
  const root = parseTree(ours)
  const entries: Entry[] = []
  const visit = (node: Node, path: string[]): void => {
    if (path.length === depth) {
      entries.push({ path, value: getNodeValue(node) })
      return
    }
    for (const { children: [key, value] = [] } of node.children ?? [])
      if (key && value) visit(value, [...path, String(key.value)])
  }
  if (root) visit(root, [])
  return entries
}

/** Paths of what is around the entries, the innermost first. */
function outerPaths(ours: string, depth: number): string[][] {
  const lengths = Array.from({ length: depth - 1 }, (_, at) => depth - 1 - at)
  const paths = lengths.flatMap(length => entriesOf(ours, depth).map(({ path }) => path.slice(0, length)))
  return [...new Map(paths.map(path => [path.join('\0'), path])).values()]
}

function isObject(text: string): boolean {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { allowTrailingComma: true })
  return errors.length === 0 && root?.type === 'object'
}

function nodeAt(text: string, path: string[]): Node | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true })
  return root && findNodeAtLocation(root, path)
}

function changed(text: string, path: string[], value: unknown): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const indent = /^([\t ]+)\S/m.exec(text)?.[1] ?? '  '
  const formattingOptions = indent.startsWith('\t')
    ? { insertSpaces: false, tabSize: 1, eol }
    : { insertSpaces: true, tabSize: indent.length, eol }
  return applyEdits(text, modify(text, path, value, { formattingOptions }))
}
