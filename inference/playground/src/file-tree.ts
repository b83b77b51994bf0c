import { element, moveByKeys } from './element.ts'
import type { Guide } from './guides.ts'
import type { Preferences } from './preferences.ts'
import type { Words } from './words.ts'

export interface FileTree {
  element: HTMLElement
  select(path: string): void
  /** How many problems there are in a file, and the worst of them. */
  setCount(path: string, count: number, worst: string | null): void
}

/** The files of the samples, project by project. */
export function createFileTree(
  words: Words,
  language: Preferences['language'],
  guides: readonly Guide[],
  files: readonly string[],
  onOpen: (path: string) => void,
): FileTree {
  const items = new Map<string, { item: HTMLElement; count: HTMLElement }>()
  const tree = element('div', { role: 'tree', 'aria-label': words.files })
  for (const guide of guides) {
    const group = element('div', { role: 'group' })
    for (const path of files.filter(file => file.startsWith(`${guide.folder}/`))) {
      const name = path.slice(guide.folder.length + 1)
      const cut = name.lastIndexOf('/') + 1
      const count = element('span', { class: 'count' })
      const item = element(
        'div',
        {
          role: 'treeitem',
          class: 'file',
          'aria-level': '2',
          'data-path': path,
          tabindex: '-1',
          click: () => onOpen(path),
        },
        element(
          'span',
          { class: 'name' },
          cut > 0 ? element('span', { class: 'folders' }, name.slice(0, cut)) : null,
          name.slice(cut),
        ),
        count,
      )
      item.addEventListener('keydown', event => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onOpen(path)
      })
      items.set(path, { item, count })
      group.append(item)
    }
    tree.append(
      element(
        'div',
        { role: 'treeitem', class: 'project', 'aria-level': '1', 'aria-expanded': 'true' },
        element('span', { class: 'title' }, guide.title[language]),
        group,
      ),
    )
  }
  const all = [...items.values()].map(({ item }) => item)
  if (all[0]) all[0].tabIndex = 0
  moveByKeys(tree, () => all)
  return {
    element: element('nav', { class: 'files', 'aria-label': words.files, 'data-part': 'files' }, tree),
    select(path) {
      for (const [name, { item }] of items) {
        item.setAttribute('aria-selected', String(name === path))
        item.tabIndex = name === path ? 0 : -1
      }
    },
    setCount(path, count, worst) {
      const entry = items.get(path)
      if (!entry) return
      entry.count.textContent = count > 0 ? String(count) : ''
      entry.count.dataset['severity'] = worst ?? ''
      entry.count.ariaLabel = count > 0 ? words.counted(count) : null
    },
  }
}
