import { WaylineError } from '../errors.ts'

/** A command that was not written as it is meant; ends with exit code 2. */
export class UsageError extends Error {
  readonly remedy: string

  constructor(message: string, remedy: string) {
    super(message)
    this.name = 'UsageError'
    this.remedy = remedy
  }
}

/** The one place where a failure of a command becomes a sentence. Returns the exit code. */
export function reportError(error: unknown): number {
  const { message, remedy } = sentenceOf(error)
  process.stderr.write(`wayline: ${message}${remedy ? ` ${remedy}` : ''}\n`)
  return error instanceof UsageError ? 2 : 1
}

function sentenceOf(error: unknown): { message: string; remedy: string | undefined } {
  if (error instanceof WaylineError || error instanceof UsageError)
    return { message: error.message, remedy: error.remedy }
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC') return { message: 'The disk is full.', remedy: 'Make room and try again.' }
  return { message: error instanceof Error ? error.message : String(error), remedy: undefined }
}
