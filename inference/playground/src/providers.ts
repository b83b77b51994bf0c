import type * as lsp from 'vscode-languageserver-types'
import { fromPosition, fromRange, toRange, touches } from './convert.ts'
import type { LanguageClient } from './language-client.ts'
import { monaco } from './monaco.ts'

/** What the editor asks the language server, in the editor's own terms. */
export interface ProviderOptions {
  client: LanguageClient
  suggestions: 'inline' | 'list'
  diagnosticsOf: (uri: string) => readonly lsp.Diagnostic[]
  /** Told of what a visitor has tried. */
  onTried: (what: 'complete' | 'fix' | 'hover' | 'complexity', uri: string) => void
  /** Runs a command of the language server, and shows what comes of it. */
  run: (command: string, commandArguments: readonly unknown[]) => void
}

const everywhere = { scheme: 'playground' }
const accepted = 'playground.accepted'
const fixed = 'playground.fixed'
const runs = 'playground.run'

export function registerProviders(options: ProviderOptions): void {
  const { client, run, onTried } = options
  monaco.editor.registerCommand(accepted, (_, id: string, uri: string) => {
    onTried('complete', uri)
    void client.command('wayline.completionAccepted', [id])
  })
  monaco.editor.registerCommand(fixed, (_, uri: string, command?: lsp.Command) => {
    onTried('fix', uri)
    if (command) run(command.command, command.arguments ?? [])
  })
  monaco.editor.registerCommand(runs, (_, uri: string, command: lsp.Command) => {
    onTried('complexity', uri)
    run(command.command, command.arguments ?? [])
  })
  if (options.suggestions === 'inline') registerInline(options)
  else registerList(options)
  registerHovers(options)
  registerActions(options)
  registerLenses(options)
}

function registerInline({ client }: ProviderOptions): void {
  monaco.languages.registerInlineCompletionsProvider(everywhere, {
    async provideInlineCompletions(model, position, context, token) {
      const uri = model.uri.toString()
      const info = context.selectedSuggestionInfo
      const answer = await client.request<lsp.InlineCompletionItem[] | { items: lsp.InlineCompletionItem[] }>(
        'textDocument/inlineCompletion',
        {
          textDocument: { uri },
          position: fromPosition(position),
          context: {
            triggerKind: context.triggerKind === monaco.languages.InlineCompletionTriggerKind.Explicit ? 1 : 2,
            ...(info ? { selectedCompletionInfo: { range: fromRange(info.range), text: info.text } } : {}),
          },
        },
        token,
      )
      const items = Array.isArray(answer) ? answer : (answer?.items ?? [])
      return {
        items: items.map(({ insertText, range, command }) => ({
          insertText: typeof insertText === 'string' ? insertText : { snippet: insertText.value },
          ...(range ? { range: toRange(range) } : {}),
          ...(command ? { command: acceptance(command, uri) } : {}),
        })),
      }
    },
    disposeInlineCompletions: () => undefined,
  })
}

/** The language server is told by its own command; the page wants to know as well. */
function acceptance({ title, arguments: given }: lsp.Command, uri: string): monaco.languages.Command {
  return { id: accepted, title, arguments: [given?.[0] as unknown, uri] }
}

function registerList({ client }: ProviderOptions): void {
  monaco.languages.registerCompletionItemProvider(everywhere, {
    triggerCharacters: ['.', '(', '{', '[', ',', '=', ':', ' ', '/', '"', "'"],
    async provideCompletionItems(model, position, _context, token) {
      const uri = model.uri.toString()
      const list = await client.request<lsp.CompletionList>(
        'textDocument/completion',
        { textDocument: { uri }, position: fromPosition(position), context: { triggerKind: 1 } },
        token,
      )
      return { incomplete: true, suggestions: (list?.items ?? []).flatMap(item => listItem(item, uri) ?? []) }
    },
  })
}

function listItem(item: lsp.CompletionItem, uri: string): monaco.languages.CompletionItem | null {
  const { textEdit, documentation, command } = item
  if (!textEdit || !('range' in textEdit)) return null
  return {
    label: item.label,
    kind: monaco.languages.CompletionItemKind.Snippet,
    insertText: textEdit.newText,
    range: toRange(textEdit.range),
    ...(item.detail === undefined ? {} : { detail: item.detail }),
    ...(documentation === undefined
      ? {}
      : { documentation: typeof documentation === 'string' ? documentation : { value: documentation.value } }),
    ...(item.filterText === undefined ? {} : { filterText: item.filterText }),
    ...(item.sortText === undefined ? {} : { sortText: item.sortText }),
    ...(item.preselect === undefined ? {} : { preselect: item.preselect }),
    ...(command ? { command: acceptance(command, uri) } : {}),
  }
}

