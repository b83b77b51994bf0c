import { type Editor, untried } from './editor.ts'
import { languages } from './languages.ts'
import { json } from './notation.ts'

export const sublime: Editor = {
  id: 'sublime',
  name: 'Sublime Text',
  notes: ['Needs the package LSP. Suggestions come in the completion list, beside those of other servers.'],
  place: 'Preferences → Package Settings → LSP → Settings',
  tried: untried,
  snippet: command =>
    json({
      clients: {
        wayline: { enabled: true, command, selector: languages.flatMap(({ scopes }) => scopes).join(' | ') },
      },
    }),
}
