import { pathToFileURL } from 'node:url'
import type { Range } from 'vscode-languageserver/node'
import type { Block } from '../diagnosis/explanations/blocks.ts'
import { messageOf } from '../diagnosis/failures/failure-finding.ts'
import type { LocatedFailure } from '../diagnosis/failures/locate.ts'
import { readFailures } from '../diagnosis/failures/read-failures.ts'
import { counted } from '../diagnosis/output/text-report.ts'
import { WaylineError } from '../errors.ts'
import type { OpenDocument } from '../lsp/documents.ts'
import { placesOf } from './editor-diagnostic.ts'
import type { Services } from './services.ts'

/** More than this nobody reads at once. */
const mostShown = 20
/** A selection longer than this is not looked through for failures, in characters. */
const longestSelection = 200_000

/** Reads what a program has printed, shows its failures at their places, and says what it means. Throws WaylineError where it tells of none. */
export async function outputBlocks(services: Services, output: string, signal: AbortSignal): Promise<Block[]> {
  const located = await services.outputs.read(output, signal)
  if (located.length === 0)
    throw new WaylineError('bad_argument', 'Nothing in it looks like a stack trace or the output of a compiler.', {
      remedy: 'Select or paste all of the lines that were printed.',
    })
  const blocks = located.slice(0, mostShown).flatMap(one => blocksOf(services, one))
  const more = located.length - mostShown
  return more > 0 ? [...blocks, { kind: 'prose', text: `and ${counted(more, 'more failure')}` }] : blocks
}

/** What is selected in a document, where it tells of failures; null for anything else, such as code. */
export function selectedFailures(services: Services, document: OpenDocument, range: Range): string | null {
  const { start, end } = placesOf(services, document, range)
  if (end.line - start.line > 5000 || (start.line === end.line && start.character === end.character)) return null
  const lines: string[] = []
  let length = 0
  for (let line = start.line; line <= end.line; line++) {
    const text = document.text.line(line)
    length += text.length
    if (length > longestSelection) return null
    lines.push(line === end.line && end.character === 0 && line > start.line ? '' : text)
  }
  const text = lines.join('\n')
  return readFailures(text).length > 0 ? text : null
}

function blocksOf({ folders }: Services, located: LocatedFailure): Block[] {
  const { frames, place } = located
  const [head = '', ...rest] = messageOf(located).split('\n')
  const own = frames.filter(frame => frame.isOwn)
  const shown = own.length > 0 ? own : frames.slice(0, 3)
  const items = shown.slice(0, mostShown).map(({ path, frame }) => {
    const name = path === null ? frame.file : folders.pathOf(pathToFileURL(path).href)
    return `${name}, line ${frame.line}${frame.symbol === null ? '' : `, in ${frame.symbol}`}`
  })
  return [
    { kind: 'title', text: head || located.failure.kind },
    ...(rest.length > 0 ? [{ kind: 'prose', text: rest.join('\n') } as const] : []),
    ...(items.length > 0 ? [{ kind: 'list', items } as const] : []),
    ...(place ? [] : [{ kind: 'prose', text: 'None of these places is in this workspace.' } as const]),
  ]
}
