import {
  ErrorCodes,
  Message,
  ResponseError,
  type MessageReader,
  type RequestMessage,
  type ResponseMessage,
} from 'vscode-languageserver/node'
import * as z from 'zod'

/** What everything else takes for granted of an editor's first message. */
const Initialize = z.object({
  processId: z.number().nullish(),
  rootUri: z.string().nullish(),
  clientInfo: z.object({ name: z.string() }).nullish(),
  capabilities: z.looseObject({}),
  workspaceFolders: z.array(z.object({ uri: z.string(), name: z.string() })).nullish(),
})

/**
 * Lets through what the protocol allows at this point of a connection's life, and has the rest answered: nothing before
 * `initialize`, which comes once, and nothing after `shutdown` but `exit`.
 */
export function inOrder(reader: MessageReader, answer: (response: ResponseMessage) => void): MessageReader {
  let stage: Stage = 'new'
  const listen = reader.listen.bind(reader)
  reader.listen = callback =>
    listen(message => {
      if (Message.isRequest(message)) {
        const error = refusal(message, stage)
        if (error) {
          answer({ jsonrpc: '2.0', id: message.id, error: error.toJson() })
          return
        }
        if (message.method === 'initialize') stage = 'running'
        if (message.method === 'shutdown') stage = 'over'
      } else if (Message.isNotification(message) && stage !== 'running' && message.method !== 'exit') return
      callback(message)
    })
  return reader
}

type Stage = 'new' | 'running' | 'over'

function refusal(message: RequestMessage, stage: Stage): ResponseError | null {
  const { method, params } = message
  const isFirst = method === 'initialize'
  if (stage === 'over') return new ResponseError(ErrorCodes.InvalidRequest, 'Wayline has been told to shut down.')
  if (stage === 'running')
    return isFirst ? new ResponseError(ErrorCodes.InvalidRequest, 'Wayline is initialized already.') : byName(message)
  if (!isFirst) return new ResponseError(ErrorCodes.ServerNotInitialized, 'Wayline is not initialized yet.')
  return Initialize.safeParse(params).success
    ? null
    : new ResponseError(ErrorCodes.InvalidParams, 'The params of `initialize` are not those of the protocol.')
}

/** The protocol has all its params by name. The library would hand out a list of them one by one, and look into null. */
function byName({ method, params }: { method: string; params?: unknown }): ResponseError | null {
  const isWrong = Array.isArray(params) ? params.length > 0 : params === null && method !== 'shutdown'
  return isWrong ? new ResponseError(ErrorCodes.InvalidParams, 'The params must be an object.') : null
}
