import { element } from './element.ts'
import { inline } from './markdown.ts'
import type { State } from './language-client.ts'
import { prefer, type Preferences } from './preferences.ts'
import type { Words } from './words.ts'

export interface Header {
  element: HTMLElement
  setState(state: State): void
  setModels(models: readonly string[], chosen: string): void
}

export interface HeaderOptions {
  words: Words
  preferences: Preferences
  onTheme: (theme: Preferences['theme']) => void
  onModel: (model: string) => void
  /** Language and kind of suggestions are chosen at the start; the page begins anew with them. */
  onAnew: () => void
  onRetry: () => void
  onKeys: () => void
}

/** The line above everything: how things stand, and what can be chosen. */
export function createHeader(options: HeaderOptions): Header {
  const { words, preferences, onTheme, onModel, onAnew, onRetry, onKeys } = options
  const dot = element('span', { class: 'dot', 'aria-hidden': 'true' })
  const stateText = element('span', {})
  const details = element('div', { class: 'details', id: 'details', popover: 'auto' })
  const status = element(
    'button',
    { class: 'status', type: 'button', popovertarget: 'details', 'aria-live': 'polite' },
    dot,
    stateText,
  )
  const models: HTMLSelectElement = element('select', { change: () => onModel(models.value) })
  const language = choice(
    preferences.language,
    [
      ['en', 'English'],
      ['zh', '中文'],
    ],
    value => {
      prefer({ language: value })
      onAnew()
    },
  )
  const theme = choice(
    preferences.theme,
    [
      ['auto', words.themes.auto],
      ['light', words.themes.light],
      ['dark', words.themes.dark],
    ],
    value => {
      prefer({ theme: value })
      onTheme(value)
    },
  )
  const suggestions = choice(
    preferences.suggestions,
    [
      ['inline', words.inline],
      ['list', words.list],
    ],
    value => {
      prefer({ suggestions: value })
      onAnew()
    },
  )
  const whole = element(
    'header',
    {},
    element('img', { src: 'icon.svg', alt: '', width: '26', height: '26' }),
    element('h1', {}, 'Wayline ', element('span', {}, words.title)),
    status,
    details,
    element('div', { class: 'space' }),
    labelled(words.model, models),
    labelled(words.suggestions, suggestions),
    labelled(words.theme, theme),
    labelled(words.language, language),
    element('button', { type: 'button', class: 'quiet', click: onKeys }, words.keys),
  )
  return {
    element: whole,
    setState(state) {
      status.dataset['state'] = state.state
      stateText.textContent = words.states[state.state]
      details.replaceChildren(...explained(words, state, onRetry))
    },
    setModels(names, chosen) {
      models.replaceChildren(
        // Without a name the gateway takes its first.
        ...names.map((name, at) => element('option', { value: at === 0 ? '' : name }, name)),
      )
      models.value = chosen
    },
  }
}

function explained(words: Words, state: State, onRetry: () => void): Node[] {
  const reason = Object.entries(words.reasons).find(([name]) => name === state.state)?.[1]
  const help = state.state === 'model-missing' ? words.modelMissingHelp : null
  const texts = [state.message ?? reason, state.remedy].filter(text => text !== undefined && text !== '')
  return [
    element('strong', {}, words.states[state.state]),
    ...texts.map(text => element('p', {}, ...inline(text ?? ''))),
    ...(help === null ? [] : [element('p', {}, ...inline(help))]),
    ...(state.state === 'ready' || state.state === 'connecting'
      ? []
      : [
          element(
            'button',
            { type: 'button', class: 'main', click: onRetry },
            state.state === 'idle' ? words.resume : words.retry,
          ),
        ]),
  ]
}

function choice<Value extends string>(
  chosen: Value,
  values: readonly (readonly [Value, string])[],
  onChange: (value: Value) => void,
): HTMLSelectElement {
  const made = element(
    'select',
    {
      change: () => {
        const [value] = values.find(([name]) => name === made.value) ?? []
        if (value !== undefined) onChange(value)
      },
    },
    ...values.map(([value, text]) => element('option', { value }, text)),
  )
  made.value = chosen
  return made
}

function labelled(text: string, control: HTMLElement): HTMLElement {
  // The label's own text would have that of all options in it.
  control.setAttribute('aria-label', text)
  return element('label', {}, element('span', {}, text), control)
}
