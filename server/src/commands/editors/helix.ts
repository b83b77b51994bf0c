import type { Editor } from './editor.ts'
import { quoted } from './notation.ts'

/** Beside which servers Wayline runs: Helix replaces the whole list of a language, so its own defaults are named again. */
const besides: [language: string, servers: string[]][] = [
  ['python', ['ty', 'ruff', 'jedi', 'pylsp']],
  ['javascript', ['typescript-language-server']],
  ['typescript', ['typescript-language-server']],
  ['tsx', ['typescript-language-server']],
  ['go', ['gopls', 'golangci-lint-lsp']],
  ['rust', ['rust-analyzer']],
  ['java', ['jdtls']],
  ['c', ['clangd']],
  ['cpp', ['clangd']],
]

export const helix: Editor = {
  id: 'helix',
  name: 'Helix',
  aliases: ['hx'],
  notes: [
    'Helix has no ghost text; suggestions come in its completion menu (Ctrl-x).',
    'Helix takes a folder for a workspace where it is one of version control. After other settings: :config-reload, then :lsp-restart wayline.',
    'Each block names Helix’s own servers for the language beside Wayline; add a block for every other language you use.',
  ],
  place: '~/.config/helix/languages.toml',
  tried:
    '`npm run test:editors` takes a suggestion, mends a finding and runs commands in a real Helix 25.07 with exactly these lines.',
  snippet: ([program = '', ...words]) => `[language-server.wayline]
command = ${JSON.stringify(program)}
args = [${quoted(words, ', ')}]
${besides
  .map(
    ([language, servers]) => `
[[language]]
name = "${language}"
language-servers = [${quoted([...servers, 'wayline'], ', ')}]
`,
  )
  .join('')}`,
}
