import { type Editor, untried } from './editor.ts'
import { languages } from './languages.ts'
import { json } from './notation.ts'

export const kate: Editor = {
  id: 'kate',
  name: 'Kate',
  notes: [
    'Switch on the plug-in "LSP Client". Suggestions come in the completion list.',
    'Kate runs one server for each language: this one takes the place of another. Leave out the languages where you want the other.',
    'Kate asks once whether the program may be started.',
  ],
  place: 'Settings → Configure Kate → LSP Client → User Server Settings',
  tried: untried,
  snippet: command =>
    json({
      servers: Object.fromEntries(
        languages.flatMap(({ kate }) => (kate ? [[kate.key, { command, highlightingModeRegex: kate.modes }]] : [])),
      ),
    }),
}
