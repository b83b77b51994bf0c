type Child = Node | string | null

/** Makes an element. Text is text: nothing that anybody says becomes HTML. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string | boolean | (() => void)> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value)
    else if (value === true) made.setAttribute(name, '')
    else if (value !== false) made.setAttribute(name, value)
  }
  made.append(...children.filter(child => child !== null))
  return made
}

/** Up and down move between elements of which one at a time is reached with Tab; Home and End go to the first and the last. */
export function moveByKeys(container: HTMLElement, items: () => HTMLElement[]): void {
  container.addEventListener('keydown', event => {
    const all = items()
    const at = all.findIndex(item => item === document.activeElement)
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    const target = next === undefined || at < 0 ? undefined : all[next]
    if (!target) return
    event.preventDefault()
    for (const item of all) item.tabIndex = item === target ? 0 : -1
    target.focus()
  })
  container.addEventListener('focusin', event => {
    const all = items()
    const now = all.find(item => item === event.target)
    if (now) for (const item of all) item.tabIndex = item === now ? 0 : -1
  })
}
