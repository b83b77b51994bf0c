import * as vscode from 'vscode'
import { commands as serverCommands } from '@wayline/server/protocol'
import type { ClientRunner } from './client-runner.ts'
import { toggled } from './toggle-language.ts'

/** The commands of the palette that the server has no name for: most bring it what is selected. */
export function registerCommands(
  context: vscode.ExtensionContext,
  runner: ClientRunner,
  log: vscode.LogOutputChannel,
): vscode.Disposable[] {
  const commands: Record<string, () => unknown> = {
    'wayline.restart': () => runner.restart(),
    'wayline.showLog': () => log.show(),
    'wayline.openSettings': () =>
      vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${context.extension.id}`),
    'wayline.openWalkthrough': () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#wayline.start`),
    'wayline.explainSelection': () => withSelection(place => runner.execute(serverCommands.explain, place)),
    'wayline.explainSelectedOutput': () => withSelection(place => runner.execute(serverCommands.explainOutput, place)),
    'wayline.explainTerminalSelection': async () => {
      const text = await terminalSelection()
      await explainOutput(runner, text)
    },
    'wayline.explainClipboard': async () => explainOutput(runner, await vscode.env.clipboard.readText()),
    'wayline.reportWorkspace': () => runner.execute(serverCommands.diagnoseWorkspace, { report: true }),
    'wayline.toggleLanguage': () => toggleLanguage(),
  }
  return Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run))
}

async function explainOutput(runner: ClientRunner, text: string): Promise<void> {
  if (text.trim() === '') void vscode.window.showInformationMessage(vscode.l10n.t('There is no text to explain.'))
  else await runner.execute(serverCommands.explainOutput, { text })
}

/** Runs something with what is selected, or the line of the cursor, as the protocol names places. */
async function withSelection(run: (place: unknown) => unknown): Promise<void> {
  const editor = vscode.window.activeTextEditor
  if (!editor) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a file and select something first.'))
    return
  }
  const { document, selection } = editor
  const { start, end } = selection.isEmpty ? document.lineAt(selection.active.line).range : selection
  await run({ uri: document.uri.toString(), range: { start, end } })
}

/** What is selected in the terminal, which only the clipboard tells; what was in that is put back. */
async function terminalSelection(): Promise<string> {
  const before = await vscode.env.clipboard.readText()
  await vscode.env.clipboard.writeText('')
  await vscode.commands.executeCommand('workbench.action.terminal.copySelection')
  const selected = await vscode.env.clipboard.readText()
  await vscode.env.clipboard.writeText(before)
  return selected
}

async function toggleLanguage(): Promise<void> {
  const language = vscode.window.activeTextEditor?.document.languageId
  if (language === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a file of the language first.'))
    return
  }
  const settings = vscode.workspace.getConfiguration('wayline')
  const setting = 'completion.disabledLanguages'
  const languages = toggled(settings.get<string[]>(setting, []), language)
  await settings.update(setting, languages, vscode.ConfigurationTarget.Global)
}
