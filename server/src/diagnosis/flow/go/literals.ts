import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Constant } from '../ir.ts'

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', a: '\x07', v: '\v' }

/** The value of a literal; undefined where the node is none. */
export function literalOf(node: SyntaxNode): Constant | undefined {
  switch (node.type) {
    case 'interpreted_string_literal':
    case 'rune_literal':
      return unescaped(node.text.slice(1, -1))
    case 'raw_string_literal':
      return node.text.slice(1, -1).replaceAll('\r', '')
    case 'true':
      return true
    case 'false':
      return false
    case 'nil':
      return null
    case 'int_literal':
      return wholeNumber(node.text.replaceAll('_', ''))
    case 'float_literal':
      return decimal(node.text.replaceAll('_', ''))
    default:
      return undefined
  }
}

function wholeNumber(text: string): number | undefined {
  const value = /^0\d/.test(text) ? parseInt(text, 8) : Number(text)
  return Number.isSafeInteger(value) ? value : undefined
}

function decimal(text: string): number | undefined {
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  return text.replaceAll(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|([0-7]{3})|(.))/gs,
    (all, short?: string, long?: string, byte?: string, octal?: string, one?: string) => {
      const code = octal === undefined ? parseInt(short ?? long ?? byte ?? '', 16) : parseInt(octal, 8)
      if (!Number.isNaN(code)) return code <= 0x10_ff_ff ? String.fromCodePoint(code) : all
      return one === undefined ? all : (escapes[one] ?? one)
    },
  )
}
