import type { Readable, Writable } from 'node:stream'
import {
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type ServerCapabilities,
} from 'vscode-languageserver/node'
import { createCompletionEngine } from './completion/completion-engine.ts'
import { waitsItself } from './completion/pace.ts'
import { registerAddToBaseline } from './features/add-to-baseline.ts'
import { registerCodeActions } from './features/code-actions.ts'
import { registerCodeLens } from './features/code-lens.ts'
import { registerCompletion } from './features/completion.ts'
import { registerDiagnostics } from './features/diagnostics.ts'
import { registerExecuteCommand } from './features/execute-command.ts'
import { registerExplain } from './features/explain.ts'
import { registerExplainOutput } from './features/explain-output.ts'
import { registerFetchModel } from './features/fetch-model.ts'
import { registerHover } from './features/hover.ts'
import { registerInlineCompletion } from './features/inline-completion.ts'
import { registerRestartGateway } from './features/restart-gateway.ts'
import type { Services } from './features/services.ts'
import { registerShowStatus } from './features/show-status.ts'
import { registerWarmUp } from './features/warm-up.ts'
import { registerWorkspaceDiagnosis } from './features/workspace-diagnosis.ts'
import { createReconnectingGateway } from './gateway/reconnecting-gateway.ts'
import { createBaselines } from './lsp/baselines.ts'
import { clientOf } from './lsp/client.ts'
import { openConnection } from './lsp/connection.ts'
import { createContext } from './lsp/context.ts'
import { createDiagnosis } from './lsp/diagnosis.ts'
import { createDocuments } from './lsp/documents.ts'
import { createEvents } from './lsp/events.ts'
import { createExplanations } from './lsp/explanations.ts'
import { createFixes } from './lsp/fixes.ts'
import { createHandlers } from './lsp/handler.ts'
import { createLearning } from './lsp/learning.ts'
import { createLog } from './lsp/log.ts'
import { withLateProgress } from './lsp/progress.ts'
import { createOutputs } from './lsp/outputs.ts'
import { createQuestions } from './lsp/questions.ts'
import { createSettings } from './lsp/settings.ts'
import { createStatus } from './lsp/status.ts'
import { createWithheldNotice } from './lsp/withheld-notice.ts'
import { createWindowRecord } from './lsp/window-record.ts'
import { createWorkspace } from './lsp/workspace.ts'
import { createWorkspaceRun } from './lsp/workspace-run.ts'
import { createWorkspaceFolders } from './lsp/workspace-folders.ts'
import { protocolVersion } from './protocol/index.ts'
import { createBoundary } from './safety/boundary.ts'
import { indexFolder } from './workspace-index/index-cache.ts'
import manifest from '../package.json' with { type: 'json' }

/** Every feature of the language server. The last one runs the commands that those before it have added. */
const features: ((services: Services) => ServerCapabilities)[] = [
  registerInlineCompletion,
  registerCompletion,
  registerWarmUp,
  registerFetchModel,
  registerShowStatus,
  registerRestartGateway,
  registerDiagnostics,
  registerWorkspaceDiagnosis,
  registerCodeActions,
  registerCodeLens,
  registerHover,
  registerAddToBaseline,
  registerExplain,
  registerExplainOutput,
  registerExecuteCommand,
]

/** A language server that runs. */
export interface LanguageServer {
  /** Resolves with the exit code of the protocol, after everything has been put away. */
  finished: Promise<number>
}

export interface LanguageServerOptions {
  /** The streams to speak the protocol over; without them the command line says where. */
  input?: Readable
  output?: Writable
  /** `--stdio`, `--socket=N`, `--pipe=P` or `--node-ipc`; standard streams if it says nothing. */
  argv?: readonly string[]
  env?: NodeJS.ProcessEnv
}

/** Starts a language server. It does not end the process: whoever owns that does, with the code of `finished`. */
export function startLanguageServer({
  input,
  output,
  argv = [],
  env = process.env,
}: LanguageServerOptions): LanguageServer {
  const { connection, ended, close } = openConnection(input && output ? { input, output } : { argv })
  const server = createServer(connection, env)
  connection.listen()
  return {
    finished: ended.finally(async () => {
      await server.dispose()
      connection.dispose()
      close()
    }),
  }
}

