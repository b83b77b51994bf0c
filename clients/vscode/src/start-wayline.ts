import type * as vscode from 'vscode'
import { createClientRunner } from './client-runner.ts'
import { registerCommands } from './commands.ts'
import { createCredentials } from './credentials.ts'
import { registerMenu } from './menu.ts'
import { registerSignIn } from './sign-in.ts'
import type { StatusBar } from './status-bar.ts'

export interface WaylineOptions {
  context: vscode.ExtensionContext
  log: vscode.LogOutputChannel
  statusBar: StatusBar
}

/** Builds each part and starts the language server, which decides everything else. The returned function ends it. */
export function startWayline({ context, log, statusBar }: WaylineOptions): () => Promise<void> {
  const credentials = createCredentials(context.secrets)
  const runner = createClientRunner({ context, log, statusBar, credentials })
  context.subscriptions.push(
    ...registerCommands(context, runner, log),
    ...registerSignIn(credentials, runner),
    registerMenu(runner, statusBar),
  )
  // How it went is in the status bar; nobody waits for it.
  void runner.start()
  return () => runner.stop()
}
