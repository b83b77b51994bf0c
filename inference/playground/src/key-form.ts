import { element } from './element.ts'
import { inline } from './markdown.ts'
import type { Words } from './words.ts'

/** Asks for the key, where the address did not bring it or the gateway does not know it. */
export function keyForm(words: Words, isWrong: boolean, onKey: (key: string) => void): HTMLElement {
  const input = element('input', {
    id: 'key',
    type: 'password',
    autocomplete: 'off',
    required: true,
    spellcheck: 'false',
  })
  const form = element(
    'form',
    { class: 'key-form' },
    element('img', { src: 'icon.svg', alt: '', width: '44', height: '44' }),
    element('h1', {}, isWrong ? words.keyWrong : words.keyNeeded),
    element('p', {}, ...inline(words.keyWhere)),
    element('label', { for: 'key' }, words.keyLabel),
    input,
    element('button', { type: 'submit', class: 'main' }, words.keyUse),
  )
  form.addEventListener('submit', event => {
    event.preventDefault()
    onKey(input.value.trim())
  })
  return form
}