/** The composition root: builds each part in order, once the editor has told what it can do, and hands it to whoever needs it. */
export function createServer(connection: Connection, env: NodeJS.ProcessEnv): { dispose: () => Promise<void> } {
  const life = new AbortController()
  let ready: Services | null = null

  connection.onInitialize(params => {
    const services = createServices(connection, env, life.signal, params)
    ready = services
    const capabilities = features.map(register => register(services))
    return {
      serverInfo: { name: 'Wayline', version: manifest.version },
      capabilities: Object.assign(baseCapabilities(services), ...capabilities) as ServerCapabilities,
    }
  })
  connection.onInitialized(() => {
    if (!ready) return
    const { client, folders, settings, status, log } = ready
    folders.follow()
    if (client.partnerProblem !== null) status.warn(client.partnerProblem)
    settings.follow().then(
      () => settings.current.completion.enabled || status.off(),
      (error: unknown) => log.warn(`The editor does not tell its settings: ${String(error)}`),
    )
  })
  const dispose = async (): Promise<void> => {
    life.abort()
    ready?.windowRecord.remove()
    ready?.completions.dispose()
    ready?.context.dispose()
    ready?.diagnosis.dispose()
    await ready?.events.finish()
    await ready?.workspace.close()
    await ready?.gateway.dispose()
  }
  connection.onShutdown(dispose)
  return { dispose }
}

function createServices(
  connection: Connection,
  env: NodeJS.ProcessEnv,
  life: AbortSignal,
  params: InitializeParams,
): Services {
  const client = clientOf(params)
  const log = createLog(connection, () => settings.current.log.level)
  const status = createStatus({ connection, client, log })
  const settings = createSettings({
    connection,
    client,
    initializationOptions: params.initializationOptions,
    onProblem: problem => status.warn(problem),
  })
  const handlers = createHandlers(log, status)
  const folders = createWorkspaceFolders(connection, client, params)
  const boundary = createBoundary({ settings: () => settings.current, roots: () => folders.roots() })
  folders.onChange(() => boundary.forget())
  const documents = createDocuments(connection, client.encoding)
  const windowRecord = createWindowRecord(client.name, manifest.version, env, log)
  const gateway = createReconnectingGateway({
    now: () => performance.now(),
    async open(signal) {
      // Loaded when first needed: an HTTP client takes as long to load as all the rest.
      const { openGateway } = await import('./gateway/open-gateway.ts')
      windowRecord.write()
      const opening = openGateway(settings.current, {
        env,
        log: message => log.info(message),
        warn: message => status.warn(message),
        signal,
      })
      return withLateProgress(connection, client, 'Starting the completion engine', opening)
    },
  })
  const workspace = createWorkspace({
    connection,
    client,
    documents,
    folders,
    settings,
    cacheFolder: indexFolder(env),
    log,
    onReady: () => context.refresh(),
    onRules: () => {
      boundary.forget()
      completions.forget()
      context.clear()
    },
    onChange: () => context.edited(),
  })
  const context = createContext({
    documents,
    folders,
    boundary,
    declarationsNear: workspace.declarationsNear,
    onFresh: uri => completions.contextChanged(uri),
  })
  const events = createEvents({
    documents,
    folders,
    settings,
    boundary,
    gateway,
    env,
    log,
    onAccepted: () => completions.accepted(),
    onRejected: () => completions.rejected(),
  })
  const learning = createLearning({ settings, env, life, log })
  const completions = createCompletionEngine({
    gateway: () => Promise.resolve(gateway),
    config: () => settings.current,
    context,
    boundary,
    checkSyntax: workspace.checkSyntax,
    onWithheld: createWithheldNotice(connection, log),
    log: message => log.debug(message),
    journal: events.journal,
    taste: () => learning.taste,
    clientWaits: waitsItself(client.name),
  })
  documents.onClose((_document, belongsTo) => completions.closed(belongsTo))
  settings.onChange((now, before) => {
    completions.forget()
    context.clear()
    const isSameGateway = JSON.stringify([now.gateway, now.local]) === JSON.stringify([before.gateway, before.local])
    if (!isSameGateway) gateway.reset()
    if (!now.completion.enabled) {
      status.off()
      windowRecord.remove()
      void workspace.close()
    } else if (!isSameGateway || !before.completion.enabled) status.starting()
  })
  const baselines = createBaselines({ connection, client, documents, folders, settings, workspace, log })
  const outputs = createOutputs({ documents, folders, boundary })
  const diagnosis = createDiagnosis({ documents, folders, settings, boundary, overlays: [baselines, outputs], log })
  const questions = createQuestions(gateway, settings, log)
  const fixes = createFixes({ documents, folders, diagnosis, questions, workspace, log })
  const commands: Services['commands'] = new Map()
  return {
    connection,
    client,
    env,
    life,
    handlers,
    log,
    settings,
    status,
    documents,
    folders,
    workspace,
    context,
    commands,
    gateway,
    completions,
    events,
    diagnosis,
    fixes,
    outputs,
    baselines,
    questions,
    boundary,
    workspaceRun: createWorkspaceRun({ documents, folders, diagnosis, baselines, env, log }),
    explanations: createExplanations(questions, log),
    windowRecord,
  }
}

function baseCapabilities({ client }: Services): ServerCapabilities {
  return {
    positionEncoding: client.encoding,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    notebookDocumentSync: { notebookSelector: [{ notebook: '*', cells: [{ language: '*' }] }] },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    experimental: { wayline: { protocol: protocolVersion } },
  }
}
