import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Constant } from '../ir.ts'

/** The value of a literal that is no text; undefined where the node is none. */
export function plainLiteral(node: SyntaxNode): Constant | undefined {
  switch (node.type) {
    case 'true':
      return true
    case 'false':
      return false
    case 'none':
      return null
    case 'integer':
      return integer(node.text)
    case 'float': {
      const value = Number(node.text.replaceAll('_', ''))
      return Number.isNaN(value) ? undefined : value
    }
    default:
      return undefined
  }
}

/** The value of a literal, texts included, that no other part of the program decides. */
export function literalOf(node: SyntaxNode | null): Constant | undefined {
  if (!node) return undefined
  if (node.type === 'string') return plainText(node)
  if (node.type === 'concatenated_string') {
    const parts = node.namedChildren.filter(child => child.type === 'string').map(plainText)
    return parts.includes(undefined) ? undefined : parts.join('')
  }
  if (node.type === 'unary_operator' && node.children[0]?.type === '-') {
    const value = literalOf(node.childForFieldName('argument'))
    return typeof value === 'number' ? -value : undefined
  }
  return plainLiteral(node)
}

function integer(text: string): number | undefined {
  const digits = text.replaceAll('_', '').replace(/^0+(?=\d)/, '')
  const value = Number(digits)
  return Number.isNaN(value) ? undefined : value
}

/** A text without parts that are computed; undefined where it has such. */
export function plainText(node: SyntaxNode): string | undefined {
  const start = prefixOf(node)
  let text = ''
  for (const child of node.namedChildren) {
    if (child.type === 'interpolation') return undefined
    if (child.type === 'string_content') text += contentOf(child, start)
  }
  return text
}

/** The letters before the quotes, in small. */
export function prefixOf(node: SyntaxNode): string {
  return (node.children[0]?.text ?? '').toLowerCase().replaceAll(/['"]/g, '')
}

/** What a piece of a text stands for. */
export function contentOf(node: SyntaxNode, prefix: string): string {
  const text = node.text
  const isFormatted = /[ft]/.test(prefix)
  const braced = isFormatted ? text.replaceAll('{{', '{').replaceAll('}}', '}') : text
  return prefix.includes('r') || !braced.includes('\\') ? braced : unescaped(braced)
}

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', a: '\x07', v: '\v', '\n': '' }

function unescaped(text: string): string {
  return text.replaceAll(
    /\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|[0-7]{1,3}|[^])/g,
    (whole, escape: string) => {
      if (/^[xuU]/.test(escape) && escape.length > 1) {
        const code = parseInt(escape.slice(1), 16)
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole
      }
      if (/^[0-7]/.test(escape)) return String.fromCharCode(parseInt(escape, 8))
      // Escapes that mean nothing stay as they are.
      return escapes[escape] ?? (/^['"\\]$/.test(escape) ? escape : whole)
    },
  )
}
