import { pathToFileURL } from 'node:url'
import {
  DiagnosticRefreshRequest,
  DocumentDiagnosticRequest,
  PublishDiagnosticsNotification,
  type Diagnostic,
  type FullDocumentDiagnosticReport,
  type ServerCapabilities,
} from 'vscode-languageserver/node'
import type {
  RelatedFullDocumentDiagnosticReport,
  RelatedUnchangedDocumentDiagnosticReport,
} from 'vscode-languageserver/node'
import * as z from 'zod'
import { digest, type DocumentFindings } from '../lsp/diagnosis.ts'
import type { OpenDocument } from '../lsp/documents.ts'
import { createFirstFindings, type FirstFindings } from '../lsp/first-findings.ts'
import { tell } from '../lsp/tell.ts'
import { editorDiagnostic } from './editor-diagnostic.ts'
import type { Services } from './services.ts'

/** What is relied on of `DocumentDiagnosticParams`. */
const Params = z.object({ textDocument: z.object({ uri: z.string() }), previousResultId: z.string().nullish() })
type Params = z.infer<typeof Params>

type Report = RelatedFullDocumentDiagnosticReport | RelatedUnchangedDocumentDiagnosticReport

/** After the last key so much time passes before anybody is told what is wrong: it may be right with the next one. */
const restMs = 200

/** `textDocument/diagnostic`: what is wrong with an open document, for editors that ask; the others are told. */
export function registerDiagnostics(services: Services): ServerCapabilities {
  const { connection, client, handlers, documents, diagnosis } = services
  const firsts = createFirstFindings(documents, diagnosis)
  if (!client.diagnostics.canPull) {
    push(services, firsts)
    return {}
  }
  connection.onRequest(
    DocumentDiagnosticRequest.method,
    handlers.quiet<Params, Report>(Params, { kind: 'full', items: [] }, (params, signal) =>
      report(services, firsts, params, signal),
    ),
  )
  if (client.diagnostics.canRefresh) {
    diagnosis.onStale(() => askAgain(services))
  }
  return {
    diagnosticProvider: {
      identifier: 'wayline',
      interFileDependencies: true,
      workspaceDiagnostics: client.diagnostics.canPullWorkspace,
    },
  }
}

/** Has the editor ask anew. One that has gone does not answer, and nobody waits for it. */
function askAgain({ connection }: Services): void {
  connection.sendRequest(DiagnosticRefreshRequest.type).catch(() => undefined)
}

async function report(services: Services, firsts: FirstFindings, params: Params, signal: AbortSignal): Promise<Report> {
  const { client, documents } = services
  const document = documents.get(params.textDocument.uri)
  const found = document ? await firstOrAll(services, firsts, document, signal) : null
  if (!document || !found) return { kind: 'full', items: [] }
  const full = fullReport(services, document, found)
  const main: Report = full.resultId === params.previousResultId ? { kind: 'unchanged', resultId: full.resultId } : full
  if (!client.diagnostics.hasRelatedDocuments) return main
  const related = await relatedReports(services, document, found, signal)
  return Object.keys(related).length > 0 ? { ...main, relatedDocuments: related } : main
}

/** Of a long document the function that has been edited comes first, where the editor can be told to ask for the rest. */
async function firstOrAll(
  services: Services,
  firsts: FirstFindings,
  document: OpenDocument,
  signal: AbortSignal,
): Promise<DocumentFindings | null> {
  const { client, diagnosis, life, log } = services
  const first = client.diagnostics.canRefresh ? await firsts.of(document, signal) : null
  const all = diagnosis.of(document, first ? life : signal).then(found => {
    firsts.keep(document, found)
    return found
  })
  if (!first) return all
  all.then(
    found => found?.version === document.version && askAgain(services),
    (error: unknown) => log.debug(`The rest of a document was not looked at: ${String(error)}`),
  )
  return first
}

function fullReport(
  services: Services,
  document: OpenDocument,
  { version, findings }: DocumentFindings,
): FullDocumentDiagnosticReport & { resultId: string } {
  const items = findings.map(finding => editorDiagnostic(services, document, finding))
  // With the version, because an editor moves what it shows while the user types: the same findings are news to it then.
  return { kind: 'full', resultId: digest([version, items]), items }
}

/** Findings of the other open documents in which steps of these lie: what leads there may have changed them too. */
async function relatedReports(
  services: Services,
  document: OpenDocument,
  { findings }: DocumentFindings,
  signal: AbortSignal,
): Promise<Record<string, FullDocumentDiagnosticReport>> {
  const paths = new Set(findings.flatMap(({ steps }) => steps.flatMap(({ path }) => path ?? [])))
  const reports: Record<string, FullDocumentDiagnosticReport> = {}
  for (const path of paths) {
    const other = services.documents.get(pathToFileURL(path).href)
    const found = other && other !== document ? await services.diagnosis.of(other, signal) : null
    if (other && found) reports[other.uri] = fullReport(services, other, found)
  }
  return reports
}

/** Tells what is wrong with each open document when its user rests, and takes back what is so no more. */
function push(services: Services, firsts: FirstFindings): void {
  const { connection, client, documents, diagnosis, life, log } = services
  const resting = new Map<string, { timer: NodeJS.Timeout; controller: AbortController }>()
  const shown = new Set<string>()

  function giveUp(uri: string): void {
    const waiting = resting.get(uri)
    clearTimeout(waiting?.timer)
    waiting?.controller.abort()
    resting.delete(uri)
  }

  function tellSoon(document: OpenDocument, delayMs: number): void {
    const { uri } = document
    giveUp(uri)
    const controller = new AbortController()
    const signal = AbortSignal.any([controller.signal, life])
    const timer = setTimeout(() => {
      tellNow(document, signal).catch((error: unknown) => {
        if (!signal.aborted) log.warn(`Nothing could be said of a document: ${String(error)}`)
      })
    }, delayMs)
    timer.unref()
    resting.set(uri, { timer, controller })
  }

  async function tellNow(document: OpenDocument, signal: AbortSignal): Promise<void> {
    const first = await firsts.of(document, signal)
    if (first) show(document, first, signal)
    const found = await diagnosis.of(document, signal)
    firsts.keep(document, found)
    show(document, found, signal)
  }

  function show(document: OpenDocument, found: DocumentFindings | null, signal: AbortSignal): void {
    if (signal.aborted || documents.get(document.uri) !== document) return
    const items = (found?.findings ?? []).map(finding => editorDiagnostic(services, document, finding))
    // An editor shows nothing of a document that it has never been told anything of.
    if (items.length > 0 || shown.has(document.uri)) publish(document.uri, items, document.version)
  }

  function publish(uri: string, diagnostics: Diagnostic[], version: number | null): void {
    if (diagnostics.length > 0) shown.add(uri)
    else shown.delete(uri)
    tell(connection, PublishDiagnosticsNotification.type, {
      uri,
      diagnostics,
      ...(client.diagnostics.hasVersion && version !== null ? { version } : {}),
    })
  }

  documents.onOpen(document => tellSoon(document, 0))
  documents.onCell(document => tellSoon(document, 0))
  documents.onEdit(document => tellSoon(document, restMs))
  documents.onClose(({ uri }) => {
    giveUp(uri)
    if (shown.has(uri)) publish(uri, [], null)
  })
  diagnosis.onStale(except => {
    for (const document of documents.all()) if (document.uri !== except) tellSoon(document, 0)
  })
}
