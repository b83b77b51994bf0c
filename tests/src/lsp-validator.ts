import * as z from 'zod'
import type { MetaMessage, MetaModel } from './meta-model.ts'
import { typeChecker, type Problem } from './type-checker.ts'

export type Sender = 'client' | 'server'

/** Watches one session: every message of either side is told to it, in order. */
export interface SessionValidator {
  /** What is wrong with this message, as sentences that name it; empty if nothing is. */
  check(sender: Sender, message: unknown): string[]
}

/** A progress token is anybody's own; what a message of ours may carry besides the specification starts so. */
const isExtra = (method: string): boolean => method.startsWith('$/') || method.startsWith('wayline/')

const Id = z.union([z.string(), z.int()])
const Call = z.strictObject({
  jsonrpc: z.literal('2.0'),
  id: Id.optional(),
  method: z.string(),
  params: z.unknown().optional(),
})
const Result = z.strictObject({ jsonrpc: z.literal('2.0'), id: Id, result: z.unknown() })
const Failure = z.strictObject({
  jsonrpc: z.literal('2.0'),
  id: Id.nullable(),
  error: z.strictObject({ code: z.int(), message: z.string(), data: z.unknown().optional() }),
})

/** A validator of whole sessions: answers are checked against the request they belong to. */
export function sessionValidator(model: MetaModel): SessionValidator {
  const checkType = typeChecker(model)
  const requests = new Map(model.requests.map(request => [request.method, request]))
  const notifications = new Map(model.notifications.map(notification => [notification.method, notification]))
  const unanswered = { client: new Map<string | number, string>(), server: new Map<string | number, string>() }

  return {
    check(sender, message) {
      const call = Call.safeParse(message)
      if (call.success) return labelled(call.data.method, checkCall(sender, call.data))
      const failure = Failure.safeParse(message)
      const answer = failure.success ? failure : Result.safeParse(message)
      if (!answer.success) return [`${sender}: not a JSON-RPC message: ${JSON.stringify(message).slice(0, 200)}`]
      return checkAnswer(sender, answer.data)

      function labelled(method: string, problems: Problem[]): string[] {
        return problems.map(problem => `${sender}: ${method} ${problem.path}: ${problem.message}`)
      }

      function checkAnswer(from: Sender, data: z.infer<typeof Result> | z.infer<typeof Failure>): string[] {
        // An error without an id answers a message that could not be read.
        if (data.id === null) return []
        const pending = unanswered[from === 'client' ? 'server' : 'client']
        const method = pending.get(data.id)
        if (method === undefined) return [`${from}: answers the request ${data.id}, which is not open`]
        pending.delete(data.id)
        const request = requests.get(method)
        if (!request) return []
        if ('error' in data) {
          if (data.error.data === undefined || !request.errorData) return []
          return labelled(`${method} error`, checkType(request.errorData, data.error.data, ''))
        }
        if (!request.result) return []
        return labelled(`${method} result`, checkType(request.result, data.result, ''))
      }
    },
  }

  function checkCall(sender: Sender, call: z.infer<typeof Call>): Problem[] {
    const isRequest = call.id !== undefined
    if (call.id !== undefined) {
      if (unanswered[sender].has(call.id)) return [{ path: 'id', message: 'is that of another open request' }]
      unanswered[sender].set(call.id, call.method)
    }
    const known = (isRequest ? requests : notifications).get(call.method)
    if (!known) return isExtra(call.method) ? [] : [{ path: '', message: unknownMethod(call.method, isRequest) }]
    const allowed = sender === 'client' ? 'clientToServer' : 'serverToClient'
    if (known.messageDirection !== 'both' && known.messageDirection !== allowed)
      return [{ path: '', message: `is never sent by a ${sender}` }]
    return checkParameters(known, call.params)
  }

  function unknownMethod(method: string, isRequest: boolean): string {
    if (requests.has(method)) return 'is a request and must have an id'
    if (notifications.has(method)) return 'is a notification and must have no id'
    return `the specification has no such ${isRequest ? 'request' : 'notification'}`
  }

  function checkParameters(message: MetaMessage, params: unknown): Problem[] {
    const { params: types } = message
    if (!types) return params === undefined || params === null ? [] : [{ path: 'params', message: 'must be absent' }]
    return checkType(Array.isArray(types) ? { kind: 'tuple', items: types } : types, params, '')
  }
}
