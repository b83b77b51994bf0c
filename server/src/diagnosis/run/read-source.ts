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

/** The text in the bytes of a file, without its byte order mark, which says whether it is UTF-16; null for what is no text. */
export function sourceIn(path: string, bytes: Buffer): SourceText | null {
  const text = textIn(bytes)
  return text === null ? null : { path, languageId: languageOf(path), text: text.replace(/^\uFEFF/, '') }
}

function textIn(bytes: Buffer): string | null {
  const isBigEndian = bytes[0] === 0xfe && bytes[1] === 0xff
  if (isBigEndian || (bytes[0] === 0xff && bytes[1] === 0xfe)) {
    const text = new TextDecoder(isBigEndian ? 'utf-16be' : 'utf-16le').decode(bytes)
    return text.includes('\0') ? null : text
  }
  return bytes.includes(0) ? null : bytes.toString('utf8')
}
