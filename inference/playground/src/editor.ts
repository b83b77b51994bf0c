import { monaco } from './monaco.ts'
import type { Preferences } from './preferences.ts'

const dark = matchMedia('(prefers-color-scheme: dark)')

/** The one editor of the page. */
export function createEditor(
  place: HTMLElement,
  preferences: Preferences,
  label: string,
): monaco.editor.IStandaloneCodeEditor {
  globalThis.MonacoEnvironment = {
    getWorker: () => new Worker(new URL('editor-worker.js', document.baseURI), { type: 'module' }),
  }
  // The editor's own animations end so when what they are for goes; its other clients pass over that as well.
  addEventListener('unhandledrejection', event => {
    const reason: unknown = event.reason
    if (reason instanceof Error && reason.name === 'Canceled') event.preventDefault()
  })
  monaco.editor.defineTheme('wayline-light', {
    base: 'vs',
    inherit: true,
    rules: [],
    colors: { 'editor.background': '#ffffff', 'editorGhostText.foreground': '#6b7480' },
  })
  monaco.editor.defineTheme('wayline-dark', {
    base: 'vs-dark',
    inherit: true,
    rules: [],
    colors: { 'editor.background': '#14191f', 'editorGhostText.foreground': '#8b96a5' },
  })
  setTheme(preferences.theme)
  dark.addEventListener('change', () => setTheme(chosenTheme))
  return monaco.editor.create(place, {
    model: null,
    ariaLabel: label,
    automaticLayout: true,
    fontSize: 14,
    lineHeight: 22,
    fontFamily: "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
    padding: { top: 12, bottom: 12 },
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    renderLineHighlight: 'all',
    // Words of the file would stand among what the language server suggests.
    wordBasedSuggestions: 'off',
    inlineSuggest: { enabled: true, showToolbar: 'onHover' },
    quickSuggestions: preferences.suggestions === 'list',
    suggestOnTriggerCharacters: preferences.suggestions === 'list',
    fixedOverflowWidgets: true,
    bracketPairColorization: { enabled: false },
    stickyScroll: { enabled: false },
    lightbulb: { enabled: monaco.editor.ShowLightbulbIconMode.On },
  })
}

let chosenTheme: Preferences['theme'] = 'auto'

/** Light, dark, or as the system is. */
export function setTheme(theme: Preferences['theme']): void {
  chosenTheme = theme
  const isDark = theme === 'dark' || (theme === 'auto' && dark.matches)
  monaco.editor.setTheme(isDark ? 'wayline-dark' : 'wayline-light')
}
