import type { FileSymbols } from '../syntax/declarations.ts'
import type { GrammarName } from '../syntax/grammars.ts'
import type { IndexReader, Place } from '../workspace-index/symbol-index.ts'
import type { Link } from './receiver.ts'
import { basesIn, enclosingTypes, resultTypes, typesOf } from './type-names.ts'

/** What is known around a place whose receivers are to be understood. */
export interface TypeSurroundings {
  grammar: GrammarName
  before: string
  after: string
  symbols: FileSymbols
  index: IndexReader
}

/** Of one name more than this are declared: it means nothing in particular. */
const mostPlaces = 12
const mostTypes = 8
const mostBases = 12
const ownNames = new Set(['this', 'self', 'Self', 'cls', 'super', 'base'])

/** Types that a chain of names and calls may have at its end, the likeliest first. Guesses: nothing here is checked by a compiler. */
export function receiverTypes(links: readonly Link[], around: TypeSurroundings): string[] {
  const [first, ...others] = links
  if (!first) return []
  let types = typesOfFirst(first, around)
  for (const link of others) {
    const known = withBases(types, around).flatMap(type =>
      members(type, around)
        .filter(({ name }) => name === link.name)
        .flatMap(({ signature }) =>
          resultTypes(signature, link.name).map(result => (result === 'Self' ? type : result)),
        ),
    )
    const found =
      known.length > 0
        ? known
        : [...typesByName(link.name, around, link.isCalled), ...typesOf(link.name, around.before)]
    types = understood([...found, ...(link.isCalled ? [] : [link.name])], around)
  }
  return types
}

/** Types and what they are made from, nearest first. */
export function withBases(types: readonly string[], around: TypeSurroundings): string[] {
  const all = [...types]
  for (let at = 0; at < all.length && all.length < types.length + mostBases; at++) {
    const type = all[at] ?? ''
    for (const base of basesOf(type, around)) if (!all.includes(base)) all.push(base)
  }
  return all
}

/** The type that a place stands in, and what that is made from. */
export function typesAround(around: TypeSurroundings): string[] {
  return withBases(enclosingTypes(around.before), around)
}

function typesOfFirst({ name, isCalled }: Link, around: TypeSurroundings): string[] {
  const { before, after } = around
  if (ownNames.has(name) && !isCalled) return enclosingTypes(before)
  const written = isCalled ? [] : [...typesOf(name, before), ...typesOf(name, after)]
  return understood([...written, ...typesByName(name, around, isCalled), name], around)
}

/** By what is declared under a name: its result, or the type itself. */
function typesByName(name: string, { symbols, index, grammar }: TypeSurroundings, isCalled = true): string[] {
  const own = symbols.declarations.filter(declaration => declaration.name === name)
  const declared = own.length > 0 ? own : few(index.named(name, grammar)).map(({ declaration }) => declaration)
  return declared.flatMap(({ kind, signature }) => {
    if (kind === 'class' || kind === 'interface' || kind === 'enum') return [name]
    return !isCalled && (kind === 'function' || kind === 'method') ? [] : resultTypes(signature, name)
  })
}

/** What is no type itself is followed once more: functions to what they give, aliases and type parameters to what they stand for. */
function understood(types: readonly string[], around: TypeSurroundings): string[] {
  const followed = [...new Set(types)].slice(0, mostTypes).flatMap(type => {
    if (members(type, around).length > 0) return [type]
    return [type, ...typesByName(type, around), ...typesOf(type, around.before)]
  })
  return [...new Set(followed)].slice(0, mostTypes)
}

function members(type: string, { symbols, index, grammar }: TypeSurroundings): FileSymbols['declarations'] {
  return [
    ...symbols.declarations.filter(({ container }) => container === type),
    ...index.membersOf(type, grammar).map(({ declaration }) => declaration),
  ]
}

function basesOf(type: string, { symbols, index, grammar }: TypeSurroundings): string[] {
  const heads = [
    ...symbols.declarations,
    ...few(index.named(type, grammar)).map(({ declaration }) => declaration),
  ].filter(({ name, kind }) => name === type && (kind === 'class' || kind === 'interface'))
  return [...new Set(heads.flatMap(({ signature }) => basesIn(signature, type)))]
}

function few(places: Place[]): Place[] {
  return places.length <= mostPlaces ? places : []
}
