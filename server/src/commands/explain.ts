import fs from 'node:fs'
import path from 'node:path'
import { WaylineError } from '../errors.ts'
import { explanationOf } from '../diagnosis/failures/explanation-of.ts'
import { locate, type LocatedFailure, type LocatedFrame } from '../diagnosis/failures/locate.ts'
import { readFailures } from '../diagnosis/failures/read-failures.ts'
import { workspaceFiles } from '../diagnosis/failures/workspace-files.ts'
import { harmless } from '../diagnosis/output/excerpt.ts'
import { withoutKeys } from '../safety/secrets/key-blocks.ts'
import { slashed } from '../workspace-index/list-files.ts'
import { UsageError } from './report-error.ts'

export interface ExplainOptions {
  json?: boolean
}

/** Longer output is not read to its end, in bytes. */
const longestOutput = 16 * 1024 * 1024
/** The first ones are the ones to mend; the rest often follows from them. */
const mostShown = 20
/** Lines of code shown before and after the one at fault. */
const around = 2
/** More of a line is not shown, in characters. */
const longestLine = 300

/** `explain [FILE]`: what a compiler, a test or a program has printed, with its places in this folder and what it means. */
export async function runExplain(file: string | undefined, options: ExplainOptions): Promise<number> {
  const output = file === undefined || file === '-' ? await readInput() : readOutput(file)
  const failures = readFailures(output)
  const workspace = await workspaceFiles([slashed(process.cwd())])
  const located = failures.map(failure => locate(failure, workspace))
  process.stdout.write(options.json ? `${JSON.stringify(located.map(asJson), null, 2)}\n` : textOf(located, output))
  return located.length === 0 ? 1 : 0
}

async function readInput(): Promise<string> {
  if (process.stdin.isTTY)
    throw new UsageError(
      'There is nothing to explain.',
      'Name a file, or pipe output in: npm test 2>&1 | wayline explain',
    )
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of process.stdin as AsyncIterable<Buffer>) {
    pieces.push(piece)
    length += piece.length
    if (length > longestOutput) break
  }
  return Buffer.concat(pieces).subarray(0, longestOutput).toString('utf8')
}

function readOutput(file: string): string {
  try {
    return fs.readFileSync(file).subarray(0, longestOutput).toString('utf8')
  } catch (cause) {
    throw new WaylineError('file_unreadable', `The file ${file} cannot be read.`, {
      cause,
      remedy: 'Name a file with what was printed, or pipe it in.',
    })
  }
}

function textOf(located: LocatedFailure[], output: string): string {
  if (located.length === 0) {
    const lines = output.split('\n').length - 1
    return `No failure was recognised in ${lines === 1 ? 'one line' : `${lines} lines`}: nothing in it looks like a stack trace or the output of a compiler.\n`
  }
  const shown = located.slice(0, mostShown).map(failureText)
  const more = located.length - shown.length
  return `${shown.join('\n')}${more > 0 ? `\nand ${more} more; --json has them all.\n` : ''}`
}

function failureText({ failure, frames, place }: LocatedFailure): string {
  const head = [failure.code, failure.message].filter(Boolean).join(': ')
  const first = place ?? frames[0]
  const others = frames.filter(frame => frame.isOwn && frame !== first)
  return [
    ...head.split('\n').map(harmless),
    ...(first ? [`  at ${placeText(first)}`, ...(place ? codeAround(place) : [])] : []),
    ...others.map(frame => `  called at ${placeText(frame)}`),
    ...[explanationOf(failure)].filter(text => text !== null).map(text => `  ${harmless(text)}`),
    '',
  ].join('\n')
}

function placeText({ frame, path: full }: LocatedFrame): string {
  const file = full === null ? frame.file : slashed(path.relative(process.cwd(), full))
  const column = frame.column === null ? '' : `:${frame.column}`
  return harmless(`${file}:${frame.line}${column}${frame.symbol === null ? '' : ` in ${frame.symbol}`}`)
}

/** The lines around a place, the one at fault marked. None where the file has become shorter since. */
function codeAround({ frame, path: full }: LocatedFrame & { path: string }): string[] {
  const text = fs.readFileSync(full, 'utf8')
  const lines = withoutKeys(text).split(/\r?\n/)
  if (lines[frame.line - 1] === undefined) return []
  const from = Math.max(1, frame.line - around)
  const width = String(frame.line + around).length
  return lines.slice(from - 1, frame.line + around).map((line, index) => {
    const number = from + index
    return `    ${number === frame.line ? '>' : ' '} ${String(number).padStart(width)} | ${harmless(line.slice(0, longestLine))}`.trimEnd()
  })
}

function asJson(located: LocatedFailure): object {
  const { failure, frames } = located
  return {
    ...failure,
    explanation: explanationOf(failure),
    frames: frames.map(({ frame, path: full, isOwn }) => ({ ...frame, path: full, isOwn })),
    place: located.place && { path: located.place.path, line: located.place.frame.line },
  }
}
