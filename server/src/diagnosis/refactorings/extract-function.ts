import type { SyntaxNode } from '../../syntax/tree.ts'
import { ancestorsOf, editsOf, isSame, isWithin, nodesIn, type Code, type Refactoring } from './code.ts'
import { dataFlow, type DataFlow, type Piece } from './data-flow.ts'
import { endsFunction, exitsOf } from './exits.ts'
import { indentAt, indentUnit, lineEnd, lineStart, ownLines, reindented } from './layout.ts'
import { freeName, placeFor, type Place } from './place.ts'
import { isHarmlessCopy, isSafeWith } from './safe-to-extract.ts'
import { namesIn, type Binding, type Names } from './scopes/names.ts'
import { blockAround, isComment, isFunction, isLoop, statementsOf, terminator } from './statements.ts'
import { callOf, headOf, type NewFunction } from './written-function.ts'

/** More than this a function should not take. */
const mostParameters = 6

/**
 * Makes a function of statements that stand side by side. Null wherever the program might do something else then: what goes in and out
 * must be values of variables, and the only way out is the end, or a `return` that is the function's own end.
 */
export function extractFunction(code: Code, start: number, end: number): Refactoring | null {
  const piece = pieceOf(code, start, end)
  const lines = piece && ownLines(code, piece.start, piece.end)
  const parts = lines && prepare(code, piece)
  if (!parts) return null
  const { place, flow, made } = parts
  const body = bodyOf(code, piece, place, lines, flow)
  const call = body === null ? null : callText(code, piece, parts)
  if (body === null || call === null) return null
  const indent = indentAt(code.text, piece.start)
  const first = code.positionAt(piece.start).line + 1
  const last = code.positionAt(piece.end).line + 1
  return {
    kind: 'extract',
    title: `Extract ${first === last ? `line ${first}` : `lines ${first} to ${last}`} into \`${made.name}\``,
    edits: editsOf(code, [
      { ...lines, newText: `${indent}${call}\n` },
      insertion(code, place, `${headOf(made, code)}\n${body}`),
    ]),
    at: piece.start,
    added: made.name,
  }
}

/** Makes a function of a condition. It keeps in which order its parts are looked at, and which are not. */
export function extractCondition(code: Code, condition: SyntaxNode): Refactoring | null {
  const owner = [...ancestorsOf(condition)].find(node => isFunction(node, code.family))
  if (!owner) return null
  const piece: Piece = { start: condition.startIndex, end: condition.endIndex, statements: [], owner }
  const isSimple = ![...nodesIn(condition)].some(
    ({ type }) =>
      /^(?:await|await_expression|assignment_expression|augmented_assignment_expression|update_expression|named_expression|instanceof_expression)$/.test(
        type,
      ) || isFunctionType(type),
  )
  // A condition in a function narrows no types.
  if (!isSimple || (code.family === 'script' && code.isTyped) || condition.text.includes('\n')) return null
  const parts = prepare(code, piece, 'boolean')
  if (!parts || parts.flow.results.length > 0) return null
  const { place, made } = parts
  const { outer, inner } = indentations(code, place)
  const close = code.family === 'python' ? '' : `${outer}}\n`
  const body = `${inner}return ${condition.text}${terminator(code)}\n${close}`
  return {
    kind: 'extract',
    title: `Extract the condition of line ${code.positionAt(piece.start).line + 1} into \`${made.name}\``,
    edits: editsOf(code, [
      { start: piece.start, end: piece.end, newText: callOf(made) },
      insertion(code, place, `${headOf(made, code)}\n${body}`),
    ]),
    at: piece.start,
    added: made.name,
  }
}

function isFunctionType(type: string): boolean {
  return /function|lambda|func_literal/.test(type)
}

/** The statements that a selection is made of; null where it begins or ends in the middle of one. */
function pieceOf({ root, text, family }: Code, from: number, to: number): Piece | null {
  const selected = text.slice(from, to)
  const start = from + (selected.length - selected.trimStart().length)
  const end = to - (selected.length - selected.trimEnd().length)
  if (end <= start) return null
  const inside = root.descendantForIndex(start, start)
  for (let node = inside; node; node = node.parent) {
    const block = blockAround(node)
    if (!block || !isWithin({ startIndex: start, endIndex: end }, block.startIndex, block.endIndex)) continue
    const all = statementsOf(block)
    const statements = all.filter(statement => statement.endIndex > start && statement.startIndex < end)
    const [first, last] = [statements[0], statements.at(-1)]
    const owner = [block, ...ancestorsOf(block)].find(one => isFunction(one, family))
    const isWhole =
      first?.startIndex === start && last !== undefined && last.endIndex >= end - 1 && last.endIndex <= end
    if (!owner || !isWhole || statements.every(isComment)) return null
    return { start, end: Math.max(end, last.endIndex), statements, owner }
  }
  return null
}

