import fs from 'node:fs'
import { languageOf } from '../../syntax/language-of.ts'
import type { SourceText } from '../subject.ts'

/** Gives the bytes of a file; null where it cannot be read any more. */
export type ReadBytes = (path: string) => Promise<Buffer | null>

/** Reads from the disk. */
export const readFromDisk: ReadBytes = file => fs.promises.readFile(file).catch(() => null)

/** Reads from the disk while nothing else is done: several times as quick, where there is nothing else to do. */
export const readAtOnce: ReadBytes = file => {
  try {
    return Promise.resolve(fs.readFileSync(file))
  } catch {
    // It has gone, or may not be read: nobody can say more of it.
    return Promise.resolve(null)
  }
}

/** The text in the bytes of a file, without its byte order mark; null for what is no text. */
export function sourceIn(path: string, bytes: Buffer): SourceText | null {
  if (bytes.includes(0)) return null
  return { path, languageId: languageOf(path), text: bytes.toString('utf8').replace(/^\uFEFF/, '') }
}
