import { type Editor, untried } from './editor.ts'
import { json } from './notation.ts'

export const zed: Editor = {
  id: 'zed',
  name: 'Zed',
  notes: [
    'Zed starts only language servers that an extension knows: install the one in clients/zed (command "zed: install dev extension").',
    'These settings tell it where Wayline is; where `wayline` is on the PATH it needs none.',
    'Suggestions come in the completion menu.',
  ],
  place: '~/.config/zed/settings.json',
  tried: untried,
  snippet: ([program = '', ...words]) => json({ lsp: { wayline: { binary: { path: program, arguments: words } } } }),
}
