import { createHash } from 'node:crypto'
import fs from 'node:fs'

/** SHA-256 of a file in hexadecimal, read in pieces; `onProgress` hears how many bytes have been read. */
export async function sha256Of(file: string, onProgress: (bytes: number) => void = () => undefined): Promise<string> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of fs.createReadStream(file, { highWaterMark: 1 << 20 })) {
    hash.update(chunk as Buffer)
    onProgress((bytes += (chunk as Buffer).length))
  }
  return hash.digest('hex')
}