interface Prepared {
  place: Place
  flow: DataFlow
  made: NewFunction
  hasReturns: boolean
  names: Names
}

function prepare(code: Code, piece: Piece, result: 'boolean' | null = null): Prepared | null {
  const exits = exitsOf(piece, code)
  if (!exits || (exits.returns.length > 0 ? !endsFunction(piece) : neverEnds(piece, code))) return null
  const usesThis = [...nodesIn(code.root.descendantForIndex(piece.start, piece.end - 1) ?? code.root)].some(
    node => node.type === 'this' && isWithin(node, piece.start, piece.end),
  )
  const place = placeFor(piece.owner, usesThis, code)
  const names = place && namesIn(place.host, code.family)
  const found = names && dataFlow(piece, names, code.family)
  if (!found) return null
  const method = methodParts(code, piece, place, found, names)
  if (!method) return null
  const flow = { ...found, parameters: found.parameters.filter(binding => binding !== method.self) }
  const hasReturns = exits.returns.length > 0
  if (hasReturns && flow.results.length > 0) return null
  if (flow.parameters.length > mostParameters || !isSafeWith(code, piece, place, flow, names)) return null
  const returnType = returnTypeOf(code, piece, place, flow, hasReturns, result)
  if (returnType === null || (code.family === 'script' && exits.awaits && !isAsync(piece.owner))) return null
  const made: NewFunction = {
    name: freeName(code, place.host, piece.owner, piece.statements.length > 0 ? 'part' : 'condition'),
    parameters: flow.parameters.map(({ name, type }) => ({ name, type })),
    prefix: method.prefix,
    receiver: method.receiver,
    self: place.receiver?.text ?? '',
    isMethod: place.prefix !== '',
    isStatic: place.isStatic,
    isAsync: exits.awaits,
    returnType,
    throws: throwsOf(place),
  }
  return { place, flow, made, hasReturns, names }
}

/** A compiler may rely on it that nothing comes after it: it throws, or a function with a result ends with it. */
function neverEnds(piece: Piece, { family }: Code): boolean {
  const last = piece.statements.findLast(statement => !isComment(statement))
  if (last && /^(?:throw|raise)_statement$/.test(last.type)) return true
  const { owner } = piece
  const hasResult =
    (family === 'java' && !/^(?:void)?$/.test(owner.childForFieldName('type')?.text ?? '')) ||
    (family === 'go' && owner.childForFieldName('result') !== null)
  return hasResult && piece.statements.length > 0 && endsFunction(piece)
}

function isAsync(owner: SyntaxNode): boolean {
  return owner.children.some(({ type }) => type === 'async')
}

function throwsOf({ host }: Place): string {
  const throws = host.namedChildren.find(({ type }) => type === 'throws')
  return throws ? ` ${throws.text}` : ''
}

/** How the new function gets at the object: `self` and receivers are no parameters of a method. Null where they are assigned. */
function methodParts(
  { family }: Code,
  piece: Piece,
  place: Place,
  flow: DataFlow,
  { uses }: Names,
): { prefix: string; receiver: string; self: Binding | null } | null {
  if (family === 'python' && place.receiver) {
    const { startIndex } = place.receiver
    const self = uses.find(({ node }) => node.startIndex === startIndex)?.binding ?? null
    const isAssigned = uses.some(use => use.binding === self && use.writes && use.node.startIndex !== startIndex)
    return isAssigned ? null : { prefix: place.prefix, receiver: '', self }
  }
  const declared = family === 'go' ? place.host.childForFieldName('receiver') : null
  const name = declared && [...nodesIn(declared)].find(({ type }) => type === 'identifier')
  const self = name ? flow.parameters.find(({ node }) => node.startIndex === name.startIndex) : undefined
  if (!declared || !self) return { prefix: place.prefix, receiver: '', self: null }
  if (flow.results.includes(self) || !isHarmlessCopy(self, piece, place.host, uses)) return null
  return { prefix: `${self.name}.`, receiver: declared.text, self }
}

