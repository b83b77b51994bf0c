import { element } from './element.ts'
import { shown } from './markdown.ts'
import type { Words } from './words.ts'

export interface Notices {
  element: HTMLElement
  /** Says something in passing. */
  say(text: string, isProblem: boolean): void
  /** Shows a longer text until it is closed. */
  explain(markdown: string): void
  showKeys(): void
}

const passingMs = 8000

/** What the language server says beside the code, and what stands on its own. */
export function createNotices(words: Words): Notices {
  const toasts = element('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' })
  const dialog = element('dialog', { closedby: 'any' })

  function open(title: string, content: HTMLElement): void {
    dialog.replaceChildren(
      element(
        'div',
        { class: 'dialog-bar' },
        element('h2', { id: 'dialog-title' }, title),
        element('button', { type: 'button', class: 'quiet', click: () => dialog.close() }, words.close),
      ),
      content,
    )
    dialog.setAttribute('aria-labelledby', 'dialog-title')
    if (!dialog.open) dialog.showModal()
  }

  return {
    element: element('div', {}, toasts, dialog),
    say(text, isProblem) {
      const toast = element('div', { class: isProblem ? 'toast problem' : 'toast' }, element('span', {}, text))
      toast.append(
        element(
          'button',
          { type: 'button', class: 'quiet', 'aria-label': words.close, click: () => toast.remove() },
          '×',
        ),
      )
      toasts.append(toast)
      while (toasts.children.length > 3) toasts.firstElementChild?.remove()
      setTimeout(() => toast.remove(), passingMs)
    },
    explain: markdown => open(words.explanation, shown(markdown)),
    showKeys() {
      const rows = words.keyTable.map(([keys = '', what = '']) =>
        element('tr', {}, element('th', { scope: 'row' }, element('kbd', {}, keys)), element('td', {}, what)),
      )
      open(words.keys, element('table', { class: 'keys' }, element('tbody', {}, ...rows)))
    },
  }
}
