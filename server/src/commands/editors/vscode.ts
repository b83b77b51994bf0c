import { type Editor, untried } from './editor.ts'
import { languages } from './languages.ts'
import { json } from './notation.ts'

export const vscode: Editor = {
  id: 'vscode',
  name: 'Visual Studio Code',
  aliases: ['code', 'vs-code', 'codium', 'cursor'],
  notes: [
    'Wayline has an extension of its own, with ghost text and the server in it: `wayline editors vscode --write --vsix FILE` installs it; clients/vscode makes the file.',
    'Without it a generic one can start the server: install "Generic LSP Client (v2)" (zsol.vscode-glspc), which is not ours, and use the settings below. Suggestions then come in the completion list.',
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
