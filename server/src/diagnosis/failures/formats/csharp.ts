import type { Frame } from '../failure.ts'
import { stackFormat } from './stack.ts'

const frameLine = /^\s+at ([\w.`<>+|[\],$]+)\(([^()]*)\)(?: in (.+):line (\d+))?\s*$/

/** Stack traces of .NET. */
export const csharp = stackFormat({
  format: 'csharp',
  header:
    /^(?:Unhandled exception\. |\s*---> )?(?<code>(?:[A-Z][\w]*\.)+[A-Z]\w*)(?: \(0x[\da-fA-F]+\))?: (?<message>.*)$/,
  frame: csharpFrame,
  filler: /^\s+--- End of (?:inner exception stack trace|stack trace from previous location) ---$/,
})

function csharpFrame(line: string): Frame | 'elsewhere' | null {
  const match = frameLine.exec(line)
  if (!match) return null
  const [, symbol = '', , file, number] = match
  if (file === undefined) return 'elsewhere'
  return { file: file.replaceAll('\\', '/'), line: Number(number), column: null, symbol }
}
