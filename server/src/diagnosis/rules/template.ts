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

/**
 * The text of a fix. What stands in several lines keeps its own indentation, from the place on where it is put; a variable that
 * has captured nothing is empty.
 */
export function fillTemplate(template: string, match: SgNode, text: string): string {
  const filled = template.replaceAll(variable, (_whole, dollars: string, name: string, at: number) => {
    const captured = textOf(match, dollars, name) ?? ''
    if (!captured.includes('\n')) return captured
    const start = startOf(match, dollars, name)
    const dedented = start === null ? captured : captured.replaceAll(`\n${indentationAt(text, start)}`, '\n')
    return dedented.replaceAll('\n', `\n${indentationAt(template, at)}`)
  })
  return filled.replaceAll('\n', `\n${indentationAt(text, match.range().start.index)}`)
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
