import { type Editor, untried } from './editor.ts'
import { languages } from './languages.ts'
import { json } from './notation.ts'

export const jetbrains: Editor = {
  id: 'jetbrains',
  name: 'JetBrains IDEs',
  aliases: ['intellij', 'idea', 'pycharm', 'webstorm', 'goland', 'lsp4ij'],
  notes: [
    'The plug-in Wayline (clients/jetbrains-bridge) brings the server and needs no template; this is for LSP4IJ alone.',
    'Install the plug-in LSP4IJ, version 0.20 or newer (inline completion came with it).',
    'Put the text below into a file named template.json in a folder of its own (`--write` does it). Then: Settings → Languages & Frameworks → Language Servers → + → Template → "Import from custom template…" → that folder.',
    'By hand: + → name "Wayline", the command from "programArgs", and the file name patterns on the tab "Mappings".',
  ],
  place: 'a file named template.json, in a folder of its own',
  tried: untried,
  snippet: command =>
    json({
      id: 'wayline',
      name: 'Wayline',
      // LSP4IJ splits at blanks outside quotes, and knows no backslash before anything.
      programArgs: { default: command.map(word => (/\s/.test(word) ? `"${word}"` : word)).join(' ') },
      env: { includeSystemEnvironmentVariables: true, variables: {} },
      fileTypeMappings: languages.map(({ id, name, patterns }) => ({ fileType: { name, patterns }, languageId: id })),
    }),
}
