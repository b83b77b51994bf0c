import path from 'node:path'
import { githubReport } from '../../diagnosis/output/github-report.ts'
import { gitlabReport } from '../../diagnosis/output/gitlab-report.ts'
import { htmlReport } from '../../diagnosis/output/html/html-report.ts'
import { jsonReport } from '../../diagnosis/output/json-report.ts'
import { junitReport } from '../../diagnosis/output/junit-report.ts'
import type { Report } from '../../diagnosis/output/report.ts'
import { replaceFile } from '../../diagnosis/output/replace-file.ts'
import { sarifReport } from '../../diagnosis/output/sarif-report.ts'
import { textReport } from '../../diagnosis/output/text-report.ts'
import { WaylineError } from '../../errors.ts'
import { UsageError } from '../report-error.ts'

const formats: Record<string, (report: Report, colour: boolean) => string> = {
  text: (report, colour) => textReport(report, { colour }),
  json: jsonReport,
  sarif: sarifReport,
  github: githubReport,
  gitlab: gitlabReport,
  junit: junitReport,
  html: htmlReport,
}
/** In the order in which the help names them. */
export const formatNames = Object.keys(formats)

/** A report in one format. */
export interface Output {
  format: string
  /** Null for standard output. */
  file: string | null
}

/** Reads `--format` and `--output`: formats with commas between, each with `=FILE` or, for one of them, none. Throws UsageError. */
export function parseOutputs(format: string, output: string | undefined, names = formatNames): Output[] {
  const outputs = format.split(',').map((part): Output => {
    const [name = '', ...file] = part.trim().split('=')
    if (!names.includes(name))
      throw new UsageError(`There is no format ${JSON.stringify(name)}.`, `There are ${names.join(', ')}.`)
    return { format: name, file: file.length > 0 ? file.join('=') : null }
  })
  const open = outputs.filter(({ file }) => file === null)
  if (open.length > 1)
    throw new UsageError(
      `${open.map(one => one.format).join(' and ')} cannot both go to one place.`,
      'Give all but one a file, for example --format text,sarif=report.sarif.',
    )
  if (output === undefined) return outputs
  if (open.length === 0)
    throw new UsageError('Every format has a file already.', 'Leave out --output, or the file of one format.')
  return outputs.map(one => (one.file === null ? { ...one, file: output } : one))
}

/** Writes every report. Files are there as a whole or as they were. */
export function writeOutputs(report: Report, outputs: readonly Output[], colour: boolean): void {
  writeAll(outputs, report.folder, (format, isFile) => formats[format]?.(report, colour && !isFile) ?? '')
}

/** Writes every output, with the text of its format; files are named from the folder. */
export function writeAll(
  outputs: readonly Output[],
  folder: string,
  textOf: (format: string, isFile: boolean) => string,
): void {
  for (const { format, file } of outputs) {
    const text = textOf(format, file !== null)
    if (file === null) process.stdout.write(text)
    else writeAtomically(path.resolve(folder, file), text)
  }
}

/** Writes a file as a whole or not at all. Throws WaylineError. */
export function writeAtomically(file: string, content: string | Buffer): void {
  try {
    replaceFile(file, content)
  } catch (cause) {
    throw new WaylineError('file_unwritable', `${file} cannot be written.`, {
      cause,
      remedy: 'Check that its folder exists, has room and may be written to.',
    })
  }
}
