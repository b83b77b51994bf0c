import type { Locator, Page } from 'playwright-core'
import * as z from 'zod'

/** What can be seen in a window of VS Code. */
export interface Seen {
  /** The lines of the editor as far as they are in view, without what is only suggested. */
  lines(): Promise<string[]>
  /** What is suggested as ghost text; empty where nothing is. */
  ghostText(): Promise<string>
  /** The state that our item in the status bar tells, with its remedy. */
  status(): Promise<string>
  /** What the Problems view has of a file, message by message; the view has to be open. */
  problems(file: string): Promise<string[]>
  /** Notifications that contain a text. */
  notification(text: string | RegExp): Locator
  /** The text of the hover that is shown. */
  hover(): Promise<string>
  /** The titles in the menu of quick fixes. */
  quickFixes(): Promise<string[]>
}

/** Run in the page: the lines from top to bottom, each without the elements that show suggestions. */
const linesOf = `[...document.querySelectorAll('.editor-instance .view-line')]
  .sort((one, other) => parseFloat(one.style.top) - parseFloat(other.style.top))
  .map(line => {
    const copy = line.cloneNode(true)
    for (const ghost of copy.querySelectorAll('[class*="ghost-text"]')) ghost.remove()
    return copy.textContent
  })`

/** Looks at a page. */
export function seenIn(page: Page): Seen {
  return {
    async lines() {
      const lines = z.array(z.string()).parse(await page.evaluate(linesOf))
      return lines.map(withPlainBlanks)
    },
    async ghostText() {
      const pieces = await page.locator('.editor-instance [class*="ghost-text"]').allTextContents()
      return withPlainBlanks(pieces.join(''))
    },
    async status() {
      const label = await page.locator('.statusbar-item[id*="wayline"]').getAttribute('aria-label')
      return label ?? ''
    },
    async problems(file) {
      const rows = await page.locator('.markers-panel .monaco-list-row').allInnerTexts()
      const own: string[] = []
      let isOwn = false
      for (const row of rows.map(text => text.split('\n')[0] ?? '')) {
        // A row that is no message begins a file.
        if (isFileName(row)) isOwn = row === file
        else if (isOwn) own.push(row)
      }
      return own
    },
    notification: text => page.locator('.notification-toast .notification-list-item').filter({ hasText: text }),
    async hover() {
      return (await page.locator('.monaco-hover:visible').allInnerTexts()).join('\n')
    },
    async quickFixes() {
      const rows = page.locator('.action-widget .monaco-list-row.action')
      await rows.first().waitFor({ timeout: 5000 })
      return rows.allInnerTexts()
    },
  }
}

function isFileName(text: string): boolean {
  return /^[\w-]+\.\w+$/.test(text)
}

/** VS Code shows blanks as blanks that do not break. */
function withPlainBlanks(text: string): string {
  return text.replaceAll('\u00a0', ' ')
}
