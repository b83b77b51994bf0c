import { PublishDiagnosticsNotification, type ServerCapabilities } from 'vscode-languageserver/node'
import * as z from 'zod'
import { toMarkdown } from '../diagnosis/explanations/blocks.ts'
import { WaylineError } from '../errors.ts'
import { fileOf } from '../lsp/file-of.ts'
import { lineOfFile } from '../lsp/line-of-file.ts'
import { Range } from '../lsp/params.ts'
import { tell } from '../lsp/tell.ts'
import { commands as names } from '../protocol/index.ts'
import { diagnosticIn } from './editor-diagnostic.ts'
import { outputBlocks, selectedFailures } from './output-blocks.ts'
import type { Services } from './services.ts'
import { showText } from './show-text.ts'

/** What was printed: as text, or selected in a document. */
const Argument = z.union([
  z.string(),
  z.object({ text: z.string() }),
  z.object({ uri: z.string(), range: Range.optional() }),
])

/**
 * `wayline.explainOutput`: what a compiler, a test or a program has printed, explained, and shown at the places that it is about until they
 * are edited, `wayline.clearOutput` is called, or another output is explained.
 */
export function registerExplainOutput(services: Services): ServerCapabilities {
  const { commands, outputs } = services
  showInClosedFiles(services)
  commands.set(names.explainOutput, async ([sent], signal) => {
    const argument = Argument.safeParse(sent)
    if (!argument.success)
      throw new WaylineError('bad_argument', `${names.explainOutput} takes what was printed, or { uri, range }.`)
    const blocks = await outputBlocks(services, outputIn(services, argument.data), signal)
    await showText(services, blocks)
    return toMarkdown(blocks)
  })
  commands.set(names.clearOutput, () => {
    outputs.clear()
    return Promise.resolve(null)
  })
  return {}
}

function outputIn(services: Services, argument: z.infer<typeof Argument>): string {
  if (typeof argument === 'string') return argument
  if ('text' in argument) return argument.text
  const document = services.documents.get(argument.uri)
  if (!document) throw new WaylineError('bad_argument', 'Only what is open can be explained.')
  if (!argument.range) return document.text.toString()
  return selectedFailures(services, document, argument.range) ?? ''
}

/** Whoever has a file open is told of it as of all findings; of the others an editor hears only what is sent. */
function showInClosedFiles(services: Services): void {
  const { connection, documents, outputs } = services
  const shown = new Set<string>()
  const update = (): void => {
    const wanted = new Set([...outputs.all().keys()].filter(uri => !documents.get(uri)))
    for (const uri of shown) if (!wanted.has(uri)) takeBack(uri)
    for (const uri of wanted) show(uri)
  }
  const takeBack = (uri: string): void => {
    if (shown.delete(uri)) tell(connection, PublishDiagnosticsNotification.type, { uri, diagnostics: [] })
  }
  const show = (uri: string): void => {
    const [path = ''] = fileOf(uri)
    const findings = outputs.all().get(uri) ?? []
    if (findings.length === 0) return
    const diagnostics = findings.map(finding => diagnosticIn(services, uri, line => lineOfFile(path, line), finding))
    shown.add(uri)
    tell(connection, PublishDiagnosticsNotification.type, { uri, diagnostics })
  }
  outputs.onChange(update)
  documents.onOpen(({ uri }) => takeBack(uri))
  documents.onClose(({ uri }) => show(uri))
}
