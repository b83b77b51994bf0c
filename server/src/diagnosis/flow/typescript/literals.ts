import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Constant } from '../ir.ts'

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0', '\n': '' }

/** The value of a literal; undefined where the node is none. */
export function literalOf(node: SyntaxNode): Constant | undefined {
  switch (node.type) {
    case 'string':
      return unescaped(node.text.slice(1, -1))
    case 'template_string':
      return node.namedChildren.some(child => child.type === 'template_substitution')
        ? undefined
        : unescaped(node.text.slice(1, -1))
    case 'true':
      return true
    case 'false':
      return false
    case 'null':
    case 'undefined':
      return null
    case 'number':
      return numberOf(node.text)
    default:
      return undefined
  }
}

function numberOf(text: string): number | undefined {
  const value = Number(text.replaceAll('_', '').replace(/n$/, ''))
  return Number.isNaN(value) ? undefined : value
}

/** What a text between quotes stands for. */
export function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  return text.replaceAll(
    /\\(u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|.)/gs,
    (_, escape: string, long?: string, unit?: string, short?: string) => {
      const digits = long ?? unit ?? short
      if (digits === undefined) return escapes[escape] ?? escape
      const code = parseInt(digits, 16)
      return code > 0x10ffff ? '' : String.fromCodePoint(code)
    },
  )
}
