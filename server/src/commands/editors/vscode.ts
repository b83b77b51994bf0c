import { type Editor, untried } from './editor.ts'
import { languages } from './languages.ts'
import { json } from './notation.ts'

export const vscode: Editor = {
  id: 'vscode',
  name: 'Visual Studio Code',
  aliases: ['code', 'vs-code', 'codium', 'cursor'],
  notes: [
    'VS Code starts language servers through extensions only, and Wayline’s own is not part of this version.',
    'Until then a generic one can do it: install "Generic LSP Client (v2)" (zsol.vscode-glspc), which is not ours, and use the settings below.',
    'Suggestions come in the completion list, not as ghost text.',
  ],
  place: 'settings.json (command "Preferences: Open User Settings (JSON)")',
  tried: untried,
  snippet: ([program = '', ...words]) =>
    json({
      'glspc.server.command': program,
      'glspc.server.commandArguments': words,
      'glspc.server.languageId': languages.map(({ id }) => id),
    }),
}
