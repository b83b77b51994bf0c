/** F6 goes round the parts of the page, as in other programs with panes; the editor keeps Tab for itself. */
export function moveBetweenParts(focusEditor: () => void): void {
  document.addEventListener(
    'keydown',
    event => {
      if (event.key !== 'F6' || event.ctrlKey || event.altKey) return
      event.preventDefault()
      event.stopPropagation()
      const parts = [...document.querySelectorAll<HTMLElement>('[data-part]')]
      const at = parts.findIndex(part => part.contains(document.activeElement))
      const next = parts[(at + (event.shiftKey ? -1 : 1) + parts.length) % parts.length]
      if (!next) return
      if (next.dataset['part'] === 'editor') focusEditor()
      else {
        // Where its user was in a list, else the first thing that can be pressed.
        const inside = ['[tabindex="0"]', 'button:not(:disabled)'].flatMap(selector => [
          ...next.querySelectorAll<HTMLElement>(selector),
        ])
        inside.find(one => one.checkVisibility())?.focus()
      }
    },
    { capture: true },
  )
}
