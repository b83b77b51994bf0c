import type { SgNode } from './ast-grep.ts'

/** Longest text of a variable in a message. */
const mostInMessage = 60

/** `$NAME`, `$$NAME` (any one node, named or not) and `$$$NAMES`. */
const variable = /(\${1,3})([A-Z_][A-Z0-9_]*)/g

/** A message with the texts that its variables stand for, on one line each. */
export function fillMessage(message: string, match: SgNode): string {
  return message
    .replaceAll(variable, (whole, dollars: string, name: string) => {
      const text = textOf(match, dollars, name)
      if (text === null) return whole
      const line = text.replaceAll(/\s+/g, ' ').trim()
      return line.length > mostInMessage ? `${line.slice(0, mostInMessage - 1)}…` : line
    })
    .trim()
}

/** Stands for the end of a line that is followed by text as it stands, such as the inside of a string in several lines. */
const fixedLineEnd = '\0'

/**
 * The text of a fix. What stands in several lines keeps its own indentation, from the place on where it is put; a variable that
 * has captured nothing is empty. Null where it cannot be told how lines were indented before they were transformed.
 */
export function fillTemplate(template: string, match: SgNode, text: string): string | null {
  const { start } = match.range()
  const indentation = indentationAt(text, start.index)
  const isEven = isIndented(match.text(), indentation)
  const unclear: string[] = []
  const filled = template.replaceAll(variable, (_whole, dollars: string, name: string, at: number) => {
    const captured = textOf(match, dollars, name) ?? ''
    if (!captured.includes('\n')) return captured
    const own = startOf(match, dollars, name)
    if (own !== null) return moved(captured, indentationAt(text, own), indentationAt(template, at))
    // The library has taken the indentation away from what it transforms, also within strings, unless it is of tabs.
    const isOfTabs = /^\t+$/.test(indentation)
    if (!isEven || (!isOfTabs && indentation.includes('\t'))) unclear.push(name)
    return moved(captured, isOfTabs ? indentation : '', indentationAt(template, at))
  })
  if (unclear.length > 0) return null
  return filled.replaceAll(/\n(?!\n)/g, `\n${indentation}`).replaceAll(fixedLineEnd, '\n')
}

/** Whether all lines but the first begin with an indentation, or hold nothing at all. */
function isIndented(lines: string, indentation: string): boolean {
  return lines
    .split('\n')
    .slice(1)
    .every(line => line === '' || (line.startsWith(indentation) && line.trim() !== ''))
}

/** Takes lines from one indentation to another; those that are not indented by the first stay where they are. */
function moved(lines: string, from: string, to: string): string {
  const [first = '', ...rest] = lines.split('\n')
  return rest.reduce((all, line) => {
    if (line === '') return `${all}\n`
    return all + (line.startsWith(from) ? `\n${to}${line.slice(from.length)}` : `${fixedLineEnd}${line}`)
  }, first)
}

/** Null where the match has no such variable. */
function textOf(match: SgNode, dollars: string, name: string): string | null {
  const transformed = match.getTransformed(name)
  if (transformed !== null) return transformed
  if (dollars.length < 3) return match.getMatch(name)?.text() ?? null
  const nodes = match.getMultipleMatches(name)
  const [first, last] = [nodes[0], nodes.at(-1)]
  if (first === undefined || last === undefined) return ''
  const whole = match.getRoot().root()
  const start = whole.range().start.index
  return whole.text().slice(first.range().start.index - start, last.range().end.index - start)
}

function startOf(match: SgNode, dollars: string, name: string): number | null {
  const node = dollars.length < 3 ? match.getMatch(name) : match.getMultipleMatches(name)[0]
  return node?.range().start.index ?? null
}

/** What an indented line begins with, for the line of an offset. */
function indentationAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? ''
}
