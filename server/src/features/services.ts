import type { Connection } from 'vscode-languageserver/node'
import type { CompletionEngine } from '../completion/completion-engine.ts'
import type { ContextBlocks } from '../context/context-blocks.ts'
import type { ReconnectingGateway } from '../gateway/reconnecting-gateway.ts'
import type { Baselines } from '../lsp/baselines.ts'
import type { Client } from '../lsp/client.ts'
import type { Commands } from '../lsp/commands.ts'
import type { Diagnosis } from '../lsp/diagnosis.ts'
import type { Documents } from '../lsp/documents.ts'
import type { Events } from '../lsp/events.ts'
import type { Explanations } from '../lsp/explanations.ts'
import type { Fixes } from '../lsp/fixes.ts'
import type { Handlers } from '../lsp/handler.ts'
import type { Log } from '../lsp/log.ts'
import type { Outputs } from '../lsp/outputs.ts'
import type { Questions } from '../lsp/questions.ts'
import type { Settings } from '../lsp/settings.ts'
import type { Status } from '../lsp/status.ts'
import type { Boundary } from '../safety/boundary.ts'
import type { WindowRecord } from '../lsp/window-record.ts'
import type { Workspace } from '../lsp/workspace.ts'
import type { WorkspaceRun } from '../lsp/workspace-run.ts'
import type { WorkspaceFolders } from '../lsp/workspace-folders.ts'

/** What features are made of. `createServer` puts it together, once. */
export interface Services {
  connection: Connection
  client: Client
  env: NodeJS.ProcessEnv
  /** Aborts when the language server ends. */
  life: AbortSignal
  handlers: Handlers
  log: Log
  settings: Settings
  status: Status
  documents: Documents
  folders: WorkspaceFolders
  boundary: Boundary
  explanations: Explanations
  workspace: Workspace
  workspaceRun: WorkspaceRun
  context: ContextBlocks
  commands: Commands
  gateway: ReconnectingGateway
  completions: CompletionEngine
  events: Events
  diagnosis: Diagnosis
  fixes: Fixes
  outputs: Outputs
  baselines: Baselines
  questions: Questions
  windowRecord: WindowRecord
}
