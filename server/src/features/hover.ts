import { pathToFileURL } from 'node:url'
import { MarkupKind, type Hover, type ServerCapabilities } from 'vscode-languageserver/node'
import type { Look, NamedPlace } from '../background/background-tasks.ts'
import type { Catalog } from '../diagnosis/catalog.ts'
import { toMarkdown, toPlainText, type Block } from '../diagnosis/explanations/blocks.ts'
import { modelSays } from '../diagnosis/explanations/model-question.ts'
import { counted } from '../diagnosis/output/text-report.ts'
import { explainFinding } from '../diagnosis/explanations/explain-rule.ts'
import type { Finding } from '../diagnosis/finding.ts'
import type { FunctionMetrics } from '../diagnosis/metrics/function-metrics.ts'
import type { TextAround } from '../lsp/documents.ts'
import { TextDocumentPosition } from '../lsp/params.ts'
import { editorRange, touches } from './editor-diagnostic.ts'
import type { Services } from './services.ts'

/** What is not known after this long is left out: it will be known at the next hover. */
const patienceMs = 1000
const mostFindings = 3
/** A model is shown so many lines before and after where there is no function around. */
const linesAround = 12
const sentences = 3

/** `textDocument/hover`: where a name is declared, what is wrong at a place, and what a model says of it. */
export function registerHover(services: Services): ServerCapabilities {
  const { connection, handlers } = services
  connection.onHover(handlers.quiet(TextDocumentPosition, null, (params, signal) => answer(services, params, signal)))
  return { hoverProvider: true }
}

async function answer(services: Services, params: TextDocumentPosition, signal: AbortSignal): Promise<Hover | null> {
  const { documents, folders, boundary, settings, client } = services
  const { uri } = params.textDocument
  const around = documents.around(uri, params.position)
  if (!settings.current.hover.enabled || !around || boundary.excludes({ uri, path: folders.pathOf(uri) })) return null
  const name = nameAt(around)
  const [look, findings, functions] = await Promise.all([
    lookAt(services, around, name),
    findingsAt(services, around, signal),
    functionsIn(services, around, name),
  ])
  const figures = name ? figuresOf(services, around, name, look, functions) : []
  const blocks = [
    ...(name ? look.places.flatMap(place => declared(services, around, place)) : []),
    ...figures,
    ...(await findingBlocks(services, findings)),
  ]
  if (blocks.length === 0) return null
  blocks.push(...(await modelBlocks(services, { around, name, look, findings }, signal)))
  const range = name ? { start: name.start, end: name.end } : findings[0]?.range
  return {
    contents: client.hasMarkdownHover
      ? { kind: MarkupKind.Markdown, value: toMarkdown(blocks) }
      : { kind: MarkupKind.PlainText, value: toPlainText(blocks) },
    // Of another version's findings nobody asks: the document has not changed, or the editor has given this up.
    ...(range ? { range: editorRange(services, line => around.document.text.line(line), range) } : {}),
  }
}

interface Name {
  text: string
  start: { line: number; character: number }
  end: { line: number; character: number }
}

function nameAt({ line, place }: TextAround): Name | null {
  const before = /[\p{L}\p{N}_$]*$/u.exec(line.slice(0, place.character))?.[0] ?? ''
  const after = /^[\p{L}\p{N}_$]*/u.exec(line.slice(place.character))?.[0] ?? ''
  const text = before + after
  if (!/^[\p{L}_$]/u.test(text)) return null
  const start = { line: place.line, character: place.character - before.length }
  return { text, start, end: { line: place.line, character: start.character + text.length } }
}

async function lookAt({ workspace }: Services, around: TextAround, name: Name | null): Promise<Look> {
  const { document, text, place } = around
  const at = around.offset - (name ? place.character - name.start.character : 0)
  const { uri, languageId } = document
  const nothing: Look = { scope: null, places: [] }
  const looking = workspace
    .lookAt({ uri, languageId, before: text.slice(0, at), after: text.slice(at), name: name?.text ?? null })
    // A thread that has ended is started again for the next one.
    .catch(() => nothing)
  return orAfterPatience(looking, nothing)
}

async function findingsAt(
  { diagnosis }: Services,
  { document, place }: TextAround,
  signal: AbortSignal,
): Promise<Finding[]> {
  const found = await orAfterPatience(diagnosis.of(document, signal), null)
  return (found?.findings ?? [])
    .filter(({ range }) => touches(range, { start: place, end: place }))
    .slice(0, mostFindings)
}