/** Empty for nothing; null where nobody knows. */
function returnTypeOf(
  { family }: Code,
  { owner }: Piece,
  { host }: Place,
  { results }: DataFlow,
  hasReturns: boolean,
  result: 'boolean' | null,
): string | null {
  if (family === 'python' || family === 'script') return ''
  if (result) return family === 'go' ? 'bool' : 'boolean'
  if (hasReturns) {
    // What a lambda returns is written nowhere.
    if (family === 'java') {
      if (!isSame(owner, host)) return null
      const type = host.childForFieldName('type')?.text ?? 'void'
      return type === 'void' ? '' : type
    }
    const declared = owner.childForFieldName('result')
    if (declared?.namedChildren.some(child => child.childForFieldName('name'))) return null
    return declared?.text ?? ''
  }
  const types = results.map(({ type }) => type ?? '')
  return types.length > 1 ? `(${types.join(', ')})` : (types[0] ?? '')
}

/** What stands in the place of the statements. */
function callText(
  code: Code,
  piece: Piece,
  { flow: { results, resultsAre }, made, hasReturns, names }: Pick<Prepared, 'flow' | 'made' | 'hasReturns' | 'names'>,
): string | null {
  const { family } = code
  const call = callOf(made)
  const end = terminator(code)
  if (hasReturns) {
    const returnsNothing = (family === 'java' || family === 'go') && made.returnType === ''
    if (!returnsNothing) return `return ${call}${end}`
    return `${call}${end}\n${indentAt(code.text, piece.start)}return${end}`
  }
  const [only, ...others] = results
  if (!only) return `${call}${end}`
  const list = results.map(({ name }) => name).join(', ')
  if (family === 'python') return `${list} = ${call}`
  if (family === 'go') return `${list} ${resultsAre === 'declared' ? ':=' : '='} ${call}`
  if (resultsAre === 'assigned') return others.length > 0 ? null : `${only.name} = ${call}${end}`
  if (family === 'java') return `${only.type ?? ''} ${only.name} = ${call};`
  const isChanged = names.uses.some(
    use =>
      use.writes &&
      use.binding !== null &&
      results.includes(use.binding) &&
      !isWithin(use.node, piece.start, piece.end),
  )
  return `${isChanged ? 'let' : 'const'} ${others.length > 0 ? `{ ${list} }` : list} = ${call}${end}`
}

function bodyOf(
  code: Code,
  piece: Piece,
  place: Place,
  lines: { start: number; end: number },
  { results }: DataFlow,
): string | null {
  const { outer, inner } = indentations(code, place)
  const body = reindented(code, lines, indentAt(code.text, piece.start), inner)
  if (body === null) return null
  const list = results.map(({ name }) => name).join(', ')
  const value = code.family === 'script' && results.length > 1 ? `{ ${list} }` : list
  const result = results.length > 0 ? `${inner}return ${value}${terminator(code)}\n` : ''
  return `${body}${result}${code.family === 'python' ? '' : `${outer}}\n`}`
}

function indentations(code: Code, { outer }: Place): { outer: string; inner: string } {
  const own = indentAt(code.text, outer.startIndex)
  const body = [...nodesIn(outer)].find(
    node => node.type === 'block' || node.type === 'statement_block' || node.type === 'constructor_body',
  )
  const [first] = body ? statementsOf(body) : []
  const deep = first ? indentAt(code.text, first.startIndex) : own
  return { outer: own, inner: own + indentUnit(code, own, deep) }
}

/** The new function beside its host, with as many blank lines between as is the custom. */
function insertion(
  code: Code,
  { outer, isBefore }: Place,
  written: string,
): { start: number; end: number; newText: string } {
  const { text, family } = code
  const indent = indentAt(text, outer.startIndex)
  const gap = family === 'python' && indent === '' ? '\n\n' : '\n'
  if (isBefore) {
    const at = lineStart(text, outer.startIndex)
    return { start: at, end: at, newText: `${indent}${written}${gap}` }
  }
  const at = lineEnd(text, outer.endIndex)
  const isOpen = !text.slice(0, at).endsWith('\n')
  return { start: at, end: at, newText: `${isOpen ? '\n' : ''}${gap}${indent}${written}` }
}

/** What of a function may be extracted: compound statements, and what stands in loops and branches. */
export function extractable(root: SyntaxNode): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = []
  for (const node of nodesIn(root)) {
    if (isSame(node, root)) continue
    const isCompound =
      isLoop(node) || /^(?:if|try|with|switch|expression_switch|synchronized)_(?:statement|expression)$/.test(node.type)
    if (isCompound && blockAround(node)) found.push({ start: node.startIndex, end: node.endIndex })
    if (!/^(?:block|statement_block)$/.test(node.type)) continue
    const statements = statementsOf(node)
    const [first, last] = [statements[0], statements.at(-1)]
    if (first && last && statements.length > 1) found.push({ start: first.startIndex, end: last.endIndex })
  }
  return found
}
