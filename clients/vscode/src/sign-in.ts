import * as vscode from 'vscode'
import type { ClientRunner } from './client-runner.ts'
import type { Credentials } from './credentials.ts'
import { addressProblem, checkGateway, type GatewayProblem } from './check-gateway.ts'

/** Signing in to a gateway: its address becomes a setting, and its key a secret of the editor; both are tried first. */
export function registerSignIn(credentials: Credentials, runner: ClientRunner): vscode.Disposable[] {
  return [
    credentials.onChange(() => void runner.settingsChanged()),
    vscode.commands.registerCommand('wayline.signIn', () => signIn(credentials)),
    vscode.commands.registerCommand('wayline.signOut', async () => {
      await credentials.forget()
      await gatewaySettings().update('gateway.url', undefined, vscode.ConfigurationTarget.Global)
      void vscode.window.showInformationMessage(vscode.l10n.t('Signed out. The key is forgotten.'))
    }),
  ]
}

async function signIn(credentials: Credentials): Promise<void> {
  const { l10n } = vscode
  const url = await vscode.window.showInputBox({
    title: l10n.t('Sign in to a gateway (1 of 2)'),
    prompt: l10n.t('Address of the gateway; whoever runs it tells you.'),
    placeHolder: 'https://wayline.example.com',
    value: gatewaySettings().get('gateway.url', ''),
    ignoreFocusOut: true,
    validateInput: text => (addressProblem(text) ? sentenceFor('bad-address') : null),
  })
  if (url === undefined) return
  const token = await vscode.window.showInputBox({
    title: l10n.t('Sign in to a gateway (2 of 2)'),
    prompt: l10n.t('Your key. It is kept among the secrets of the editor.'),
    password: true,
    ignoreFocusOut: true,
  })
  if (token === undefined) return
  const address = { url: url.trim(), token: token.trim() }
  const { problem, model, detail } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: l10n.t('Asking the gateway') },
    () => checkGateway(address, globalThis.fetch),
  )
  if (problem !== null) {
    const again = l10n.t('Try again')
    const text = detail === '' ? sentenceFor(problem) : `${sentenceFor(problem)} (${detail})`
    if ((await vscode.window.showErrorMessage(text, again)) === again) await signIn(credentials)
    return
  }
  await credentials.keep(address.token)
  await gatewaySettings().update('gateway.url', address.url, vscode.ConfigurationTarget.Global)
  void vscode.window.showInformationMessage(l10n.t('Signed in. Completions come from {0}.', model))
}

function gatewaySettings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('wayline')
}

function sentenceFor(problem: GatewayProblem): string {
  const { l10n } = vscode
  switch (problem) {
    case 'bad-address':
      return l10n.t('This is no address. It begins with https:// or http://.')
    case 'unreachable':
      return l10n.t('The gateway cannot be reached. Check the address, the network and the proxy settings.')
    case 'bad-key':
      return l10n.t('The gateway did not accept the key. Ask whoever runs it for another.')
    case 'no-gateway':
      return l10n.t('What answers there is no Wayline gateway. Check the address.')
    case 'no-model':
      return l10n.t('The gateway offers no model. Whoever runs it must set one up.')
  }
}
