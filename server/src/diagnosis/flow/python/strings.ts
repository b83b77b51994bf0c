import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Span, Temp } from '../ir.ts'
import { lowerExpression } from './expressions.ts'
import { contentOf, literalOf, plainText, prefixOf } from './literals.ts'
import { codeChildren, spanOf, type Lowering } from './lowering.ts'

/** A text, or several that stand side by side: what is computed in it is joined with what is not. */
export function lowerString(node: SyntaxNode, lowering: Lowering): Temp {
  const plain = literalOf(node)
  if (plain !== undefined) return lowering.builder.constant(plain, spanOf(node))
  const strings = node.type === 'string' ? [node] : node.namedChildren.filter(child => child.type === 'string')
  const pieces = strings.flatMap(one => piecesOf(one, lowering))
  return joined(pieces, spanOf(node), lowering)
}

/** A text, or what makes one. */
type Piece = string | (() => Temp)

function piecesOf(node: SyntaxNode, lowering: Lowering): Piece[] {
  const plain = plainText(node)
  if (plain !== undefined) return [plain]
  const prefix = prefixOf(node)
  return node.namedChildren.flatMap((child): Piece[] => {
    if (child.type === 'string_content') return [contentOf(child, prefix)]
    if (child.type !== 'interpolation') return []
    const expression = codeChildren(child).find(
      one => one.type !== 'type_conversion' && one.type !== 'format_specifier',
    )
    const format = child.namedChildren.find(one => one.type === 'format_specifier')?.text ?? ''
    return [() => interpolated(expression ?? null, format, child, lowering)]
  })
}

function interpolated(node: SyntaxNode | null, format: string, around: SyntaxNode, lowering: Lowering): Temp {
  const value = lowerExpression(node, lowering)
  // A format of numbers refuses texts.
  return /[bcdoxXeEfFgGn%]$/.test(format)
    ? lowering.builder.make({ op: 'unknown', of: [], span: spanOf(around) })
    : value
}

/** Joins pieces from the left. It begins with a text, so that the result is known to be one. */
function joined(pieces: readonly Piece[], span: Span, { builder }: Lowering): Temp {
  const [first, ...rest] = merged(pieces)
  let all = builder.constant(typeof first === 'string' ? first : '', span)
  for (const piece of typeof first === 'string' || first === undefined ? rest : [first, ...rest]) {
    const next = typeof piece === 'string' ? builder.constant(piece, span) : piece()
    all = builder.binary('+', all, next, span)
  }
  return all
}

/** Texts that follow each other are one. */
function merged(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = []
  for (const piece of pieces) {
    const last = all.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') all[all.length - 1] = last + piece
    else if (piece !== '') all.push(piece)
  }
  return all
}

/** `'… %s …' % values`; null where the places do not fit what is put into them. */
export function lowerPercent(left: SyntaxNode, right: SyntaxNode, span: Span, lowering: Lowering): Temp | null {
  const text = literalOf(left)
  if (typeof text !== 'string') return null
  const parts = text.split(/(%[-+ #0]*(?:\d+|\*)?(?:\.\d+)?[a-zA-Z%])/)
  const values = right.type === 'tuple' ? codeChildren(right) : [right]
  const isTuple = right.type === 'tuple' || /^(string|concatenated_string|binary_operator|integer)$/.test(right.type)
  const places = parts.filter((part, at) => at % 2 === 1 && part !== '%%')
  if (places.length !== values.length || (!isTuple && places.length !== 1) || text.includes('%(')) return null
  // One value that is not written here may be a tuple, whose elements are put in.
  if (!isTuple && /^(identifier|attribute|call|subscript)$/.test(right.type) && places[0]?.endsWith('s') !== true)
    return null
  const made = values.map(value => lowerExpression(value, lowering))
  let next = 0
  const pieces = parts.map((part, at): Piece => {
    if (at % 2 === 0) return part
    if (part === '%%') return '%'
    const temp = made[next++] ?? 0
    return /[sra]$/.test(part) ? () => temp : () => lowering.builder.make({ op: 'unknown', of: [], span })
  })
  return joined(pieces, span, lowering)
}

/** `'… {} …'.format(values)`; null where the places do not fit what is put into them. */
export function lowerFormat(text: string, list: SyntaxNode | null, span: Span, lowering: Lowering): Temp | null {
  const given = list ? codeChildren(list) : []
  if (given.some(one => one.type === 'list_splat' || one.type === 'dictionary_splat')) return null
  const parts = text
    .replaceAll('{{', '\u0001')
    .replaceAll('}}', '\u0002')
    .split(/\{([^{}]*)\}/)
  const isPlace = (part: string): boolean => /^(\w+)?(\[\w+\]|\.\w+)*(![rsa])?(:[^{}]*)?$/.test(part)
  if (parts.some((part, at) => (at % 2 === 1 ? !isPlace(part) : /[{}]/.test(part)))) return null
  const { builder } = lowering
  const positional: Temp[] = []
  const named = new Map<string, Temp>()
  for (const one of given) {
    const name = one.type === 'keyword_argument' ? (one.childForFieldName('name')?.text ?? '') : null
    const value = lowerExpression(name === null ? one : one.childForFieldName('value'), lowering)
    if (name === null) positional.push(value)
    else named.set(name, value)
  }
  let next = 0
  const pieces = parts.map((part, at): Piece => {
    if (at % 2 === 0) return part.replaceAll('\u0001', '{').replaceAll('\u0002', '}')
    const [, name = '', path = '', , format = ''] = /^(\w*)((?:\[\w+\]|\.\w+)*)(![rsa])?(?::(.*))?$/.exec(part) ?? []
    const base = name === '' ? positional[next++] : /^\d+$/.test(name) ? positional[Number(name)] : named.get(name)
    return () => {
      if (base === undefined || /[bcdoxXeEfFgGn%]$/.test(format)) return builder.make({ op: 'unknown', of: [], span })
      let value = base
      for (const [, key, field] of path.matchAll(/\[(\w+)\]|\.(\w+)/g)) {
        if (field !== undefined) value = builder.make({ op: 'field', object: value, type: null, name: field, span })
        else value = builder.make({ op: 'element', object: value, key: builder.constant(keyOf(key ?? ''), span), span })
      }
      return value
    }
  })
  return joined(pieces, span, lowering)
}

function keyOf(text: string): string | number {
  return /^\d+$/.test(text) ? Number(text) : text
}
