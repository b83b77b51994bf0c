import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Dispatcher } from 'undici'
import { GatewayError } from '../../errors.ts'
import { fromCouriers } from './couriers.ts'
import { damageOf } from './damage.ts'
import { diskFull, isDiskFull } from './disk-room.ts'
import type { Progress } from './download.ts'
import { fromFile, fromHub, fromUrl } from './fetch-model.ts'
import { sha256Of } from './file-hash.ts'
import { acquireLock, type Lock } from './file-lock.ts'
import { readStore, writeRecord, type StoredModel } from './model-store.ts'
import { destinationOf, originOf, type Destination, type PullSource } from './pull-source.ts'

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

/**
 * Brings a model into the store and gives its place. A second pull of the same model waits for the first. The file
 * appears whole and verified, or not at all; a broken download is continued by the next one.
 */
export async function pullModel(source: PullSource, options: PullOptions): Promise<StoredModel> {
  fs.mkdirSync(options.modelsDir, { recursive: true, mode: 0o700 })
  const destination = await destinationOf(source)
  const target = path.join(options.modelsDir, destination.file)
  const lock = await waitForLock(`${target}.lock`, options)
  try {
    const existing = inStore(target, options)
    if (existing && (await isWanted(existing, source))) {
      return existing.record ? existing : await register(target, destination, 'file', options)
    }
    return await register(target, destination, await fetchInto(target, source, options), options)
  } catch (error) {
    throw isDiskFull(error) ? diskFull(options.modelsDir, null) : error
  } finally {
    lock.release()
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

function inStore(target: string, { modelsDir }: PullOptions): StoredModel | undefined {
  return readStore(modelsDir).find(({ file }) => file === target)
}

/** Whether what is there already is what the source would bring. Files of the same name come from many places. */
async function isWanted(existing: StoredModel, source: PullSource): Promise<boolean> {
  switch (source.kind) {
    case 'catalogue':
      return source.model.sha256 === undefined
        ? (await damageOf(existing)) === null
        : (await sha256Of(existing.file)) === source.model.sha256
    case 'file':
      return false
    case 'url':
    case 'hub':
      return existing.record?.source === originOf(source) && (await damageOf(existing)) === null
  }
}

/** Fetches by whatever the source calls for, and says where it came from. */
async function fetchInto(target: string, source: PullSource, options: PullOptions): Promise<string> {
  switch (source.kind) {
    case 'catalogue':
      return fromCouriers(target, source.model, options)
    case 'file':
      await fromFile(target, source.file, options)
      return originOf(source)
    case 'url':
      await fromUrl(target, source.url, options)
      return originOf(source)
    case 'hub':
      await fromHub(target, source.hub, undefined, options)
      return originOf(source)
  }
}

async function register(
  target: string,
  { id, licence }: Destination,
  source: string,
  options: PullOptions,
): Promise<StoredModel> {
  const [sha256, { size: bytes }] = [await sha256Of(target), fs.statSync(target)]
  writeRecord(target, { id, sha256, bytes, licence, source, pulledAt: new Date().toISOString() })
  const pulled = inStore(target, options)
  if (!pulled) throw new GatewayError('download_failed', `The model was pulled, but ${target} is not there.`)
  return pulled
}
