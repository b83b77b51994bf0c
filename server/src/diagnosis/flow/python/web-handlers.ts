import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Parameter } from './parameters.ts'
import { literalOf } from './literals.ts'
import type { Lowering } from './lowering.ts'
import type { Imports } from './names.ts'

/** How a decorator binds a function to addresses. */
export interface Route {
  /** Names of the address's parts that are texts. */
  texts: ReadonlySet<string>
  /** Whether all other parameters are filled from the request too. */
  takesQuery: boolean
}

const verbs = /^(route|get|post|put|delete|patch|head|options|websocket|api_route|view)$/
/** Frameworks that fill parameters by their types. */
const typed = /^(fastapi|starlette|litestar)\b/
/** Frameworks that send a text that is returned as a page. */
const pages = /^(flask|quart|bottle|cherrypy|pyramid)\b/

/** What decorators say of a function's addresses; null where it has none. */
export function routesOf(decorators: readonly SyntaxNode[], lowering: Lowering): Route | null {
  const texts = new Set<string>()
  let isRoute = false
  for (const decorator of decorators) {
    const address = addressOf(decorator)
    if (address === null) continue
    isRoute = true
    for (const [, part = ''] of address.matchAll(/[<{]([^<>{}]+)[>}]/g)) {
      const [kind, name] = nameOfPart(part, address.includes('{'))
      if (!/^(int|float|uuid)$/.test(kind)) texts.add(name)
    }
  }
  return isRoute ? { texts, takesQuery: imported(lowering.imports, typed) !== null } : null
}

/** `<int:name>` of Flask, `<name:int>` of Bottle, `{name:path}` of Starlette. */
function nameOfPart(part: string, isBraced: boolean): [kind: string, name: string] {
  const [first = '', second] = part.split(':')
  if (second === undefined) return ['', first]
  const isName = isBraced || /^(int|float|path|re)$/.test(second)
  const [kind, name] = isName ? [second, first] : [first, second]
  return [kind.replace(/\(.*$/, ''), name]
}

/** The first argument of a decorator such as `@app.route('/a')`. */
function addressOf(decorator: SyntaxNode): string | null {
  const call = decorator.namedChildren.find(child => child.type === 'call')
  const called = call?.childForFieldName('function')
  const name = called?.type === 'attribute' ? called.childForFieldName('attribute')?.text : called?.text
  if (name === undefined || !verbs.test(name)) return null
  const [first] = call?.childForFieldName('arguments')?.namedChildren ?? []
  const value = literalOf(first?.type === 'keyword_argument' ? first.childForFieldName('value') : (first ?? null))
  return typeof value === 'string' ? value : null
}

/** The framework whose answers are pages, of a function that has an address. */
export function answersOf(decorators: readonly SyntaxNode[], lowering: Lowering): string | null {
  return decorators.some(one => addressOf(one) !== null) ? imported(lowering.imports, pages) : null
}

function imported(imports: Imports, wanted: RegExp): string | null {
  for (let one: Imports | null = imports; one; one = one.around)
    for (const means of one.own.values()) {
      const found = wanted.exec(means)
      if (found) return found[0]
    }
  return null
}

/** Types whose values are never a text that somebody else has chosen freely. */
const harmless =
  /^(int|float|bool|complex|bytes\?|uuid\.UUID|datetime\.\w+|decimal\.Decimal|enum\.\w+|typing\.Literal|Literal|.*\.(Request|Response|WebSocket|BackgroundTasks|Session|AsyncSession|HTTPConnection|SecurityScopes))$/
/** Defaults that say that a parameter is made by the program. */
const provided = /\b(Depends|Security|inject|Provide)\b/

/** What a framework fills a parameter with: names that models know. */
export function requestAnnotation(
  { name, type, value, takes }: Parameter,
  written: string | null,
  route: Route,
  { unit }: Lowering,
): string[] {
  if (takes === 'rest' || takes === 'names') return []
  if (written !== null && (harmless.test(written) || isChoice(written, unit.classes))) return []
  if (route.texts.has(name.text)) return ['web.path-parameter']
  const isProvided = provided.test(value?.text ?? '') || provided.test(type?.text ?? '')
  return route.takesQuery && !isProvided && (type !== null || value !== null) ? ['web.request-parameter'] : []
}

/** Whether a class of the file lets only some values through. */
function isChoice(name: string, classes: readonly { name: string; supertypes: string[] }[]): boolean {
  return classes.find(one => one.name === name)?.supertypes.some(above => /\b\w*Enum$/.test(above)) === true
}
