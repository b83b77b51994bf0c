import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Constant } from '../ir.ts'

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', s: ' ', '0': '\0' }

/** The value of a literal; undefined where the node is none. */
export function literalOf(node: SyntaxNode): Constant | undefined {
  switch (node.type) {
    case 'string_literal':
      return node.text.startsWith('"""') ? textBlock(node.text) : unescaped(node.text.slice(1, -1))
    case 'character_literal':
      return unescaped(node.text.slice(1, -1))
    case 'true':
      return true
    case 'false':
      return false
    case 'null_literal':
      return null
    case 'decimal_integer_literal':
    case 'hex_integer_literal':
    case 'binary_integer_literal':
      return Number(node.text.replaceAll('_', '').replace(/[lL]$/, ''))
    case 'octal_integer_literal':
      return parseInt(node.text.replaceAll('_', ''), 8)
    case 'decimal_floating_point_literal':
      return Number(node.text.replaceAll('_', '').replace(/[fFdD]$/, ''))
    default:
      return undefined
  }
}

function textBlock(text: string): string {
  return unescaped(text.slice(3, -3).replace(/^[^\n]*\n/, ''))
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  return text.replaceAll(/\\(u+([0-9a-fA-F]{4})|[0-7]{1,3}|.)/gs, (_, escape: string, unit: string | undefined) => {
    if (unit !== undefined) return String.fromCharCode(parseInt(unit, 16))
    if (/^[0-7]/.test(escape)) return String.fromCharCode(parseInt(escape, 8))
    return escapes[escape] ?? escape
  })
}
