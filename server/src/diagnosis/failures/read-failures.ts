import { stripVTControlCharacters } from 'node:util'
import type { Failure, FailureFormat, Found } from './failure.ts'
import { csharp } from './formats/csharp.ts'
import { go } from './formats/go.ts'
import { jvm } from './formats/jvm.ts'
import { node } from './formats/node.ts'
import { oneLine } from './formats/one-line.ts'
import { python } from './formats/python.ts'
import { rust } from './formats/rust.ts'

/** What tells more comes first: it has the lines that it reads to itself. */
const formats: readonly FailureFormat[] = [python, jvm, csharp, rust, go, node, oneLine]

/** More than this of an output is not read, in lines; of a line no more than this, in characters. */
const mostLines = 50_000
const longestLine = 2000

/**
 * What went wrong, as compilers, test runners and programs print it: in the order of the output, each once. Takes the whole
 * output as it comes, with colours and whatever stands around.
 */
export function readFailures(output: string): Failure[] {
  const lines = stripVTControlCharacters(output)
    .split(/\r?\n/, mostLines)
    .map(line => line.slice(0, longestLine).trimEnd())
  const taken = new Set<number>()
  const found = formats.flatMap(format =>
    format.read(lines).filter(({ from, to }) => {
      const own = Array.from({ length: to - from }, (_, index) => from + index)
      if (own.some(line => taken.has(line))) return false
      for (const line of own) taken.add(line)
      return true
    }),
  )
  return unique(found.sort((one, other) => one.from - other.from)).map(({ failure }) => failure)
}

function unique(found: Found[]): Found[] {
  const seen = new Set<string>()
  return found.filter(({ failure: { code, message, frames } }) => {
    const key = JSON.stringify([code, message, frames])
    return !seen.has(key) && seen.add(key)
  })
}
