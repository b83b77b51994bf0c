import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Names } from './names.ts'

/** What variables hold by whose name alone everybody knows it. Models name these types. */
const byName: [RegExp, string][] = [
  [
    /^_?(db|database|pool|conn|connection|mysql|sqlite|postgres|pg|dbConn|dbConnection|dbPool|mysqlConnection|pgPool|pgClient|sqlClient|dbClient)$/,
    'guess.Database',
  ],
  [/^_?(knex)$/, 'knex.Knex'],
  [/^_?(sequelize)$/, 'sequelize.Sequelize'],
  [/^_?(prisma)$/, '@prisma.client.PrismaClient'],
  [/^_?(app|server|fastify|api)$/, 'guess.Application'],
  [/^_?(\w*[rR]outer|routes)$/, 'guess.Application'],
  [/^_?(collection|\w+Collection)$/, 'guess.Collection'],
  [/^_?(ldap|ldapClient)$/, 'ldapjs.Client'],
]

/** The type that a variable has by its name, where nothing else tells. */
export function typeByName(name: string): string | null {
  return byName.find(([pattern]) => pattern.test(name))?.[1] ?? null
}

const requests = /^_?(req|request)$/
const answers = /^_?(res|response|reply|resp|h)$/
const handlers = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|handler|middleware|loader|action)$/

/** The types of parameters that are called as web frameworks call theirs. */
export function parameterTypes(parameters: readonly string[], functionName: string, names: Names): (string | null)[] {
  const [first = '', second = ''] = parameters
  // Those that take an error come with it in front.
  if (/^_?(err|error)$/.test(first) && requests.test(second))
    return [null, ...parameterTypes(parameters.slice(1), functionName, names)]
  const isRequest =
    requests.test(first) && (answers.test(second) || /^_?req$/.test(first) || handlers.test(functionName))
  if (isRequest) return ['web.Request', answers.test(second) ? answerType(second) : null]
  if (
    /^_?(ctx|context)$/.test(first) &&
    (parameters.length === 1 || /^_?next$/.test(second)) &&
    (first.endsWith('ctx') || names.modules.has('koa'))
  )
    return ['web.Context']
  return []
}

/** Whether the first parameter is the event that a function in the cloud is called for: it has all that a request has. */
export function takesEvent(parameters: readonly string[], functionName: string): boolean {
  const [first = '', second = ''] = parameters
  return /^_?event$/.test(first) && (/^_?(context|ctx)$/.test(second) || /^(handler|lambdaHandler)$/.test(functionName))
}

/** Frameworks that call it otherwise do otherwise: Fastify sends texts as what they are, Hapi makes pages of them. */
function answerType(name: string): string {
  if (name.endsWith('reply')) return 'web.Reply'
  return name === 'h' ? 'web.Toolkit' : 'web.Response'
}

/** Whether a decorator's arguments turn what comes in into something else than a text. */
export function isPiped(decorator: SyntaxNode): boolean {
  return /Parse(Int|Float|Bool|UUID|Enum|Date)Pipe/.test(decorator.text)
}
