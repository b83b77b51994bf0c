import * as z from 'zod'
import type { Uris } from './uris.ts'

/** What a page may say to the language server. Everything else is refused, and whatever is not named here is left out on the way. */
export interface PageMessages {
  /** What is passed on, or why it is not. */
  read(message: unknown): PageMessage
}

export type PageMessage =
  | { kind: 'request'; id: number; method: string; params: unknown }
  | { kind: 'notification'; method: string; params: unknown; insertedCharacters: number }
  | { kind: 'response'; id: string | number; result: unknown }
  /** Our own: another model is to answer. */
  | { kind: 'model'; model: string }
  /** `id` is that of a request, which wants an answer. */
  | { kind: 'refused'; id: number | null; code: number; reason: string }
  /** Not a message at all. */
  | { kind: 'malformed' }

const methodNotFound = -32601
const invalidParams = -32602

const Id = z.number().int().min(0)
/** The language server names its requests as it likes. */
const AnyId = z.union([z.string().max(200), z.number()])
const Envelope = z.object({
  jsonrpc: z.literal('2.0'),
  id: AnyId.optional(),
  method: z.string().max(100).optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.unknown().optional(),
})

const longestText = 200_000
const Position = z.object({ line: z.number().int().min(0), character: z.number().int().min(0) })
const Range = z.object({ start: Position, end: Position })
const Short = z.string().max(2000)

