import fs from 'node:fs'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { createContextBlocks } from '../../server/src/context/context-blocks.ts'
import type { ContextDocument } from '../../server/src/context/context-document.ts'
import type { ContextPart } from '../../server/src/context/context-part.ts'
import { similarCode } from '../../server/src/context/similar-code.ts'
import { languageOf } from '../../server/src/syntax/language-of.ts'

/**
 * The parts of other files that the engine under test sends to the model from a place in a package. The one place where
 * the harness knows how the engine comes by them.
 */
export async function contextFor(
  packageRoot: string,
  filePath: string,
  textBefore: string,
  textAfter: string,
  languageId: string,
  roomCharacters: number,
): Promise<ContextPart[]> {
  const document = documentOf(filePath, languageId, textBefore + textAfter)
  // Nobody knows what somebody else had open, so the neighbours of the file are.
  const folder = path.dirname(path.join(packageRoot, filePath))
  const others = fs
    .readdirSync(folder)
    .filter(name => languageOf(name) === languageOf(filePath) && name !== path.basename(filePath))
    .map(name =>
      documentOf(
        path.relative(packageRoot, path.join(folder, name)),
        languageId,
        fs.readFileSync(path.join(folder, name), 'utf8'),
      ),
    )
  const blocks = createContextBlocks({
    sources: [query => similarCode(query, others)],
    find: () => document,
    after: (delayMs, run) => {
      if (delayMs === 0) run()
      return () => undefined
    },
    onFresh: () => undefined,
  })
  const linesBefore = textBefore.split('\n')
  const place = { line: linesBefore.length - 1, character: linesBefore.at(-1)?.length ?? 0 }
  const room = { all: roomCharacters, edits: 0 }
  blocks.at(document.uri, place, room)
  await setImmediate()
  return blocks.at(document.uri, place, room)
}

function documentOf(filePath: string, languageId: string, text: string): ContextDocument {
  const lines = text.split(/\r\n|\r|\n/)
  return {
    uri: `file:///package/${filePath}`,
    path: filePath,
    languageId,
    lineCount: lines.length,
    line: index => lines[index] ?? '',
  }
}
