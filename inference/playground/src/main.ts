import { element } from './element.ts'
import { keepKey, takeKey } from './key.ts'
import { keyForm } from './key-form.ts'
import { preferences } from './preferences.ts'
import { wordsIn } from './words.ts'

/** Shows the page at once; the editor, which is most of it, follows. */
async function begin(): Promise<void> {
  const chosen = preferences()
  const words = wordsIn(chosen.language)
  document.documentElement.lang = chosen.language === 'zh' ? 'zh-CN' : 'en'
  document.documentElement.dataset['theme'] = chosen.theme
  document.title = `Wayline · ${words.title}`
  const key = takeKey()
  if (key === null) {
    ask(false)
    return
  }
  document.body.replaceChildren(element('p', { class: 'loading', role: 'status' }, words.loading))
  try {
    // Its own texts have to be there before the editor is.
    if (chosen.language === 'zh') await import('monaco-editor/nls/lang/zh-cn')
    const [{ openWorkbench }, response] = await Promise.all([import('./workbench.ts'), fetch('samples.json')])
    // The gateway made the file of texts by path, and checks it when it starts.
    const samples = (await response.json()) as Record<string, string>
    openWorkbench({ key, preferences: chosen, words, samples, onWrongKey: () => ask(true) })
  } catch (error) {
    document.body.replaceChildren(element('p', { class: 'loading', role: 'alert' }, words.editorFailed))
    throw error
  }

  function ask(isWrong: boolean): void {
    const form = keyForm(words, isWrong, given => {
      keepKey(given)
      location.reload()
    })
    document.body.replaceChildren(element('main', { class: 'alone' }, form))
    form.querySelector('input')?.focus()
  }
}

void begin()
