import * as vscode from 'vscode'
import type { ClientRunner } from './client-runner.ts'
import type { StatusBar } from './status-bar.ts'

interface MenuItem extends vscode.QuickPickItem {
  command?: string
}

/** The menu of the status bar: how things stand, what can be done about it, and the rest of what one looks for there. */
export function registerMenu(runner: ClientRunner, statusBar: StatusBar): vscode.Disposable {
  return vscode.commands.registerCommand('wayline.menu', async () => {
    const chosen = await vscode.window.showQuickPick(itemsOf(runner, statusBar), {
      title: 'Wayline',
      placeHolder: statusBar.current.message,
      matchOnDetail: true,
    })
    if (chosen?.command !== undefined) await vscode.commands.executeCommand(chosen.command)
  })
}

function itemsOf(runner: ClientRunner, { current }: StatusBar): MenuItem[] {
  const { l10n } = vscode
  const language = vscode.window.activeTextEditor?.document.languageId
  const isOff = vscode.workspace
    .getConfiguration('wayline')
    .get<string[]>('completion.disabledLanguages', [])
    .includes(language ?? '')
  const switchLanguage = isOff
    ? l10n.t('Switch completions on for {0}', language ?? '')
    : l10n.t('Switch completions off for {0}', language ?? '')
  return [
    ...remediesFor(current.state).map(item => ({ ...item, detail: current.remedy ?? current.message })),
    { label: l10n.t('How things stand'), description: current.message, command: 'wayline.showStatus' },
    ...(language === undefined
      ? []
      : [{ label: `$(circle-slash) ${switchLanguage}`, command: 'wayline.toggleLanguage' }]),
    { label: `$(search) ${l10n.t('Diagnose the workspace')}`, command: 'wayline.diagnoseWorkspace' },
    { label: `$(sign-in) ${l10n.t('Sign in to a gateway')}`, command: 'wayline.signIn' },
    {
      label: `$(refresh) ${l10n.t('Restart the language server')}`,
      description: runner.serverVersion ?? '',
      command: 'wayline.restart',
    },
    { label: `$(output) ${l10n.t('Show the log')}`, command: 'wayline.showLog' },
    { label: `$(gear) ${l10n.t('Settings')}`, command: 'wayline.openSettings' },
    { label: `$(book) ${l10n.t('First steps')}`, command: 'wayline.openWalkthrough' },
  ]
}

/** What can be done about a state with a click. */
function remediesFor(state: string): MenuItem[] {
  const { l10n } = vscode
  switch (state) {
    case 'model-missing':
      return [{ label: `$(cloud-download) ${l10n.t('Fetch the model')}`, command: 'wayline.pullModel' }]
    case 'unauthorized':
      return [{ label: `$(key) ${l10n.t('Sign in with another key')}`, command: 'wayline.signIn' }]
    case 'gateway-unreachable':
    case 'gateway-refused':
    case 'engine-unavailable':
      return [{ label: `$(debug-disconnect) ${l10n.t('Connect again')}`, command: 'wayline.restartGateway' }]
    case 'off':
      return [{ label: `$(gear) ${l10n.t('Switch completions on')}`, command: 'wayline.openSettings' }]
    default:
      return []
  }
}
