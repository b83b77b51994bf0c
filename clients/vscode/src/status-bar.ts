import * as vscode from 'vscode'
import { lookOf, type ClientState } from './status-look.ts'

/** The item in the status bar: how things stand, why, and what can be done; a click opens the menu. */
export interface StatusBar {
  readonly current: ClientState
  show(state: ClientState): void
  /** What is to be known of the server's version, or null. */
  note(sentence: string | null): void
  dispose(): void
}

export function createStatusBar(): StatusBar {
  const item = vscode.window.createStatusBarItem('wayline.status', vscode.StatusBarAlignment.Right, 100)
  let current: ClientState = { state: 'starting', message: vscode.l10n.t('Wayline is starting.') }
  let note: string | null = null
  item.name = 'Wayline'
  item.command = 'wayline.menu'

  function update(): void {
    const { icon, severity } = lookOf(current)
    item.text = `$(${icon}) Wayline`
    item.tooltip = tooltipOf(current, note)
    item.accessibilityInformation = { label: `Wayline: ${current.message} ${current.remedy ?? ''}`.trim() }
    item.backgroundColor =
      severity === 'none' ? undefined : new vscode.ThemeColor(`statusBarItem.${severity}Background`)
    item.show()
  }

  update()
  return {
    get current() {
      return current
    },
    show(state) {
      current = state
      update()
    },
    note(sentence) {
      note = sentence
      update()
    },
    dispose: () => item.dispose(),
  }
}

function tooltipOf({ message, remedy }: ClientState, note: string | null): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString()
  const paragraphs = [message, remedy, note].filter(text => typeof text === 'string')
  // What the server says may name files and models of others: it is text, and no Markdown.
  for (const [index, text] of paragraphs.entries()) tooltip.appendText(index > 0 ? `\n\n${text}` : text)
  return tooltip
}
