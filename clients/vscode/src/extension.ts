import * as vscode from 'vscode'
import { createClientRunner, type ClientRunner } from './client-runner.ts'
import { registerCommands } from './commands.ts'
import { createCredentials } from './credentials.ts'
import { registerMenu } from './menu.ts'
import { registerSignIn } from './sign-in.ts'
import { createStatusBar } from './status-bar.ts'

let running: ClientRunner | null = null

/** Builds each part and starts the language server, which decides everything else. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Wayline', { log: true })
  const statusBar = createStatusBar()
  const credentials = createCredentials(context.secrets)
  const runner = createClientRunner({ context, log, statusBar, credentials })
  running = runner
  context.subscriptions.push(log, statusBar)
  registerCommands(context, runner, log)
  registerSignIn(context, credentials, runner)
  registerMenu(context, runner, statusBar)
  await runner.start()
}

/** Ends the language server, and waits until it has put everything away. */
export async function deactivate(): Promise<void> {
  await running?.stop()
  running = null
}
