import type { Frame } from '../failure.ts'
import { stackFormat } from './stack.ts'

const frameLine = /^\s+at (?:[\w.$@-]*\/{1,2})?([\w.$<>-]+)\.([\w$<>-]+)\(([^():]+)(?::(\d+))?\)(?: ~?\[.*)?$/

/** Stack traces of Java, Kotlin and Scala. */
export const jvm = stackFormat({
  format: 'jvm',
  header:
    /^(?:Exception in thread "[^"]*" |\s*(?:Caused by|Suppressed): |.*? (?=[\w.]+\.[A-Z]\w*(?:Exception|Error)\b))?(?<code>(?:[a-z_][\w]*\.)+[A-Z][\w$]*)(?:: (?<message>.*))?$/,
  frame: jvmFrame,
  filler: /^\s+\.\.\. (?<shared>\d+) (?:more|common frames omitted)$/,
})

function jvmFrame(line: string): Frame | 'elsewhere' | null {
  const match = frameLine.exec(line)
  if (!match) return null
  const [, type = '', method = '', file = '', number] = match
  if (number === undefined) return 'elsewhere'
  // The trace tells the file without its folder; the package is its folder.
  const folder = type.split('.').slice(0, -1).join('/')
  return {
    file: folder === '' ? file : `${folder}/${file}`,
    line: Number(number),
    column: null,
    symbol: `${type.split('.').at(-1) ?? type}.${method}`,
  }
}
