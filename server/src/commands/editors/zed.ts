import { type Editor, untried } from './editor.ts'
import { json } from './notation.ts'

export const zed: Editor = {
  id: 'zed',
  name: 'Zed',
  notes: [
    'Zed starts only language servers that it or an extension knows; there is no extension for Wayline in this version.',
    'What works today: take the place of a server that Zed knows for the language, and put its name for NAME. You lose that server meanwhile.',
    'Suggestions come in the completion menu.',
  ],
  place: '~/.config/zed/settings.json',
  tried: untried,
  snippet: ([program = '', ...words]) => json({ lsp: { NAME: { binary: { path: program, arguments: words } } } }),
}