export function createPageMessages(uris: Uris): PageMessages {
  const Uri = z.string().transform((uri, context) => {
    const known = uris.toServer(uri)
    if (known !== null) return known
    context.addIssue({ code: 'custom', message: 'is no file of the samples' })
    return z.NEVER
  })
  const Document = z.object({ uri: Uri })
  const At = z.object({ textDocument: Document, position: Position })
  const Place = z.object({
    uri: Uri,
    range: Range,
    rule: Short.optional(),
    message: Short.optional(),
    foundBy: Short.optional(),
  })
  /** What the server gave to a page, and has back. */
  const Diagnostic = z.object({
    range: Range,
    message: z.string().max(10_000),
    severity: z.number().optional(),
    code: z.union([Short, z.number()]).optional(),
    source: Short.optional(),
    data: z.object({ wayline: Short }).optional(),
  })
  const ActionData = z.object({
    kind: z.string().max(50),
    uri: Uri,
    version: z.number(),
    finding: Short.nullable().optional(),
    at: z.number().optional(),
    inFile: z.boolean().optional(),
    range: Range.optional(),
    title: Short.optional(),
    message: z.string().max(10_000).optional(),
    foundBy: Short.optional(),
  })

  const Command = z.discriminatedUnion('command', [
    z.object({ command: z.literal('wayline.completionAccepted'), arguments: z.tuple([Short]) }),
    z.object({ command: z.literal('wayline.showStatus') }),
    z.object({ command: z.literal('wayline.restartGateway') }),
    z.object({ command: z.literal('wayline.applyFix'), arguments: z.tuple([ActionData]) }),
    z.object({ command: z.literal('wayline.explainComplexity'), arguments: z.tuple([Place]) }),
    z.object({ command: z.literal('wayline.explain'), arguments: z.tuple([Place]) }),
    // It is the copy's own baseline, and goes with it.
    z.object({
      command: z.literal('wayline.addToBaseline'),
      arguments: z.tuple([z.object({ uri: Uri, finding: Short })]),
    }),
    z.object({ command: z.literal('wayline.diagnoseWorkspace') }),
  ])

  const requests = new Map<string, z.ZodType>([
    [
      'textDocument/inlineCompletion',
      At.extend({
        context: z.object({
          triggerKind: z.number(),
          selectedCompletionInfo: z.object({ range: Range, text: z.string().max(longestText) }).optional(),
        }),
      }),
    ],
    ['textDocument/completion', At.extend({ context: z.object({ triggerKind: z.number() }).optional() })],
    ['textDocument/hover', At],
    [
      'textDocument/codeAction',
      z.object({
        textDocument: Document,
        range: Range,
        context: z.object({
          diagnostics: z.array(Diagnostic).max(200),
          only: z.array(Short).max(20).optional(),
          triggerKind: z.number().optional(),
        }),
      }),
    ],
    ['codeAction/resolve', z.object({ title: Short, kind: Short.optional(), data: ActionData })],
    ['textDocument/codeLens', z.object({ textDocument: Document })],
    [
      'codeLens/resolve',
      z.object({ range: Range, data: z.object({ uri: Uri, version: z.number(), complexity: z.number() }) }),
    ],
    ['workspace/executeCommand', Command],
  ])
  const Change = z.object({ range: Range.optional(), text: z.string().max(longestText) })
  const DidOpen = z.object({
    textDocument: z.object({
      uri: Uri,
      languageId: z.string().max(50),
      version: z.number().int(),
      text: z.string().max(longestText),
    }),
  })
  const DidChange = z.object({
    textDocument: z.object({ uri: Uri, version: z.number().int() }),
    contentChanges: z.array(Change).max(1000),
  })
  const notifications = new Map<string, z.ZodType>([
    ['textDocument/didOpen', DidOpen],
    ['textDocument/didChange', DidChange],
    ['textDocument/didClose', z.object({ textDocument: Document })],
    ['window/workDoneProgress/cancel', z.object({ token: AnyId })],
    ['$/cancelRequest', z.object({ id: Id })],
  ])
  const Model = z.object({ model: z.string().max(300) })

  function readRequest(id: number, method: string, params: unknown): PageMessage {
    const schema = requests.get(method)
    if (!schema) return { kind: 'refused', id, code: methodNotFound, reason: `The playground does not ask ${method}.` }
    const parsed = schema.safeParse(params)
    if (parsed.success) return { kind: 'request', id, method, params: parsed.data }
    return { kind: 'refused', id, code: invalidParams, reason: sentence(parsed.error) }
  }

  function readNotification(method: string, params: unknown): PageMessage {
    if (method === 'playground/model') {
      const parsed = Model.safeParse(params)
      return parsed.success
        ? { kind: 'model', model: parsed.data.model }
        : { kind: 'refused', id: null, code: invalidParams, reason: sentence(parsed.error) }
    }
    const schema = notifications.get(method)
    if (!schema)
      return { kind: 'refused', id: null, code: methodNotFound, reason: `The playground does not tell ${method}.` }
    const parsed = schema.safeParse(params)
    if (!parsed.success) return { kind: 'refused', id: null, code: invalidParams, reason: sentence(parsed.error) }
    return { kind: 'notification', method, params: parsed.data, insertedCharacters: inserted(parsed.data) }
  }

  /** How much text a message brings; an editor's own limits do not hold for whoever pretends to be one. */
  function inserted(params: unknown): number {
    const opened = DidOpen.shape.textDocument.pick({ text: true }).safeParse(field(params, 'textDocument'))
    if (opened.success) return opened.data.text.length
    const changes = z.array(Change).safeParse(field(params, 'contentChanges'))
    return changes.success ? changes.data.reduce((sum, { text }) => sum + text.length, 0) : 0
  }

  return {
    read(message) {
      const parsed = Envelope.safeParse(message)
      if (!parsed.success) return { kind: 'malformed' }
      const { id, method, params, result } = parsed.data
      if (method === undefined)
        return id === undefined ? { kind: 'malformed' } : { kind: 'response', id, result: answerOf(result) }
      if (id === undefined) return readNotification(method, params)
      const known = Id.safeParse(id)
      return known.success ? readRequest(known.data, method, params) : { kind: 'malformed' }
    },
  }
}

/** A page says whether it made an edit, or which button of a message was pressed; nothing else is asked of it. */
function answerOf(result: unknown): unknown {
  const answer = z.union([z.object({ applied: z.boolean() }), z.object({ title: Short })]).safeParse(result)
  return answer.success ? answer.data : null
}

function sentence(error: z.ZodError): string {
  const [issue] = error.issues
  return `${issue?.path.join('.') || 'The message'}: ${issue?.message ?? 'is not valid'}.`
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
