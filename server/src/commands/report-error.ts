import { isDiskFull, systemCode, WaylineError } from '../errors.ts'

/** A command that was not written as it is meant; ends with exit code 2. */
export class UsageError extends Error {
  readonly remedy: string

  constructor(message: string, remedy: string) {
    super(message)
    this.name = 'UsageError'
    this.remedy = remedy
  }
}

/** What the user has broken off with Ctrl-C: there is nothing to say about it. Ends with exit code 130, as shells have it. */
export class Interrupted extends Error {
  constructor() {
    super('Interrupted.')
    this.name = 'Interrupted'
  }
}

/**
 * The one place where a failure of a command becomes a sentence: on standard error, or, for a program (`isJson`), on standard
 * output where it reads the answer too. Returns the exit code, which is the same.
 */
export function reportError(error: unknown, isJson = false): number {
  if (error instanceof Interrupted) return 130
  const { message, remedy } = sentenceOf(error)
  if (isJson) {
    const body = { error: { code: codeOf(error), message, remedy: remedy ?? null } }
    process.stdout.write(`${JSON.stringify(body, null, 2)}\n`)
  } else process.stderr.write(`wayline: ${message}${remedy ? ` ${remedy}` : ''}\n`)
  return error instanceof UsageError ? 2 : 1
}

/** A stable word for programs. */
function codeOf(error: unknown): WaylineError['code'] | 'usage' | 'unforeseen' {
  if (error instanceof WaylineError) return error.code
  return error instanceof UsageError ? 'usage' : 'unforeseen'
}

function sentenceOf(error: unknown): { message: string; remedy: string | undefined } {
  if (error instanceof WaylineError || error instanceof UsageError)
    return { message: error.message, remedy: error.remedy }
  const reason = error instanceof Error ? error.message : String(error)
  if (isDiskFull(error)) return { message: 'The disk is full.', remedy: 'Make room and try again.' }
  switch (systemCode(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return { message: `${pathOf(error)} cannot be used.`, remedy: 'Check its permissions.' }
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EEXIST':
      return { message: `${pathOf(error)} is not what it should be.`, remedy: `The system says: ${reason}.` }
    default:
      return {
        message: `Something unforeseen went wrong: ${/[.!?]$/.test(reason) ? reason : `${reason}.`}`,
        remedy: '`wayline doctor` tells whether everything is in place.',
      }
  }
}

function pathOf(error: unknown): string {
  return error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : 'A file'
}
