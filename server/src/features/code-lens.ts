import {
  CodeLensRefreshRequest,
  CodeLensRequest,
  CodeLensResolveRequest,
  type CodeLens,
  type ServerCapabilities,
} from 'vscode-languageserver/node'
import * as z from 'zod'
import { toMarkdown, type Block } from '../diagnosis/explanations/blocks.ts'
import type { FunctionMetrics } from '../diagnosis/metrics/function-metrics.ts'
import { WaylineError } from '../errors.ts'
import type { OpenDocument } from '../lsp/documents.ts'
import { Range } from '../lsp/params.ts'
import { commands as names } from '../protocol/index.ts'
import { editorRange, placesOf, touches } from './editor-diagnostic.ts'
import type { Services } from './services.ts'
import { showText } from './show-text.ts'

const Params = z.object({ textDocument: z.object({ uri: z.string() }) })
/** What a lens carries until it is seen. */
const Data = z.object({ uri: z.string(), version: z.number(), complexity: z.number() })
const Lens = z.looseObject({ range: Range, data: Data })
/** A place on the name of a function. */
const Place = z.object({ uri: z.string(), range: Range })

/** Functions below this part of the limit are simple, and nobody is told so above each of them. */
const worthTelling = 0.5
/** More than this nobody reads. */
const mostIncrements = 100

/** `textDocument/codeLens`: how complex functions are, above them, where the setting wants it; the command says what adds to it. */
export function registerCodeLens(services: Services): ServerCapabilities {
  const { connection, client, handlers, settings, commands } = services
  connection.onRequest(
    CodeLensRequest.method,
    handlers.quiet<z.infer<typeof Params>, CodeLens[]>(Params, [], ({ textDocument }) =>
      lenses(services, textDocument.uri),
    ),
  )
  connection.onRequest(
    CodeLensResolveRequest.method,
    handlers.loud(Lens, ({ range, data }) => {
      const { complexityLimit } = settings.current.diagnosis
      const title = `complexity ${data.complexity}${complexityLimit > 0 ? ` (limit ${complexityLimit})` : ''}`
      const command = { title, command: names.explainComplexity, arguments: [{ uri: data.uri, range }] }
      return Promise.resolve({ range, data, command })
    }),
  )
  commands.set(names.explainComplexity, async ([sent]) => {
    const place = Place.safeParse(sent)
    if (!place.success)
      throw new WaylineError(
        'bad_argument',
        `${names.explainComplexity} takes the place of a function: { uri, range }.`,
      )
    const blocks = await increments(services, place.data)
    await showText(services, blocks)
    return toMarkdown(blocks)
  })
  settings.onChange((now, before) => {
    const parts = ({ diagnosis: { enabled, codeLens, complexityLimit } }: typeof now): string =>
      JSON.stringify([enabled, codeLens, complexityLimit])
    if (!client.canRefreshCodeLens || parts(now) === parts(before)) return
    // An editor that has gone does not answer, and nobody waits for it.
    connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined)
  })
  return { codeLensProvider: { resolveProvider: true } }
}

async function lenses(services: Services, uri: string): Promise<CodeLens[]> {
  const { settings } = services
  const { enabled, codeLens, complexityLimit } = settings.current.diagnosis
  const document = enabled && codeLens ? openDocument(services, uri) : null
  if (!document) return []
  const { version } = document
  const functions = await services.diagnosis.functionsOf(document)
  // For a text that is no more there is nothing to be said; the editor asks again.
  if (document.version !== version) return []
  return functions
    .filter(({ cognitive }) => cognitive > 0 && cognitive >= complexityLimit * worthTelling)
    .map(({ nameRange, cognitive }) => ({
      range: editorRange(services, line => document.text.line(line), nameRange),
      data: { uri, version, complexity: cognitive },
    }))
}

function openDocument({ documents, boundary, folders }: Services, uri: string): OpenDocument | null {
  const document = documents.get(uri)
  return document && !document.isBinary && !boundary.excludes({ uri, path: folders.pathOf(uri) }) ? document : null
}

async function increments(services: Services, { uri, range }: z.infer<typeof Place>): Promise<Block[]> {
  const document = openDocument(services, uri)
  const functions = document ? await services.diagnosis.functionsOf(document) : []
  const span = document && placesOf(services, document, range)
  const own = span && functions.find(({ nameRange }) => touches(nameRange, span))
  if (!own) throw new WaylineError('bad_argument', 'There is no function at this place any more.')
  return blocksOf(own)
}

function blocksOf({ name, cognitive, increments: all }: FunctionMetrics): Block[] {
  const items = all
    .slice(0, mostIncrements)
    .map(({ range, by, reason }) => `line ${range.start.line + 1}: +${by}, ${reason}`)
  return [
    { kind: 'title', text: `Cognitive complexity ${cognitive}${name === null ? '' : ` of ${name}`}` },
    ...(items.length > 0 ? [{ kind: 'list', items } as const] : []),
  ]
}
