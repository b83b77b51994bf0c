import { rankedDeclarations, type DeclarationQuery } from '../context/declarations.ts'
import type { Declaration, FileSymbols } from '../syntax/declarations.ts'
import type { IndexReader } from '../workspace-index/symbol-index.ts'
import type { Look, NamedPlace } from './background-tasks.ts'

/** More of one name than this say nothing to anybody. */
const mostPlaces = 3
const bodies = new Set(['function', 'method', 'constructor'])

/** What is known of a place: the innermost function around it, and where the name that begins there is declared, the likeliest first. */
export function lookAt(
  query: DeclarationQuery,
  now: FileSymbols,
  name: string | null,
  index: IndexReader | null,
): Look {
  const line = query.before.split('\n').length - 1
  return {
    scope: scopeAt(now.declarations, line),
    places: name === null ? [] : placesOf(name, line, query, now, index),
  }
}

function scopeAt(declarations: readonly Declaration[], line: number): Declaration | null {
  const around = declarations.filter(
    ({ kind, line: first, endLine }) => bodies.has(kind) && first <= line && line <= endLine,
  )
  return around.reduce<Declaration | null>(
    (inner, next) => (inner === null || next.endLine - next.line <= inner.endLine - inner.line ? next : inner),
    null,
  )
}

function placesOf(
  name: string,
  line: number,
  query: DeclarationQuery,
  now: FileSymbols,
  index: IndexReader | null,
): NamedPlace[] {
  const here = now.declarations.filter(declaration => declaration.name === name)
  const at = here.find(declaration => declaration.line === line)
  // Whoever points at a declaration means that one.
  if (at) return [{ path: null, declaration: at }]
  const isMember = /[.:>]\s*$/.test(query.before)
  const own: NamedPlace[] = here
    .filter(({ container }) => isMember || container === null)
    .map(declaration => ({ path: null, declaration }))
  const near = index ? rankedDeclarations(query, index).filter(({ declaration }) => declaration.name === name) : []
  // By its name alone only what the file has taken over, or what there is one of.
  const anywhere = index && near.length === 0 && own.length === 0 ? index.named(name, query.grammar) : []
  const others = near.length > 0 ? near : anywhere.length <= mostPlaces ? anywhere : []
  return [...own, ...others.filter(({ path }) => path !== query.path)].slice(0, mostPlaces)
}