/** The functions of a document, for the one whose name is pointed at. */
async function functionsIn(
  { diagnosis }: Services,
  { document }: TextAround,
  name: Name | null,
): Promise<FunctionMetrics[]> {
  // Where they cannot be told, a hover comes without figures.
  return name
    ? orAfterPatience(
        diagnosis.functionsOf(document).catch(() => []),
        [],
      )
    : []
}

/** Figures of the function whose name is pointed at, where it is declared or, in the same file, used. */
function figuresOf(
  { settings }: Services,
  { uri, document, firstLine }: TextAround,
  name: Name,
  { places: [place] }: Look,
  functions: readonly FunctionMetrics[],
): Block[] {
  const line = place?.path === null && uri === document.uri ? place.declaration.line + firstLine : null
  const own =
    functions.find(({ nameRange }) => nameRange.start.line === name.start.line && touches(nameRange, name)) ??
    functions.find(({ name: declared, range }) => declared === name.text && range.start.line === line)
  if (!own) return []
  const { cognitive, cyclomatic, nesting, parameters, lines } = own
  const limit = settings.current.diagnosis.complexityLimit
  const beside = limit > 0 ? ` (limit ${limit})` : ''
  const text = `Cognitive complexity ${cognitive}${beside} · ${counted(cyclomatic, 'path')} · nesting ${nesting} · ${counted(parameters, 'parameter')} · ${counted(lines, 'line')}`
  return [{ kind: 'prose', text }]
}

async function orAfterPatience<T>(work: Promise<T>, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<T>(resolve => (timer = setTimeout(() => resolve(otherwise), patienceMs)))
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
    // Whoever has stopped waiting hears of no failure either.
    work.catch(() => undefined)
  }
}

function declared({ folders }: Services, around: TextAround, { path, declaration }: NamedPlace): Block[] {
  const { signature, doc, container, line } = declaration
  const isCell = around.uri !== around.document.uri
  const where =
    path === null
      ? isCell
        ? 'Declared in this notebook'
        : `Declared in this file, line ${line + around.firstLine + 1}`
      : `Declared in ${folders.pathOf(pathToFileURL(path).href)}, line ${line + 1}`
  const of = container === null ? '' : `, of \`${container.replaceAll('`', '')}\``
  return [
    { kind: 'code', text: signature, languageId: around.document.languageId },
    ...(doc ? [{ kind: 'prose', text: doc } as const] : []),
    { kind: 'prose', text: `${where}${of}.` },
  ]
}

async function findingBlocks({ diagnosis, folders }: Services, findings: readonly Finding[]): Promise<Block[]> {
  if (findings.length === 0) return []
  // What there is to say of rules may have to wait for a file that is being diagnosed; their messages do not.
  const catalog = await orAfterPatience<Catalog>(
    diagnosis.catalog().catch(() => new Map()),
    new Map(),
  )
  const nameOf = (path: string): string => folders.pathOf(pathToFileURL(path).href)
  return findings.flatMap(finding => [
    { kind: 'title', text: `⚠ Wayline: ${catalog.get(finding.rule)?.title ?? finding.rule}` } as const,
    ...explainFinding(finding, catalog.get(finding.rule), nameOf),
  ])
}

interface Shown {
  around: TextAround
  name: Name | null
  look: Look
  findings: readonly Finding[]
}

/** What a model says in the time that there is; whatever it fails at, a hover comes without it. */
async function modelBlocks(services: Services, shown: Shown, signal: AbortSignal): Promise<Block[]> {
  const { settings, questions, explanations, folders, log } = services
  const { modelTimeoutMs } = settings.current.hover
  if (modelTimeoutMs === 0 || !questions.isConnected()) return []
  const { around, name, findings } = shown
  const { languageId, uri } = around.document
  const question = {
    languageId,
    name: folders.pathOf(uri),
    code: codeAround(shown),
    about: name
      ? `\`${name.text}\` in line \`${around.line.trim().slice(0, 200)}\``
      : `line \`${around.line.trim().slice(0, 200)}\``,
    problems: findings.map(({ message }) => message),
    sentences,
  }
  try {
    const said = await explanations.within(question, modelTimeoutMs, signal)
    return said === null ? [] : modelSays(said)
  } catch (error) {
    signal.throwIfAborted()
    log.debug(`No explanation by a model: ${String(error)}`)
    return []
  }
}

function codeAround({ around, look }: Shown): string {
  const lines = around.text.split(/\r\n|\r|\n/)
  const own = around.text.slice(0, around.offset).split(/\r\n|\r|\n/).length - 1
  const { line: first, endLine: last } = look.scope ?? { line: own - linesAround, endLine: own + linesAround }
  return lines.slice(Math.max(0, first), last + 1).join('\n')
}
