import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Fault } from '../faults.ts'

/** What ends with a line break that ends a statement, without what it begins with. */
interface LogicalLine {
  start: number
  /** Behind its last character that is no comment. */
  end: number
  /** How far in it begins, with tabs that go on to the next multiple of eight, and with tabs as wide as a blank. */
  level: Level
}

interface Level {
  wide: number
  narrow: number
}

/** Lines of Python that are not indented as its blocks ask for; none where strings or brackets cannot be followed. */
export function layoutFaults(text: string, root: SyntaxNode): Fault[] {
  const lines = logicalLines(text, root)
  const faults: Fault[] = []
  const levels: Level[] = [{ wide: 0, narrow: 0 }]
  let header: LogicalLine | null = null
  for (const line of lines ?? []) {
    const fault = step(line, header, levels)
    if (fault !== null) faults.push(faultAt(text, line, fault))
    header = text[line.end - 1] === ':' ? line : null
  }
  if (header && lines) faults.push({ message: noBlock(header), at: { start: header.end, end: header.end }, fix: null })
  return faults

  /** Takes a line into the levels, and tells what is wrong with it. What follows in the same way is not told again. */
  function step({ level }: LogicalLine, opener: LogicalLine | null, stack: Level[]): string | null {
    const top = stack.at(-1) ?? level
    if (level.wide > top.wide) {
      stack.push(level)
      if (level.narrow <= top.narrow) return mixedTabs
      return opener ? null : 'Unexpected indentation: nothing begins a block before this line.'
    }
    while ((stack.at(-1)?.wide ?? 0) > level.wide) stack.pop()
    const now = stack.at(-1) ?? level
    if (opener) return noBlock(opener)
    if (now.wide < level.wide) {
      stack.push(level)
      return 'This line is indented like no block that is open here.'
    }
    return now.narrow === level.narrow ? null : mixedTabs
  }

  function noBlock({ start }: LogicalLine): string {
    const [, word = ':'] = /^(?:async\s+)?(\w+)/.exec(text.slice(start, start + 40)) ?? []
    const line = text.slice(0, start).split('\n').length
    return `Expected an indented block, for the \`${word}\` of line ${line}.`
  }
}

const mixedTabs = 'Tabs and blanks are mixed here so that the block depends on how wide a tab is.'

function faultAt(text: string, { start, end }: LogicalLine, message: string): Fault {
  const lineEnd = text.slice(start, end).search(/[\r\n]/)
  return { message, at: { start, end: lineEnd < 0 ? end : start + lineEnd }, fix: null }
}

/** Null where the text is not what the tree says. */
function logicalLines(text: string, root: SyntaxNode): LogicalLine[] | null {
  const literals = root.descendantsOfType(['string', 'comment'])
  const lines: LogicalLine[] = []
  const mark = /[()[\]{}"'`#]|\\\r?\n|\r?\n|\r/g
  let next = 0
  let at = text.startsWith('\uFEFF') ? 1 : 0
  while (at < text.length) {
    const { level, start } = indentationAt(text, at)
    const first = text.charAt(start)
    if (first === '\\') return null
    if (/^[\r\n#]?$/.test(first)) {
      at = endOfLine(text, start)
      continue
    }
    let depth = 0
    let end = text.length
    mark.lastIndex = start
    at = text.length
    for (let found = mark.exec(text); found; found = mark.exec(text)) {
      const [token] = found
      if (token.startsWith('\\')) continue
      if (/[\r\n]/.test(token)) {
        end = Math.min(end, found.index)
        at = mark.lastIndex
        if (depth === 0) break
        end = at = text.length
      } else if (/["'`#]/.test(token)) {
        while ((literals[next]?.endIndex ?? Infinity) <= found.index) next++
        const literal = literals[next]
        if (!literal || literal.startIndex > found.index) return null
        if (token === '#') end = found.index
        mark.lastIndex = literal.endIndex
      } else depth += /[([{]/.test(token) ? 1 : -1
      if (depth < 0) return null
    }
    if (depth > 0) return null
    lines.push({ start, end: start + text.slice(start, end).trimEnd().length, level })
  }
  return lines
}

function endOfLine(text: string, offset: number): number {
  const rest = /\r?\n|\r/g
  rest.lastIndex = offset
  return rest.exec(text) ? rest.lastIndex : text.length
}

function indentationAt(text: string, lineStart: number): { level: Level; start: number } {
  const level = { wide: 0, narrow: 0 }
  let start = lineStart
  for (; ; start++) {
    const character = text[start]
    if (character === ' ') {
      level.wide++
      level.narrow++
    } else if (character === '\t') {
      level.wide = (Math.floor(level.wide / 8) + 1) * 8
      level.narrow++
    } else if (character === '\f') level.wide = level.narrow = 0
    else return { level, start }
  }
}
