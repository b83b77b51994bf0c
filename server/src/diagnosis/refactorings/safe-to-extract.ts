import type { SyntaxNode } from '../../syntax/tree.ts'
import { ancestorsOf, isSame, isWithin, nodesIn, type Code } from './code.ts'
import type { DataFlow, Piece } from './data-flow.ts'
import type { Place } from './place.ts'
import { isCopiedWhole } from './scopes/go-types.ts'
import type { Binding, Names } from './scopes/names.ts'

/** What a language asks beside the right data flow, so that a piece of code means the same in a function of its own, and compiles there. */
export function isSafeWith(code: Code, piece: Piece, place: Place, flow: DataFlow, names: Names): boolean {
  const { family, isTyped } = code
  const all = [...flow.parameters, ...flow.results]
  const tries = triesAround(piece)
  // What has been assigned before something is thrown is seen by whoever catches it.
  if (flow.resultsAre === 'assigned' && flow.results.length > 0 && tries.length > 0) return false
  if (isTyped && flow.parameters.some(({ type }) => type === null)) return false
  if (family === 'go') {
    if (flow.results.some(({ type }) => type === null)) return false
    return all.every(binding => isHarmlessCopy(binding, piece, place.host, names.uses))
  }
  if (family === 'java') {
    if (flow.results.length > 1 || flow.results.some(({ type }) => type === null)) return false
    const isFieldSet = [...nodesIn(place.host)].some(
      node =>
        isWithin(node, piece.start, piece.end) &&
        node.type === 'assignment_expression' &&
        (node.childForFieldName('left')?.type === 'field_access' ||
          names.uses.some(use => use.node.startIndex === node.startIndex && use.binding === null)),
    )
    // A final field is set in the constructor itself.
    if (place.host.type === 'constructor_declaration' && isFieldSet) return false
    // What is caught there may have to be declared by a method of its own.
    return tries.every(one => !one.children.some(({ type }) => type === 'catch_clause') && one.type === 'try_statement')
  }
  if (family === 'script' && isTyped) return isKnownToCompile(piece, place, flow, names)
  return true
}

function triesAround({ start, end, owner }: Piece): SyntaxNode[] {
  const found: SyntaxNode[] = []
  for (let node = owner.descendantForIndex(start, end - 1); node && !isSame(node, owner); node = node.parent)
    if (/^try_/.test(node.type) && !isWithin(node, start, end)) found.push(node)
  return found
}

/** In Go a variable may be more than its value: it may have an address, or be changed in part. */
export function isHarmlessCopy(binding: Binding, piece: Piece, host: SyntaxNode, uses: Names['uses']): boolean {
  const { type } = binding
  if (type === null) return false
  const own = new Set(uses.filter(use => use.binding === binding).map(({ node }) => node.startIndex))
  const isWhole = isCopiedWhole(type)
  return ![...nodesIn(host)].some(node => {
    const operand = node.childForFieldName('operand') ?? (node.type.endsWith('c_statement') ? node.child(0) : null)
    if (!operand || !own.has(operand.startIndex)) return false
    if (node.type === 'unary_expression') return node.child(0)?.type === '&'
    if (isWhole || !isWithin(node, piece.start, piece.end)) return false
    const isCalled = node.type === 'selector_expression' && node.parent?.type === 'call_expression'
    const isSet = /^(?:assignment_statement|inc_statement|dec_statement|expression_list)$/.test(node.parent?.type ?? '')
    return isCalled || isSet || node.type === 'slice_expression'
  })
}

/** In TypeScript a compiler narrows a variable's type by the conditions around, which a parameter knows nothing of. */
function isKnownToCompile({ start, end }: Piece, { host }: Place, flow: DataFlow, { uses }: Names): boolean {
  const generics = host.childForFieldName('type_parameters')
  const generic = generics?.namedChildren.map(parameter => parameter.childForFieldName('name')?.text ?? '') ?? []
  return flow.parameters.every(binding => {
    const type = binding.type ?? ''
    if (generic.some(name => new RegExp(`\\b${name}\\b`).test(type))) return false
    if (/^(?:string|number|boolean|bigint|Date|RegExp|Error)$|\[\]$|^(?:Map|Set|ReadonlyMap|ReadonlySet)</.test(type))
      return true
    return !uses.some(
      ({ binding: other, node }) =>
        other === binding &&
        !isWithin(node, start, end) &&
        [...ancestorsOf(node)].some(
          parent =>
            parent.type === 'parenthesized_expression' &&
            /^(?:if|while|switch)_statement$/.test(parent.parent?.type ?? ''),
        ),
    )
  })
}
