import type { ServerCapabilities } from 'vscode-languageserver/node'
import * as z from 'zod'
import { WaylineError } from '../errors.ts'
import { commands as names } from '../protocol/index.ts'
import { keyIn } from './editor-diagnostic.ts'
import type { Services } from './services.ts'

/** A finding of a document, by its key. */
const Argument = z.object({ uri: z.string(), finding: z.string() })

/** `wayline.addToBaseline`: a finding is known from now on, here and to `wayline check`. */
export function registerAddToBaseline({ commands, documents, diagnosis, baselines }: Services): ServerCapabilities {
  commands.set(names.addToBaseline, async ([sent], signal) => {
    const argument = Argument.safeParse(sent)
    const document = argument.success ? documents.get(argument.data.uri) : undefined
    const found = document && (await diagnosis.of(document, signal))
    const lineOf = (line: number): string => document?.text.line(line) ?? ''
    const finding = found?.all.find(one => keyIn(one, lineOf) === argument.data?.finding)
    if (!document || !found || !finding) throw new WaylineError('bad_argument', 'The finding is not there any more.')
    baselines.add(document.uri, diagnosis.sourceOf(document).text, found.all, finding)
    return null
  })
  return {}
}