function registerHovers({ client, onTried }: ProviderOptions): void {
  monaco.languages.registerHoverProvider(everywhere, {
    async provideHover(model, position, token) {
      const uri = model.uri.toString()
      const hover = await client.request<lsp.Hover>(
        'textDocument/hover',
        { textDocument: { uri }, position: fromPosition(position) },
        token,
      )
      if (!hover) return null
      onTried('hover', uri)
      const { contents, range } = hover
      const value = typeof contents === 'object' && 'value' in contents ? contents.value : ''
      return { contents: [{ value }], ...(range ? { range: toRange(range) } : {}) }
    },
  })
}

/** An action as the server gave it goes back to it when it is chosen. */
const givenActions = new WeakMap<monaco.languages.CodeAction, { action: lsp.CodeAction; uri: string }>()

function registerActions({ client, diagnosticsOf }: ProviderOptions): void {
  monaco.languages.registerCodeActionProvider(everywhere, {
    async provideCodeActions(model, range, context, token) {
      const uri = model.uri.toString()
      const here = fromRange(range)
      const diagnostics = diagnosticsOf(uri).filter(diagnostic => touches(diagnostic.range, here))
      const given = await client.request<lsp.CodeAction[]>(
        'textDocument/codeAction',
        {
          textDocument: { uri },
          range: here,
          context: {
            diagnostics,
            ...(context.only === undefined ? {} : { only: [context.only] }),
            triggerKind: context.trigger === monaco.languages.CodeActionTriggerType.Invoke ? 1 : 2,
          },
        },
        token,
      )
      return { actions: (given ?? []).map(action => editorAction(action, uri)), dispose: () => undefined }
    },
    async resolveCodeAction(chosen, token) {
      const given = givenActions.get(chosen)
      if (!given || given.action.edit || given.action.data === undefined) return chosen
      const { title, kind } = given.action
      const params = { title, ...(kind === undefined ? {} : { kind }), data: given.action.data as unknown }
      const resolved = await client.request<lsp.CodeAction>('codeAction/resolve', params, token)
      if (resolved?.edit) chosen.edit = editorEdit(resolved.edit)
      return chosen
    },
  })
}

function editorAction(action: lsp.CodeAction, uri: string): monaco.languages.CodeAction {
  const { title, kind, edit, isPreferred, disabled, command } = action
  const made: monaco.languages.CodeAction = {
    title,
    command: { id: fixed, title, arguments: command ? [uri, command] : [uri] },
    ...(kind === undefined ? {} : { kind }),
    ...(edit ? { edit: editorEdit(edit) } : {}),
    ...(isPreferred === undefined ? {} : { isPreferred }),
    ...(disabled ? { disabled: disabled.reason } : {}),
    ...(title.startsWith('Fix with the model') ? { isAI: true } : {}),
  }
  givenActions.set(made, { action, uri })
  return made
}

/** Edits by document, of whichever form the server chose. */
export function editsOf({
  documentChanges = [],
  changes = {},
}: lsp.WorkspaceEdit): { uri: string; edit: lsp.TextEdit }[] {
  const versioned = documentChanges.flatMap(change =>
    'textDocument' in change
      ? change.edits.flatMap(edit => ('newText' in edit ? [{ uri: change.textDocument.uri, edit }] : []))
      : [],
  )
  const plain = Object.entries(changes).flatMap(([uri, edits]) => edits.map(edit => ({ uri, edit })))
  return [...versioned, ...plain]
}

function editorEdit(edit: lsp.WorkspaceEdit): monaco.languages.WorkspaceEdit {
  return {
    edits: editsOf(edit).map(({ uri, edit: { range, newText } }) => ({
      resource: monaco.Uri.parse(uri),
      versionId: undefined,
      textEdit: { range: toRange(range), text: newText },
    })),
  }
}

function registerLenses({ client }: ProviderOptions): void {
  const given = new WeakMap<monaco.languages.CodeLens, lsp.CodeLens>()
  monaco.languages.registerCodeLensProvider(everywhere, {
    async provideCodeLenses(model, token) {
      const uri = model.uri.toString()
      const lenses = await client.request<lsp.CodeLens[]>('textDocument/codeLens', { textDocument: { uri } }, token)
      const made = (lenses ?? []).map(lens => {
        const lensOfEditor: monaco.languages.CodeLens = { range: toRange(lens.range) }
        given.set(lensOfEditor, lens)
        return lensOfEditor
      })
      return { lenses: made }
    },
    async resolveCodeLens(model, lens, token) {
      const sent = given.get(lens)
      const resolved = sent ? await client.request<lsp.CodeLens>('codeLens/resolve', sent, token) : null
      if (resolved?.command) {
        const { command } = resolved
        lens.command = { id: runs, title: command.title, arguments: [model.uri.toString(), command] }
      }
      return lens
    },
  })
}
