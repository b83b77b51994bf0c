import type { Frame } from '../failure.ts'
import { stackFormat } from './stack.ts'

const frameLine = /^\s+at (?:async )?(?:(.+?) \()?((?:file:\/\/\/?|node:|[a-z]:[\\/]|[\w./\\@~-]).*?):(\d+):(\d+)\)?$/i

/** Stack traces of JavaScript engines of V8's kind: Node, Chromium, Deno, Bun. */
export const node = stackFormat({
  format: 'node',
  header:
    /^(?:Uncaught |\[?Uncaught Exception\]? |.{0,200}?\()?(?<code>[A-Z][\w$]*(?:Error|Exception)?)(?: \[[\w-]+\])?(?:: (?<message>.*))?$/,
  frame: nodeFrame,
  filler: /^\s+at (?:async )?(?:.* \()?(?:<anonymous>|native|index \d+)\)?$/,
})

function nodeFrame(line: string): Frame | 'elsewhere' | null {
  const match = frameLine.exec(line)
  if (!match) return null
  const [, symbol, file = '', number, column] = match
  if (file.startsWith('node:')) return 'elsewhere'
  return { file: file.replaceAll('\\', '/'), line: Number(number), column: Number(column), symbol: symbol ?? null }
}
