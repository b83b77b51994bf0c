import type { SyntaxNode } from '../syntax/tree.ts'
import type { Range } from './finding.ts'
import { roleOf } from './metrics/node-roles.ts'
import type { Subject } from './subject.ts'

/** From a line up to another, both in it, from 0. */
export interface Lines {
  first: number
  last: number
}

/** A function of a file, with a text that has little else in it. */
export interface FunctionExcerpt {
  /** As long as the file's own, line by line, without what is in the other functions. */
  text: string
  range: Range
}

/** A function of more is no small part of a file. */
const mostCharacters = 60_000

/**
 * The function that lines are in, for whoever cannot wait for the whole file: the outermost that is not too long. Null where they
 * are in none.
 */
export function excerptAround(subject: Subject, lines: Lines): FunctionExcerpt | null {
  const { text, syntax, grammarName, positionAt } = subject
  if (!syntax || !grammarName) return null
  const { rootNode } = syntax.tree
  const isFunction = (node: SyntaxNode): boolean => roleOf(node, grammarName) === 'function'
  const found = outermost(rootNode, spanOf(lines, subject), node => isFunction(node) && sizeOf(node) <= mostCharacters)
  if (!found) return null
  const parts: string[] = []
  let at = 0
  const leaveOut = (node: SyntaxNode): void => {
    if (isWithin(node, found)) return
    const body = isFunction(node) && !isWithin(found, node) ? node.childForFieldName('body') : null
    if (body) {
      parts.push(text.slice(at, body.startIndex), emptied(text.slice(body.startIndex, body.endIndex)))
      at = body.endIndex
    } else for (const child of node.children) if (child.childCount > 0) leaveOut(child)
  }
  leaveOut(rootNode)
  return {
    text: parts.join('') + text.slice(at),
    range: { start: positionAt(found.startIndex), end: positionAt(found.endIndex) },
  }
}

type Span = Pick<SyntaxNode, 'startIndex' | 'endIndex'>

/** What stands in lines, without the blanks around it. */
function spanOf({ first, last }: Lines, { text, offsetAt }: Subject): Span {
  const start = offsetAt({ line: first, character: 0 })
  const piece = text.slice(start, offsetAt({ line: last + 1, character: 0 }))
  const startIndex = start + piece.length - piece.trimStart().length
  return { startIndex, endIndex: Math.max(startIndex, start + piece.trimEnd().length) }
}

function outermost(node: SyntaxNode, span: Span, isWanted: (node: SyntaxNode) => boolean): SyntaxNode | null {
  if (isWanted(node)) return node
  const inner = node.children.find(child => isWithin(span, child))
  return inner ? outermost(inner, span, isWanted) : null
}

function isWithin(inner: Span, outer: Span): boolean {
  return inner.startIndex >= outer.startIndex && inner.endIndex <= outer.endIndex
}

function sizeOf({ startIndex, endIndex }: Span): number {
  return endIndex - startIndex
}

/** A body that does nothing, of the same length and lines; one without braces needs a word in it. */
function emptied(body: string): string {
  const blank = (piece: string): string => piece.replaceAll(/[^\n]/g, ' ')
  if (body.startsWith('{') && body.endsWith('}')) return `{${blank(body.slice(1, -1))}}`
  return /^[^\n]{4}/.test(body) ? `pass${blank(body.slice(4))}` : body
}
