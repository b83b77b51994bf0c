import type * as lsp from 'vscode-languageserver-types'
import { toRange } from './convert.ts'
import { createEditor, setTheme } from './editor.ts'
import { element } from './element.ts'
import { createFileTree } from './file-tree.ts'
import { createGuidePanel } from './guide-panel.ts'
import { guides, type Guide, type Step } from './guides.ts'
import { createHeader } from './header.ts'
import { createLanguageClient } from './language-client.ts'
import { monaco } from './monaco.ts'
import { createNotices } from './notices.ts'
import { moveBetweenParts } from './parts.ts'
import type { Preferences } from './preferences.ts'
import { createProblems, nameOf, severityNames, textOf } from './problems.ts'
import { editsOf, registerProviders } from './providers.ts'
import { keepTexts, keptTexts } from './texts.ts'
import type { Words } from './words.ts'

export interface WorkbenchOptions {
  key: string
  preferences: Preferences
  words: Words
  /** Text by path. */
  samples: Record<string, string>
  onWrongKey: () => void
}

/** Puts the page together: files, editor, guide and problems around one language client. */
export function openWorkbench({ key, preferences, words, samples, onWrongKey }: WorkbenchOptions): void {
  const files = Object.keys(samples)
  const kept = keptTexts()
  const diagnostics = new Map<string, readonly lsp.Diagnostic[]>()
  let model = ''
  /** How many have been shown. */
  let hovers = 0

  const notices = createNotices(words)
  const header = createHeader({
    words,
    preferences,
    onTheme(theme) {
      document.documentElement.dataset['theme'] = theme
      setTheme(theme)
    },
    onModel(name) {
      model = name
      client.setModel(name)
    },
    onAnew: () => location.reload(),
    onRetry() {
      const { state } = client.state
      if (['idle', 'full', 'failed', 'lost'].includes(state)) client.restart()
      else void client.command('wayline.restartGateway', [])
    },
    onKeys: () => notices.showKeys(),
  })
  const problems = createProblems({
    words,
    onOpen: (uri, range) => open(nameOf(uri), toRange(range)),
    onDiagnose: () => void diagnose(),
    onCancel: progress => client.cancel(progress),
  })
  const tree = createFileTree(words, preferences.language, guides, files, path => open(path))
  const guidePanel = createGuidePanel(words, preferences.language, demonstrate)
  const path = element('span', { class: 'path' })
  const reset = element('button', { type: 'button', class: 'quiet', click: resetFile }, words.reset)
  const place = element('div', { class: 'monaco' })
  document.body.replaceChildren(
    header.element,
    element(
      'main',
      {},
      tree.element,
      element(
        'section',
        { class: 'editor', 'aria-label': words.editor, 'data-part': 'editor' },
        element('div', { class: 'bar' }, path, reset),
        place,
      ),
      guidePanel.element,
      problems.element,
    ),
    notices.element,
  )

  for (const [name, text] of Object.entries(samples))
    monaco.editor.createModel(kept[name] ?? text, undefined, monaco.Uri.parse(`playground:/${name}`))
  const editor = createEditor(place, preferences, words.editor)

  const client = createLanguageClient({
    key: () => key,
    model: () => model,
    suggestions: preferences.suggestions,
    events: {
      onState(state) {
        header.setState(state)
        if (state.state === 'unauthorized' && state.message === undefined) onWrongKey()
        if (state.state === 'starting') void listModels()
      },
      onDiagnostics(uri, version, found) {
        const document = modelAt(nameOf(uri))
        // What was found in an earlier text stands elsewhere by now.
        if (!document || (version !== null && client.isOpen(uri) && version !== document.getVersionId())) return
        diagnostics.set(uri, found)
        monaco.editor.setModelMarkers(document, 'wayline', found.map(marker))
        tree.setCount(nameOf(uri), found.length, worstOf(found))
        showProblems()
      },
      onProgress: progress => problems.setProgress(progress),
      onMessage: (text, isProblem) => notices.say(text, isProblem),
      applyEdit(edit) {
        for (const { uri, edit: change } of editsOf(edit)) {
          const document = modelAt(nameOf(uri))
          if (!document) return false
          document.pushEditOperations(null, [{ range: toRange(change.range), text: change.newText }], () => null)
        }
        return true
      },
    },
  })

  registerProviders({
    client,
    suggestions: preferences.suggestions,
    diagnosticsOf: uri => diagnostics.get(uri) ?? [],
    onTried(what, uri) {
      if (what === 'hover') hovers++
      guidePanel.done(what, nameOf(uri))
    },
    run: (command, commandArguments) => void run(command, commandArguments),
  })
  monaco.editor.registerEditorOpener({
    openCodeEditor(_source, resource, selection) {
      const range = selection && ('startLineNumber' in selection ? selection : monaco.Range.fromPositions(selection))
      return open(nameOf(resource.toString()), range)
    },
  })
  editor.addAction({
    id: 'playground.diagnose',
    label: words.diagnose,
    keybindings: [monaco.KeyMod.Alt | monaco.KeyMod.Shift | monaco.KeyCode.KeyD],
    run: diagnose,
  })
  document.addEventListener('keydown', event => {
    if (event.altKey && event.shiftKey && event.code === 'KeyD' && !editor.hasTextFocus()) void diagnose()
  })
  moveBetweenParts(() => editor.focus())
  window.addEventListener('pagehide', keep)
  open(files.find(name => name.endsWith('app.py')) ?? files[0] ?? '')
  client.restart()

  function showProblems(): void {
    problems.show(diagnostics, editor.getModel()?.uri.toString() ?? '')
  }

  function modelAt(name: string): monaco.editor.ITextModel | null {
    return monaco.editor.getModel(monaco.Uri.parse(`playground:/${name}`))
  }

  function open(name: string, range?: monaco.IRange): boolean {
    const document = modelAt(name)
    if (!document) return false
    if (editor.getModel() !== document) editor.setModel(document)
    client.open(document)
    tree.select(name)
    path.textContent = name
    const guide = guides.find(({ folder }) => name.startsWith(`${folder}/`))
    if (guide) guidePanel.show(guide)
    showProblems()
    if (range) {
      editor.setSelection(range)
      editor.revealRangeInCenterIfOutsideViewport(range)
    }
    editor.focus()
    return true
  }

  async function diagnose(): Promise<void> {
    if (!client.isConnected) {
      notices.say(words.notConnected, true)
      return
    }
    await client.command('wayline.diagnoseWorkspace', [])
    problems.setComplete()
    showProblems()
  }

  async function run(command: string, commandArguments: readonly unknown[]): Promise<void> {
    const result = await client.command(command, commandArguments)
    if (typeof result === 'string') notices.explain(result)
  }

  /** Puts the cursor where the step is to be tried, and does what a visitor would do there. */
  function demonstrate(guide: Guide, step: Step): void {
    const name = `${guide.folder}/${step.file}`
    const document = modelAt(name)
    const found = document?.findMatches(step.after, false, false, true, null, false)[0]
    if (!document || !found) return
    const at = found.range.collapseToEnd()
    open(name, at)
    editor.revealLineInCenter(at.endLineNumber)
    if (step.typed !== undefined) {
      const next = document.getLineContent(Math.min(at.endLineNumber + 1, document.getLineCount()))
      if (next.trimStart().startsWith(step.typed.trim())) {
        editor.setPosition({ lineNumber: at.endLineNumber + 1, column: next.length + 1 })
        editor.trigger('guide', 'editor.action.inlineSuggest.trigger', {})
      } else for (const letter of step.typed) editor.trigger('keyboard', 'type', { text: letter })
      return
    }
    const action = {
      flow: 'editor.action.marker.next',
      fix: 'editor.action.quickFix',
      hover: 'editor.action.showHover',
      complexity: null,
      complete: null,
    }[step.kind]
    if (step.kind === 'hover') showHover()
    else if (action !== null) editor.trigger('guide', action, null)
    if (step.kind === 'flow') guidePanel.done('flow', name)
  }

  /** What a name means is known once the samples have been indexed, which may take a moment after the start. */
  function showHover(tries = 5): void {
    const before = hovers
    editor.trigger('guide', 'editor.action.showHover', null)
    if (tries > 1) setTimeout(() => before === hovers && showHover(tries - 1), 1000)
  }

  function resetFile(): void {
    const document = editor.getModel()
    const text = document ? samples[nameOf(document.uri.toString())] : undefined
    if (!document || text === undefined) return
    document.pushEditOperations(null, [{ range: document.getFullModelRange(), text }], () => null)
    editor.focus()
  }

  function keep(): void {
    const texts: Record<string, string> = {}
    for (const name of files) {
      const text = modelAt(name)?.getValue()
      if (text !== undefined && text !== samples[name]) texts[name] = text
    }
    keepTexts(texts)
  }

  async function listModels(): Promise<void> {
    const response = await fetch('/v1/models', { headers: { authorization: `Bearer ${key}` } })
    if (!response.ok) return
    const { data } = (await response.json()) as { data: { id: string }[] }
    header.setModels(
      data.map(({ id }) => id),
      model,
    )
  }
}

function worstOf(found: readonly lsp.Diagnostic[]): string | null {
  const worst = Math.min(...found.map(({ severity = 1 }) => severity))
  return severityNames[worst] ?? null
}

const severities = new Map<number, monaco.MarkerSeverity>([
  [1, monaco.MarkerSeverity.Error],
  [2, monaco.MarkerSeverity.Warning],
  [3, monaco.MarkerSeverity.Info],
  [4, monaco.MarkerSeverity.Hint],
])

function marker(diagnostic: lsp.Diagnostic): monaco.editor.IMarkerData {
  const { range, severity = 1, message, source, code, tags = [], relatedInformation = [] } = diagnostic
  return {
    ...toRange(range),
    severity: severities.get(severity) ?? monaco.MarkerSeverity.Error,
    message: textOf(message),
    ...(source === undefined ? {} : { source }),
    ...(code === undefined ? {} : { code: String(code) }),
    tags: tags.map(tag => (tag === 1 ? monaco.MarkerTag.Unnecessary : monaco.MarkerTag.Deprecated)),
    relatedInformation: relatedInformation.map(({ location, message: step }) => ({
      ...toRange(location.range),
      resource: monaco.Uri.parse(location.uri),
      message: step,
    })),
  }
}
