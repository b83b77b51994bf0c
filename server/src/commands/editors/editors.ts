/** How one editor is connected. The snippet is all that goes to standard output, so that it can be piped into a file. */
export interface Editor {
  id: string
  name: string
  /** What must be there first, and what is known not to work: told beside the snippet. */
  notes: string[]
  /** Where the snippet belongs, for people. */
  place: string
  /** File that `--write` may create, `~` for the home folder; only where a file of our own is enough. */
  file?: string
  snippet: (command: string[]) => string
}

const languages = [
  ['python', 'source.python'],
  ['javascript', 'source.js'],
  ['typescript', 'source.ts'],
  ['java', 'source.java'],
  ['go', 'source.go'],
  ['rust', 'source.rust'],
  ['c', 'source.c'],
  ['cpp', 'source.c++'],
  ['ruby', 'source.ruby'],
  ['php', 'source.php'],
  ['lua', 'source.lua'],
] as const

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
const words = (command: string[]): string =>
  command.map(word => (/^[\w./:@-]+$/.test(word) ? word : JSON.stringify(word))).join(' ')
const quoted = (command: string[], separator: string): string =>
  command.map(word => JSON.stringify(word)).join(separator)

/** Every editor that `wayline editors` knows. */
export const editors: Editor[] = [
  {
    id: 'vscode',
    name: 'Visual Studio Code',
    notes: [
      'VS Code starts language servers through extensions only. Wayline’s own is not part of this version.',
      'Any extension that runs a language server of your choice can start the command below.',
    ],
    place: 'the settings of such an extension',
    snippet: command => json({ command: command[0], args: command.slice(1) }),
  },
  {
    id: 'jetbrains',
    name: 'JetBrains IDEs',
    notes: [
      'Install the plug-in LSP4IJ, version 0.20 or newer (inline completion came with it).',
      'Settings → Languages & Frameworks → Language Servers → + → fill in name, command and file patterns.',
    ],
    place: 'the tab "Server" (command) and the tab "Mappings" (patterns) of the new language server',
    snippet: command =>
      json({
        name: 'Wayline',
        command: words(command),
        fileNamePatterns: [
          '*.py',
          '*.js',
          '*.jsx',
          '*.ts',
          '*.tsx',
          '*.java',
          '*.kt',
          '*.go',
          '*.rs',
          '*.c',
          '*.h',
          '*.cpp',
          '*.cs',
          '*.php',
          '*.rb',
          '*.swift',
          '*.scala',
          '*.lua',
          '*.sh',
        ],
      }),
  },
  {
    id: 'neovim',
    name: 'Neovim 0.12',
    notes: [
      'Needs Neovim 0.12 for ghost text. Tab takes a suggestion and stays Tab when there is none; Alt-] shows the next one.',
    ],
    place: '~/.config/nvim/plugin/wayline.lua',
    file: '~/.config/nvim/plugin/wayline.lua',
    snippet: command => `vim.lsp.config('wayline', {
  cmd = { ${quoted(command, ', ')} },
  root_markers = { '.git', 'package.json', 'pyproject.toml', 'go.mod', 'Cargo.toml', 'pom.xml' },
})
vim.lsp.enable('wayline')

vim.api.nvim_create_autocmd('LspAttach', {
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if not client or client.name ~= 'wayline' then return end
    vim.lsp.inline_completion.enable(true, { bufnr = event.buf })
    vim.keymap.set('i', '<Tab>', function()
      if not vim.lsp.inline_completion.get() then return '<Tab>' end
    end, { buffer = event.buf, expr = true, desc = 'Take the suggestion' })
    vim.keymap.set('i', '<M-]>', function() vim.lsp.inline_completion.select() end, { buffer = event.buf, desc = 'Next suggestion' })
  end,
})
`,
  },
  {
    id: 'helix',
    name: 'Helix',
    notes: [
      'Helix has no ghost text; suggestions come in its completion menu (Ctrl-x).',
      'Name Wayline beside the language servers you already use; add a block for each language.',
    ],
    place: '~/.config/helix/languages.toml',
    file: '~/.config/helix/languages.toml',
    snippet: command => `[language-server.wayline]
command = ${JSON.stringify(command[0])}
args = [${quoted(command.slice(1), ', ')}]

[[language]]
name = "python"
language-servers = ["pylsp", "wayline"]

[[language]]
name = "typescript"
language-servers = ["typescript-language-server", "wayline"]
`,
  },
  {
    id: 'emacs-eglot',
    name: 'Emacs with eglot',
    notes: [
      'Part of Emacs 29 and newer. Suggestions come as ordinary completions (C-M-i, or your completion package).',
      'eglot runs one server for each buffer; start it with M-x eglot.',
    ],
    place: '~/.emacs.d/init.el',
    snippet: command => `(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '((python-mode python-ts-mode js-mode js-ts-mode typescript-ts-mode go-mode go-ts-mode
                  java-mode java-ts-mode rust-mode rust-ts-mode c-mode c-ts-mode c++-mode c++-ts-mode)
                 . (${quoted(command, ' ')}))))
`,
  },
  {
    id: 'emacs-lsp-mode',
    name: 'Emacs with lsp-mode',
    notes: [
      'lsp-mode 10 shows suggestions in place: M-x lsp-inline-completion-mode. It runs beside your other servers.',
    ],
    place: '~/.emacs.d/init.el',
    snippet: command => `(with-eval-after-load 'lsp-mode
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection '(${quoted(command, ' ')}))
                    :activation-fn (lambda (&rest _) t)
                    :server-id 'wayline
                    :add-on? t
                    :priority -1)))
`,
  },
  {
    id: 'vim',
    name: 'Vim with vim-lsp',
    notes: ['Needs the plug-in prabirshrestha/vim-lsp. Suggestions come in the completion menu.'],
    place: '~/.vimrc',
    snippet: command => `if executable(${vimString(command[0] ?? '')})
  autocmd User lsp_setup call lsp#register_server({
        \\ 'name': 'wayline',
        \\ 'cmd': {server_info->[${command.map(vimString).join(', ')}]},
        \\ 'allowlist': ['*'],
        \\ })
endif
`,
  },
  {
    id: 'zed',
    name: 'Zed',
    notes: [
      'Zed starts language servers through extensions only, and there is none for Wayline in this version.',
      'Where an extension already provides a server, its binary can be replaced by Wayline as below.',
    ],
    place: '~/.config/zed/settings.json, with the name of that server in place of NAME',
    snippet: command => json({ lsp: { NAME: { binary: { path: command[0], arguments: command.slice(1) } } } }),
  },
  {
    id: 'kate',
    name: 'Kate',
    notes: [
      'Suggestions come in the completion list. Kate runs one server for each language: this one takes the place of another.',
    ],
    place: 'Settings → Configure Kate → LSP Client → User Server Settings',
    snippet: command =>
      json({
        servers: Object.fromEntries(
          languages.map(([id]) => [
            id,
            {
              command,
              highlightingModeRegex: `^${({ c: 'C', cpp: 'C\\+\\+', javascript: 'JavaScript', typescript: 'TypeScript', php: 'PHP' } as Record<string, string>)[id] ?? id.charAt(0).toUpperCase() + id.slice(1)}$`,
            },
          ]),
        ),
      }),
  },
  {
    id: 'sublime',
    name: 'Sublime Text',
    notes: ['Needs the package LSP. Suggestions come in the completion list, beside those of other servers.'],
    place: 'Preferences → Package Settings → LSP → Settings',
    snippet: command =>
      json({
        clients: { wayline: { enabled: true, command, selector: languages.map(([, scope]) => scope).join(' | ') } },
      }),
  },
]

/** A word as Vim's single-quoted string. */
function vimString(word: string): string {
  return `'${word.replaceAll("'", "''")}'`
}
