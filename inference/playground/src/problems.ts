import type * as lsp from 'vscode-languageserver-types'
import { element, moveByKeys } from './element.ts'
import type { Progress } from './language-client.ts'
import { inline } from './markdown.ts'
import type { Words } from './words.ts'

export interface Problems {
  element: HTMLElement
  /** Those of the file that is being looked at come first. */
  show(all: ReadonlyMap<string, readonly lsp.Diagnostic[]>, current: string): void
  setProgress(progress: Progress | null): void
  /** Whether every file has been looked at. */
  setComplete(): void
}

export interface ProblemsOptions {
  words: Words
  onOpen: (uri: string, range: lsp.Range) => void
  onDiagnose: () => void
  onCancel: (progress: Progress) => void
}

/** Names of severities as styles and tests know them, by their number in the protocol. */
export const severityNames = ['', 'error', 'warning', 'information', 'hint']

/** What is wrong, file by file, with the way that data takes; and the work of finding all of it. */
export function createProblems({ words, onOpen, onDiagnose, onCancel }: ProblemsOptions): Problems {
  const count = element('span', { class: 'count' })
  const diagnose = element(
    'button',
    { type: 'button', class: 'main', id: 'diagnose', click: onDiagnose },
    words.diagnose,
  )
  const bar = element('progress', { max: '100' })
  const how = element('span', { class: 'how', role: 'status' })
  const cancel = element('button', { type: 'button', class: 'quiet', id: 'cancel' }, words.cancel)
  const work = element('div', { class: 'work', hidden: true }, bar, how, cancel)
  const list = element('div', { class: 'list' })
  let isComplete = false
  let running: Progress | null = null
  cancel.addEventListener('click', () => running && onCancel(running))
  moveByKeys(list, inSight)

  /** What is in closed details is passed over. */
  function inSight(): HTMLElement[] {
    return [...list.querySelectorAll<HTMLElement>('button, summary')].filter(one => one.checkVisibility())
  }

  function row(
    uri: string,
    { severity = 1, message, range, code, relatedInformation = [] }: lsp.Diagnostic,
  ): HTMLElement {
    const steps = relatedInformation.map(({ location, message: step }) =>
      element(
        'li',
        {},
        element(
          'button',
          { type: 'button', class: 'step', tabindex: '-1', click: () => onOpen(location.uri, location.range) },
          element('span', {}, ...inline(step)),
          element('span', { class: 'where' }, `${nameOf(location.uri)}:${location.range.start.line + 1}`),
        ),
      ),
    )
    const name = severityNames[severity] ?? 'error'
    return element(
      'div',
      { class: 'problem' },
      element(
        'button',
        {
          type: 'button',
          class: 'row',
          tabindex: '-1',
          'data-rule': String(code ?? ''),
          'data-key': `${uri} ${range.start.line}:${range.start.character} ${code ?? ''}`,
          click: () => onOpen(uri, range),
        },
        element('span', { class: `severity ${name}`, role: 'img', 'aria-label': name }),
        element('span', { class: 'message' }, ...inline(textOf(message))),
        element('span', { class: 'rule' }, String(code ?? '')),
        element('span', { class: 'where' }, words.line(range.start.line + 1)),
      ),
      steps.length > 0
        ? element(
            'details',
            {},
            element('summary', { tabindex: '-1' }, words.steps(steps.length)),
            element('ol', {}, ...steps),
          )
        : null,
    )
  }

  return {
    element: element(
      'section',
      { class: 'problems', 'aria-label': words.problems, 'data-part': 'problems' },
      element('div', { class: 'bar' }, element('h2', {}, words.problems, ' ', count), work, diagnose),
      list,
    ),
    show(all, current) {
      const before = inSight()
      const at = before.findIndex(one => one === document.activeElement)
      const key = before[at]?.dataset['key']
      const groups = [...all]
        .filter(([, found]) => found.length > 0)
        .sort(([one], [other]) => Number(other === current) - Number(one === current) || one.localeCompare(other))
        .map(([uri, found]) =>
          element(
            'div',
            { class: 'group', role: 'group', 'aria-label': nameOf(uri) },
            element('h3', {}, nameOf(uri), ' ', element('span', { class: 'count' }, String(found.length))),
            ...[...found].sort((a, b) => a.range.start.line - b.range.start.line).map(found => row(uri, found)),
          ),
        )
      const total = [...all.values()].reduce((sum, found) => sum + found.length, 0)
      count.textContent = total > 0 ? String(total) : ''
      list.replaceChildren(
        ...(groups.length > 0
          ? groups
          : [element('p', { class: 'empty' }, isComplete ? words.noneAnywhere : words.noProblems)]),
      )
      const buttons = inSight()
      // Whoever was in the list stays where they were, whatever has come before it.
      const same = key === undefined ? undefined : buttons.find(one => one.dataset['key'] === key)
      const again = same ?? (at < 0 ? undefined : buttons[Math.min(at, buttons.length - 1)])
      const first = again ?? buttons[0]
      if (first) first.tabIndex = 0
      again?.focus()
    },
    setProgress(progress) {
      running = progress
      work.hidden = !progress
      diagnose.disabled = progress !== null
      if (!progress) return
      how.textContent = progress.message || progress.title || words.diagnosing
      cancel.hidden = !progress.canCancel
      if (progress.percentage === null) bar.removeAttribute('value')
      else bar.value = progress.percentage
    },
    setComplete() {
      isComplete = true
    },
  }
}

/** What a diagnostic says, as text. */
export function textOf(message: lsp.Diagnostic['message']): string {
  return typeof message === 'string' ? message : message.value
}

/** A file by its path in the samples. */
export function nameOf(uri: string): string {
  return uri.replace(/^playground:\//, '')
}
