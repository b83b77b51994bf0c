import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Temp } from '../ir.ts'
import { typeByName } from './conventions.ts'
import { lowerExpression } from './expressions.ts'
import { literalOf } from './literals.ts'
import { codeChildren, nested, spanOf, type Lowering } from './lowering.ts'
import { bare, placeOf, writePlace } from './members.ts'

/** The names that a pattern declares. */
export function namesIn(pattern: SyntaxNode | null, depth = 0): SyntaxNode[] {
  if (!pattern || depth > 50) return []
  switch (pattern.type) {
    case 'identifier':
    case 'shorthand_property_identifier_pattern':
      return [pattern]
    case 'pair_pattern':
      return namesIn(pattern.childForFieldName('value'), depth + 1)
    case 'assignment_pattern':
    case 'object_assignment_pattern':
      return namesIn(pattern.childForFieldName('left'), depth + 1)
    case 'object_pattern':
    case 'array_pattern':
    case 'rest_pattern':
      return pattern.namedChildren.flatMap(child => namesIn(child, depth + 1))
    default:
      return []
  }
}

/** Declares the names of a pattern that nothing has declared yet in this place. */
export function declareNames(pattern: SyntaxNode | null, type: string | null, { builder }: Lowering): void {
  for (const name of namesIn(pattern))
    builder.declare(
      name.text,
      pattern?.type === 'identifier' ? (type ?? typeByName(name.text)) : typeByName(name.text),
      spanOf(name),
    )
}

/** Takes a value apart as a pattern says, and writes what it names. */
export function writePattern(pattern: SyntaxNode | null, value: Temp, at: SyntaxNode, lowering: Lowering): void {
  if (pattern)
    nested(
      lowering,
      () => writeKind(pattern, value, at, lowering),
      () => undefined,
    )
}

function writeKind(pattern: SyntaxNode, value: Temp, at: SyntaxNode, lowering: Lowering): void {
  const { builder } = lowering
  const span = spanOf(pattern)
  switch (pattern.type) {
    case 'object_pattern':
    case 'object':
      for (const part of codeChildren(pattern)) writePart(part, value, lowering)
      return
    case 'array_pattern':
    case 'array':
      writeElements(pattern, value, lowering)
      return
    case 'assignment_pattern':
    case 'object_assignment_pattern':
    case 'assignment_expression': {
      const chosen = withDefault(value, pattern.childForFieldName('right'), pattern, lowering)
      writePattern(pattern.childForFieldName('left'), chosen, at, lowering)
      return
    }
    case 'rest_pattern':
    case 'spread_element':
      writePattern(codeChildren(pattern)[0] ?? null, value, at, lowering)
      return
    default: {
      const node = bare(pattern)
      const place = node && placeOf(node, lowering)
      if (place?.kind === 'variable' && isPart(at)) {
        // What is taken apart need not all be used: no store that anybody means.
        builder.write(place.variable, value, { start: span.start, end: span.start })
      } else if (place) writePlace(place, value, node, at, lowering)
      else builder.make({ op: 'unknown', of: [value], span })
    }
  }
}

function writePart(part: SyntaxNode, value: Temp, lowering: Lowering): void {
  const { builder } = lowering
  const span = spanOf(part)
  if (part.type === 'rest_pattern' || part.type === 'spread_element') {
    writePattern(part, value, part, lowering)
    return
  }
  const isPair = part.type === 'pair_pattern' || part.type === 'pair'
  const key = isPair
    ? part.childForFieldName('key')
    : part.type.endsWith('assignment_pattern')
      ? part.childForFieldName('left')
      : part
  const target = isPair ? part.childForFieldName('value') : part
  const name = key && keyName(key)
  if (name === undefined || name === null) {
    const computed = key?.type === 'computed_property_name' ? codeChildren(key)[0] : undefined
    const element = builder.make({
      op: 'element',
      object: value,
      key: lowerExpression(computed ?? null, lowering),
      span,
    })
    writePattern(target, element, part, lowering)
    return
  }
  // That of nothing is an error, but what comes from elsewhere may well be there.
  const held = builder.make({ op: 'field', object: value, type: null, name, span, isOptional: true })
  writePattern(target, held, part, lowering)
}

/** The constant name of a property; undefined where it is computed. */
export function keyName(key: SyntaxNode): string | undefined {
  if (key.type === 'computed_property_name') {
    const inside = codeChildren(key)[0]
    const literal = inside ? literalOf(inside) : undefined
    return literal === undefined || literal === null ? undefined : String(literal)
  }
  const literal = literalOf(key)
  return literal === undefined ? key.text : String(literal)
}

function writeElements(pattern: SyntaxNode, value: Temp, lowering: Lowering): void {
  const { builder } = lowering
  let at = 0
  for (const child of pattern.children) {
    if (child.type === ',') at++
    else if (child.isNamed && child.type !== 'comment') {
      const isRest = child.type === 'rest_pattern' || child.type === 'spread_element'
      const span = spanOf(child)
      const held = isRest
        ? builder.call({ form: 'method', receiver: value, type: null, name: 'slice', arguments: [], span })
        : builder.make({ op: 'element', object: value, key: builder.constant(at, span), span, isOptional: true })
      writePattern(child, held, child, lowering)
    }
  }
}

/** A value, or another one where it is undefined. */
export function withDefault(value: Temp, other: SyntaxNode | null, at: SyntaxNode, lowering: Lowering): Temp {
  const { builder } = lowering
  const span = spanOf(at)
  return builder.choice(null, span, put => {
    const isMissing = builder.make({ op: 'unknown', of: [], span })
    builder.ifElse(
      (then, otherwise) => builder.branch(isMissing, then, otherwise, span),
      () => put(lowerExpression(other, lowering)),
      () => put(value),
    )
  })
}

/** Whether a pattern's value is a part of something. */
function isPart(at: SyntaxNode): boolean {
  return at.type !== 'variable_declarator' && at.type !== 'assignment_expression'
}
