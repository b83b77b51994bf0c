import * as vscode from 'vscode'
import { createStatusBar } from './status-bar.ts'

let stop: (() => Promise<void>) | null = null

/**
 * Shows at once that we are there, and loads the rest. Other extensions share this thread, so that modules are evaluated one after the other,
 * with a turn for the others in between: all at once would hold them up for longer than anybody should.
 */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Wayline', { log: true })
  const statusBar = createStatusBar()
  context.subscriptions.push(log, statusBar)
  for (const load of heavyModules) {
    await load()
    await othersTurn()
  }
  const { startWayline } = await import('./start-wayline.ts')
  stop = startWayline({ context, log, statusBar })
}

/** Ends the language server, and waits until it has put everything away. */
export async function deactivate(): Promise<void> {
  await stop?.()
  stop = null
}

/** What takes milliseconds to evaluate, the first that others need first. */
const heavyModules: (() => Promise<unknown>)[] = [
  () => import('vscode-jsonrpc/node'),
  () => import('vscode-languageserver-protocol/node'),
  () => import('@wayline/server/protocol'),
  () => import('vscode-languageclient/node'),
]

function othersTurn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}
