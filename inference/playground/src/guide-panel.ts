import { element } from './element.ts'
import type { Guide, Step } from './guides.ts'
import type { Preferences } from './preferences.ts'
import type { Words } from './words.ts'

export interface GuidePanel {
  element: HTMLElement
  show(guide: Guide): void
  /** Marks the steps of that kind in the guide of a file. */
  done(kind: Step['kind'], path: string): void
}

/** What to try in a sample, a step at a time. */
export function createGuidePanel(
  words: Words,
  language: Preferences['language'],
  onStep: (guide: Guide, step: Step) => void,
): GuidePanel {
  const heading = element('h3', {})
  const about = element('p', { class: 'about' })
  const list = element('ol', { class: 'steps' })
  const finished = new Set<string>()
  let current: Guide | null = null

  function show(guide: Guide): void {
    current = guide
    heading.textContent = guide.title[language]
    about.textContent = guide.about[language]
    list.replaceChildren(
      ...guide.steps.map(step => {
        const isDone = finished.has(`${guide.folder} ${step.kind}`)
        return element(
          'li',
          { class: isDone ? 'done' : '', 'data-kind': step.kind },
          element(
            'p',
            {},
            step.text[language],
            isDone ? element('span', { class: 'unseen' }, ` (${words.done})`) : null,
          ),
          element('button', { type: 'button', class: 'quiet', click: () => onStep(guide, step) }, words.showMe),
        )
      }),
    )
  }

  return {
    element: element(
      'aside',
      { class: 'guide', 'aria-label': words.guide, 'data-part': 'guide' },
      element('h2', {}, words.guide),
      heading,
      about,
      list,
    ),
    show(guide) {
      if (guide !== current) show(guide)
    },
    done(kind, path) {
      const folder = path.split('/')[0] ?? ''
      const before = finished.size
      finished.add(`${folder} ${kind}`)
      if (finished.size > before && current) show(current)
    },
  }
}
