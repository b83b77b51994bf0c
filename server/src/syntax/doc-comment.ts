import type { SyntaxNode } from './tree.ts'

const longest = 200
/** Lines of a comment, and of annotations that stand between it and what it is about. */
const comment = /^\s*(\/\/|\/\*|\*|#(?=[\s#]|$)|--)/
const annotation = /^\s*(@\w|#\[|\[\w)/
const licence = /copyright|licen[cs]e|spdx|eslint|@ts-/i

/** The first sentence or so of the comment that ends right above a line; empty if there is none. */
export function docAbove(lines: readonly string[], line: number): string {
  let first = line
  while (first > 0 && annotation.test(lines[first - 1] ?? '')) first--
  const end = first
  while (first > 0 && end - first < 30 && comment.test(lines[first - 1] ?? '')) first--
  const text = lines.slice(first, end).map(withoutMarks).join(' ')
  return licence.test(text) ? '' : beginning(text)
}

/** A Python docstring: the string that a body begins with. */
export function docstring(node: SyntaxNode, text: string): string {
  const first = node.childForFieldName('body')?.child(0)
  const string = first?.type === 'expression_statement' ? first.child(0) : first
  if (string?.type !== 'string') return ''
  return beginning(
    text.slice(string.startIndex, string.endIndex).replaceAll(/^[rRuUbB]*("""|'''|"|')|("""|'''|"|')$/g, ''),
  )
}

function withoutMarks(line: string): string {
  return line.replace(/^\s*(\/\/[/!]?|\/\*+!?|\*+\/|\*+|#+|--+)\s?/, '').replace(/\*+\/\s*$/, '')
}

/** Up to the first full stop, tag or empty line, and no longer than anybody reads in passing. */
function beginning(text: string): string {
  const [first = ''] = text.trim().split(/\n\s*\n|\s@\w+\b/)
  // XML tags of C#, and HTML ones of Java.
  const flat = first
    .replaceAll(/<\/?\w[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const sentence = /^.*?[.!?。](?=\s|$)/.exec(flat)?.[0] ?? flat
  return sentence.length <= longest ? sentence : `${sentence.slice(0, longest - 1)}…`
}
