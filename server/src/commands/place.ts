import fs from 'node:fs'
import { systemCode, WaylineError } from '../errors.ts'
import { UsageError } from './report-error.ts'

/** A place in a file as people write it. */
export interface Place {
  file: string
  /** From 1. */
  line: number
  /** From 1, in characters as editors show them. */
  column: number
}

/** Reads FILE:LINE:COLUMN; the file's name may itself have colons. */
export function parsePlace(argument: string): Place {
  const found = /^(.+):(\d+):(\d+)$/.exec(argument)
  const [, file, line, column] = found ?? []
  if (!file || !Number(line) || !Number(column)) {
    throw new UsageError(
      `${JSON.stringify(argument)} is no place in a file.`,
      'Write FILE:LINE:COLUMN, both from 1, for example src/main.py:12:5.',
    )
  }
  return { file, line: Number(line), column: Number(column) }
}

/** The text of a file as an editor would show it: without its byte order mark. Throws WaylineError where there is no text. */
export function readSource(file: string): string {
  let text: string
  try {
    text = fs.readFileSync(file, 'utf8')
  } catch (cause) {
    throw unreadable(file, cause)
  }
  if (text.includes('\0'))
    throw new WaylineError('file_unreadable', `The file ${file} is not text.`, {
      remedy: 'Completions are for source code; name a text file.',
    })
  return text.replace(/^\uFEFF/, '')
}

/** UTF-16 offset of the place. Throws UsageError where the text has no such line or column; behind the last character there is one. */
export function offsetOf(text: string, { file, line, column }: Place): number {
  const starts = lineStarts(text)
  const start = starts[line - 1]
  if (start === undefined) {
    const lines = starts.length === 1 ? '1 line' : `${starts.length} lines`
    throw new UsageError(
      `${file} has ${lines}, so there is no line ${line}.`,
      `Lines are counted from 1 to ${starts.length}.`,
    )
  }
  const wanted = text.slice(start, starts[line] ?? text.length).replace(/[\r\n]+$/, '')
  const width = widthOf(wanted, column - 1)
  if (width !== null) return start + width
  const characters = [...new Intl.Segmenter().segment(wanted)].length
  throw new UsageError(
    `Line ${line} of ${file} has ${characters === 1 ? '1 character' : `${characters} characters`}, so there is no column ${column}.`,
    `Columns are counted from 1 to ${characters + 1}.`,
  )
}

/** LSP position of an offset: line and UTF-16 character, from 0. */
export function positionAt(text: string, offset: number): { line: number; character: number } {
  const starts = lineStarts(text.slice(0, offset))
  return { line: starts.length - 1, character: offset - (starts.at(-1) ?? 0) }
}

/** Where each line begins; lines end as the Language Server Protocol has it, with `\n`, `\r\n` or `\r`. */
function lineStarts(text: string): number[] {
  return [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), ({ 0: end, index }) => index + end.length)]
}

/** UTF-16 length of so many characters of a line, a character being what a reader takes for one; null where it has fewer. */
function widthOf(line: string, characters: number): number | null {
  const segments = [...new Intl.Segmenter().segment(line)]
  return characters === segments.length ? line.length : (segments[characters]?.index ?? null)
}

function unreadable(file: string, cause: unknown): WaylineError {
  const code = systemCode(cause)
  const [message, remedy] =
    code === 'ENOENT' || code === 'ENOTDIR'
      ? [`There is no file ${file}.`, 'Check the path; it is taken from the current folder.']
      : code === 'EISDIR'
        ? [`${file} is a folder.`, 'Name a file in it.']
        : [`The file ${file} cannot be read.`, 'Check its permissions.']
  return new WaylineError('file_unreadable', message, { cause, remedy })
}
