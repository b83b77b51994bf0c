import * as vscode from 'vscode'
import { protocolVersion, statusNotification, WaylineStatus } from '@wayline/server/protocol'
import {
  DidChangeConfigurationNotification,
  LanguageClient,
  State,
  TransportKind,
  type LanguageClientOptions,
} from 'vscode-languageclient/node'
import { cancellableProgress } from './cancellable-progress.ts'
import { ageOf, type PartnerAge } from './partner.ts'
import type { Credentials } from './credentials.ts'
import { settingsSection } from './settings-section.ts'
import { bundledServer } from './server-program.ts'
import { showDocument } from './show-document.ts'
import type { StatusBar } from './status-bar.ts'

/** The language server's life in this window. */
export interface ClientRunner {
  start(): Promise<void>
  stop(): Promise<void>
  restart(): Promise<void>
  /** Runs a command of the server, and says so where it does not know it. */
  execute(command: string, ...commandArguments: unknown[]): Promise<unknown>
  /** Has the server ask for its settings again: the key is none that the editor tells of. */
  settingsChanged(): Promise<void>
  /** Version that the server has told, or null. */
  readonly serverVersion: string | null
}

export interface ClientRunnerOptions {
  context: vscode.ExtensionContext
  log: vscode.LogOutputChannel
  statusBar: StatusBar
  credentials: Credentials
}

const section = 'wayline'

/** What is served: files, what is not saved yet, and cells of notebooks. Other schemes have no folder whose ignore files could be read. */
const schemes = ['file', 'untitled', 'vscode-notebook-cell']

export function createClientRunner({ context, log, statusBar, credentials }: ClientRunnerOptions): ClientRunner {
  let client: LanguageClient | null = null

  async function currentSettings(): Promise<Record<string, unknown>> {
    const settings = vscode.workspace.getConfiguration().get<Record<string, unknown>>(section, {})
    return settingsSection(settings, await credentials.token())
  }

  async function start(): Promise<void> {
    statusBar.show({ state: 'starting', message: vscode.l10n.t('Wayline is starting.') })
    const program = serverProgram(context.extensionPath)
    const options: LanguageClientOptions = {
      documentSelector: schemes.map(scheme => ({ scheme })),
      outputChannel: log,
      diagnosticPullOptions: { onChange: true, onSave: true },
      initializationOptions: {
        client: 'vscode',
        clientVersion: versionOf(context.extension.packageJSON),
        protocol: protocolVersion,
        [section]: await currentSettings(),
      },
      middleware: {
        workspace: {
          configuration: async ({ items }) => {
            const settings = await currentSettings()
            return items.map(item => (item.section === section ? settings : null))
          },
          // What changed is asked for: what would be sent along lacks the key.
          didChangeConfiguration: (_sections, next) => next(undefined),
        },
        window: { showDocument },
        handleWorkDoneProgress: cancellableProgress(() => client),
      },
    }
    const module = { module: program, args: ['lsp'], transport: TransportKind.stdio }
    const started = new LanguageClient(section, 'Wayline', module, options)
    client = started
    started.onNotification(statusNotification, (params: unknown) => {
      const status = WaylineStatus.safeParse(params)
      if (status.success) statusBar.show(status.data)
    })
    started.onDidChangeState(({ newState }) => {
      void vscode.commands.executeCommand('setContext', 'wayline.running', newState === State.Running)
      if (newState === State.Stopped) statusBar.show(stopped())
    })
    try {
      await started.start()
      notePartner(started)
      // The server has nothing to tell before a file is opened.
      if (statusBar.current.state === 'starting') statusBar.show(idle())
    } catch (error) {
      log.error(`The language server did not start: ${String(error)}`)
      statusBar.show(stopped())
    }
  }

  async function stop(): Promise<void> {
    const stopping = client
    client = null
    if (stopping?.state === State.Running) await stopping.stop()
  }

  function notePartner({ initializeResult }: LanguageClient): void {
    const sentence = partnerSentence(
      ageOf(initializeResult?.capabilities.experimental),
      initializeResult?.serverInfo?.version ?? '?',
    )
    statusBar.note(sentence)
    if (sentence === null) return
    log.warn(sentence)
    void vscode.window.showWarningMessage(sentence)
  }

  return {
    start,
    stop,
    async restart() {
      await stop()
      await start()
    },
    async execute(command, ...commandArguments) {
      const known = client?.initializeResult?.capabilities.executeCommandProvider?.commands ?? []
      if (!known.includes(command)) {
        const message = client
          ? vscode.l10n.t('This language server has no command {0}. Another version of it may have.', command)
          : vscode.l10n.t('The language server is not running. Restart it from the Wayline menu in the status bar.')
        void vscode.window.showWarningMessage(message)
        return null
      }
      return vscode.commands.executeCommand(command, ...commandArguments)
    },
    async settingsChanged() {
      await client?.sendNotification(DidChangeConfigurationNotification.type, { settings: null })
    },
    get serverVersion() {
      return client?.initializeResult?.serverInfo?.version ?? null
    },
  }
}

/** The server that the user's own settings name, or the one that came with the extension. */
function serverProgram(extensionFolder: string): string {
  const own = vscode.workspace.getConfiguration(section).get('server.path', '').trim()
  return own === '' || !vscode.workspace.isTrusted ? bundledServer(extensionFolder) : own
}

function idle(): { state: 'idle'; message: string } {
  return { state: 'idle', message: vscode.l10n.t('Wayline is there, and connects when a file is opened.') }
}

function stopped(): { state: 'stopped'; message: string; remedy: string } {
  return {
    state: 'stopped',
    message: vscode.l10n.t('The language server is not running.'),
    remedy: vscode.l10n.t('Restart it from this menu; the log says why it ended.'),
  }
}

/** What is to be said of a server that is not of this extension's age; what the standard has works with all of them. */
function partnerSentence(age: PartnerAge, version: string): string | null {
  const { l10n } = vscode
  switch (age) {
    case 'same':
      return null
    case 'older':
      return l10n.t(
        'The language server ({0}) is older than this extension. Completion, problems, hovers and fixes work; some commands may not. Update the server.',
        version,
      )
    case 'newer':
      return l10n.t(
        'The language server ({0}) is newer than this extension. Completion, problems, hovers and fixes work; some commands may not. Update the extension.',
        version,
      )
    case 'stranger':
      return l10n.t(
        'The language server ({0}) does not know this extension. What the language server protocol has works; our own commands may not. Check the setting wayline.server.path.',
        version,
      )
  }
}

function versionOf(manifest: unknown): string {
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  return hasVersion ? String(manifest.version) : ''
}
