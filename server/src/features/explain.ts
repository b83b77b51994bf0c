import { pathToFileURL } from 'node:url'
import type { ServerCapabilities } from 'vscode-languageserver/node'
import * as z from 'zod'
import { toMarkdown, type Block } from '../diagnosis/explanations/blocks.ts'
import { explainFinding, explainRule } from '../diagnosis/explanations/explain-rule.ts'
import { modelSays } from '../diagnosis/explanations/model-question.ts'
import { WaylineError } from '../errors.ts'
import type { OpenDocument } from '../lsp/documents.ts'
import { Range } from '../lsp/params.ts'
import { withLateProgress } from '../lsp/progress.ts'
import { commands as names } from '../protocol/index.ts'
import { placesOf, touches } from './editor-diagnostic.ts'
import { outputBlocks, selectedFailures } from './output-blocks.ts'
import type { Services } from './services.ts'
import { showText } from './show-text.ts'

/** A rule by its id, or a place, with what somebody else has found there. */
const Argument = z.union([
  z.string(),
  z.object({
    uri: z.string(),
    range: Range,
    rule: z.string().optional(),
    message: z.string().optional(),
    foundBy: z.string().optional(),
  }),
])
type PlaceArgument = Exclude<z.infer<typeof Argument>, string>

/** Whoever has asked by name waits longer than whoever only points. */
const modelTimeoutMs = 60_000
const sentences = 8
const linesAround = 25

/** `wayline.explain`: explains a rule, what stands at a place, or what a program has printed, and shows it. */
export function registerExplain(services: Services): ServerCapabilities {
  const { commands } = services
  commands.set(names.explain, async ([sent], signal) => {
    const argument = Argument.safeParse(sent)
    if (!argument.success) {
      throw new WaylineError('bad_argument', `${names.explain} takes the id of a rule, or a place: { uri, range }.`)
    }
    const blocks = await explain(services, argument.data, signal)
    await showText(services, blocks)
    return toMarkdown(blocks)
  })
  return {}
}

async function explain(services: Services, argument: z.infer<typeof Argument>, signal: AbortSignal): Promise<Block[]> {
  const { diagnosis, documents, folders, boundary } = services
  if (typeof argument === 'string') {
    const info = (await diagnosis.catalog()).get(argument)
    if (info) return explainRule(info)
    if (argument.includes('\n')) return outputBlocks(services, argument, signal)
    throw new WaylineError('bad_argument', `There is no rule ${argument}.`, { remedy: 'See `wayline rules list`.' })
  }
  const { uri } = argument
  const document = documents.get(uri)
  if (!document) throw new WaylineError('bad_argument', 'Only what is open can be explained.')
  if (boundary.excludes({ uri, path: folders.pathOf(uri) }))
    throw new WaylineError('bad_argument', 'This file is excluded, so nothing is said of it.')
  const output =
    argument.rule === undefined &&
    argument.message === undefined &&
    selectedFailures(services, document, argument.range)
  return output ? outputBlocks(services, output, signal) : explainPlace(services, document, argument, signal)
}

async function explainPlace(
  services: Services,
  document: OpenDocument,
  argument: PlaceArgument,
  signal: AbortSignal,
): Promise<Block[]> {
  const { diagnosis, folders, questions, explanations, connection, client } = services
  const span = placesOf(services, document, argument.range)
  const found = (await diagnosis.of(document, signal))?.findings ?? []
  const here = found.filter(({ range, rule }) => touches(range, span) && (argument.rule ?? rule) === rule)
  const catalog = await diagnosis.catalog()
  const blocks = here.flatMap(finding =>
    explainFinding(finding, catalog.get(finding.rule), other => folders.pathOf(pathToFileURL(other).href)),
  )
  const { message, foundBy = 'another tool' } = argument
  if (message !== undefined) blocks.unshift({ kind: 'prose', text: `${foundBy}: ${message}` })
  if (questions.canAsk()) {
    const lines = document.text.toString().split(/\r\n|\r|\n/)
    const selected = lines.slice(span.start.line, span.end.line + 1).join('\n')
    const question = {
      languageId: document.languageId,
      name: folders.pathOf(document.uri),
      code: lines.slice(Math.max(0, span.start.line - linesAround), span.end.line + linesAround + 1).join('\n'),
      about: `this part of it:\n${selected.slice(0, 3000)}\n`,
      problems: [...here.map(finding => finding.message), ...(message === undefined ? [] : [message])],
      sentences,
    }
    try {
      const asking = explanations.within(question, modelTimeoutMs, signal)
      const said = await withLateProgress(connection, client, 'Asking the model for an explanation', asking)
      if (said !== null) blocks.push(...modelSays(said))
    } catch (error) {
      // What is known without a model is told all the same.
      if (signal.aborted || blocks.length === 0) throw error
      services.log.info(`No explanation by a model: ${String(error)}`)
    }
  }
  if (blocks.length > 0) return blocks
  throw new WaylineError('bad_argument', 'Nothing is wrong here, and there is no model to explain it.', {
    remedy: 'Set wayline.gateway.url, or switch wayline.local.enabled on.',
  })
}
