import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Agent } from 'undici'
import { download, type DownloadOptions, type Progress } from './download.ts'
import { file, startMirror, status, type StandInMirror } from './stand-in-mirror.ts'

const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7919) % 251))
const other = Buffer.from(content).reverse()
const sha256 = createHash('sha256').update(content).digest('hex')

let mirror: StandInMirror
let folder: string
let target: string
let dispatcher: Agent
let progress: Progress[]

beforeEach(async () => {
  mirror = await startMirror()
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-download-'))
  target = path.join(folder, 'model.gguf')
  dispatcher = new Agent()
  progress = []
})

afterEach(async () => {
  await dispatcher.destroy()
  await mirror.close()
  fs.rmSync(folder, { recursive: true, force: true })
})

function fetchIt(options: Partial<DownloadOptions> = {}): Promise<void> {
  return download({
    url: `${mirror.url}/model`,
    file: target,
    dispatcher,
    sha256,
    onProgress: step => progress.push(step),
    signal: new AbortController().signal,
    ...options,
  })
}

const breakConnections = (): void => mirror.breakConnections()

const failed = (message: RegExp): object => ({
  code: 'download_failed',
  message: expect.stringMatching(message) as string,
})

const there = (): string[] => fs.readdirSync(folder).sort()
const ranges = (): (string | undefined)[] => mirror.seenAt('/model').map(({ headers }) => headers.range)

test('a file arrives whole, with its progress told, and leaves nothing else behind', async () => {
  mirror.at('/model', file(content, { etag: '"1"' }))
  await fetchIt()
  expect(fs.readFileSync(target).equals(content)).toBe(true)
  expect(there()).toEqual(['model.gguf'])
  expect(progress.at(-1)).toEqual({ receivedBytes: content.length, totalBytes: content.length })
})

describe('After a connection that broke', () => {
  test('the part is kept, the failure is told, and the next try asks for the rest only', async () => {
    mirror.at('/model', file(content, { haltAfter: 100_000 }))
    await expect(fetchIt({ onProgress: breakConnections, tries: 1 })).rejects.toMatchObject({
      ...failed(/^The connection to 127/),
      isRetryable: true,
    })
    expect(there()).toEqual(['model.gguf.part'])
    const had = fs.statSync(`${target}.part`).size
    expect(had).toBeGreaterThan(0)
    await fetchIt()
    expect(ranges()).toEqual([undefined, `bytes=${had}-`])
    expect(fs.readFileSync(target).equals(content)).toBe(true)
    expect(there()).toEqual(['model.gguf'])
    expect(progress.at(-1)).toEqual({ receivedBytes: content.length, totalBytes: content.length })
  })

  test('the rest is asked for at once, as often as each try brings some of it', async () => {
    let cuts = 0
    mirror.at('/model', (request, response) => {
      file(content, { haltAfter: Math.min(content.length, 100_000 * ++cuts) })(request, response)
    })
    const cutOff = ({ receivedBytes }: Progress): void => {
      if (receivedBytes === 100_000 * cuts && cuts < 3) mirror.breakConnections()
    }
    await fetchIt({ onProgress: cutOff })
    expect(ranges()).toEqual([undefined, 'bytes=100000-', 'bytes=200000-'])
    expect(fs.readFileSync(target).equals(content)).toBe(true)
  })

  test('a server that brings nothing more is not asked for ever', async () => {
    mirror.at('/model', (request, response) => {
      file(content, { haltAfter: 100_000 })(request, response)
      setImmediate(() => mirror.breakConnections())
    })
    await expect(fetchIt()).rejects.toMatchObject(failed(/^The connection to 127/))
    expect(mirror.seenAt('/model').length).toBeLessThanOrEqual(10)
  })

  test('a server that ignores Range sends all of it again', async () => {
    mirror.at('/model', file(content, { ranges: false }))
    fs.writeFileSync(`${target}.part`, content.subarray(0, 100_000))
    await fetchIt()
    expect(fs.readFileSync(target).equals(content)).toBe(true)
  })

  test('a part that is all of it needs no more', async () => {
    mirror.at('/model', file(content))
    fs.writeFileSync(`${target}.part`, content)
    await fetchIt()
    expect(fs.readFileSync(target).equals(content)).toBe(true)
  })

  test('a part that is longer than the file is thrown away and the file fetched anew', async () => {
    mirror.at('/model', file(content))
    fs.writeFileSync(`${target}.part`, Buffer.concat([other, other]))
    await fetchIt()
    expect(ranges()).toEqual([`bytes=${2 * content.length}-`, undefined])
    expect(fs.readFileSync(target).equals(content)).toBe(true)
  })

  test('a part of another file is not glued to this one: the next try starts anew', async () => {
    mirror.at('/model', file(content))
    fs.writeFileSync(`${target}.part`, other.subarray(0, 100_000))
    await expect(fetchIt()).rejects.toMatchObject(failed(/hash is wrong/))
    expect(there()).toEqual([])
    await fetchIt()
    expect(there()).toEqual(['model.gguf'])
  })
})

describe('A file whose hash nobody knows', () => {
  const unknown = { sha256: undefined }

  test('is continued where the server names its version', async () => {
    mirror.at('/model', file(content, { etag: '"1"', haltAfter: 100_000 }))
    await expect(fetchIt({ ...unknown, onProgress: breakConnections, tries: 1 })).rejects.toMatchObject(
      failed(/connection/),
    )
    const had = fs.statSync(`${target}.part`).size
    await fetchIt(unknown)
    expect(mirror.seenAt('/model')[1]?.headers).toMatchObject({ range: `bytes=${had}-`, 'if-range': '"1"' })
    expect(fs.readFileSync(target).equals(content)).toBe(true)
    expect(there()).toEqual(['model.gguf'])
  })

  test.each([
    ['has another version by now', '"1"', '"2"'],
    ['names no version', undefined, undefined],
    ['names versions that only mean about the same', 'W/"1"', 'W/"1"'],
  ])('is fetched anew where the server %s', async (_what, before, after) => {
    mirror.at('/model', file(other, { ...(before ? { etag: before } : {}), haltAfter: 100_000 }))
    await expect(fetchIt({ ...unknown, onProgress: breakConnections, tries: 1 })).rejects.toMatchObject(
      failed(/connection/),
    )
    mirror.at('/model', file(content, after ? { etag: after } : {}))
    await fetchIt(unknown)
    expect(fs.readFileSync(target).equals(content)).toBe(true)
  })

  test('is fetched anew from another address, even if that names its version alike', async () => {
    mirror.at('/model', file(other, { etag: '"1"', haltAfter: 100_000 }))
    await expect(fetchIt({ ...unknown, onProgress: breakConnections, tries: 1 })).rejects.toMatchObject(
      failed(/connection/),
    )
    mirror.at('/elsewhere', file(content, { etag: '"1"' }))
    await fetchIt({ ...unknown, url: `${mirror.url}/elsewhere` })
    expect(fs.readFileSync(target).equals(content)).toBe(true)
  })

  test('is thrown away if a look at it says that it is not what was wanted', async () => {
    mirror.at('/model', file(content, { etag: '"1"' }))
    const check = (): void => {
      throw new Error('not wanted')
    }
    await expect(fetchIt({ ...unknown, check })).rejects.toThrow('not wanted')
    expect(there()).toEqual([])
  })
})

test('a file with the wrong hash is removed, with a remedy', async () => {
  mirror.at('/model', file(other))
  await expect(fetchIt()).rejects.toMatchObject({
    ...failed(/127\.0\.0\.1:\d+ sent is not the file/),
    remedy: expect.stringContaining('mirror') as string,
  })
  expect(there()).toEqual([])
})

test.each([
  [404, false, 'there is no such file'],
  [403, false, 'key'],
  [407, false, 'HTTPS_PROXY'],
  [500, true, 'Try again later'],
  [503, true, 'Try again later'],
])('the answer %d is told, what to do, and whether to try again', async (code, isRetryable, remedy) => {
  mirror.at('/model', status(code))
  await expect(fetchIt()).rejects.toMatchObject({
    ...failed(new RegExp(`answered ${code}`)),
    isRetryable,
    remedy: expect.stringContaining(remedy) as string,
  })
  expect(there()).toEqual([])
})

test('a server that is not there is told by its host', async () => {
  const { url } = mirror
  await mirror.close()
  mirror = await startMirror()
  await expect(fetchIt({ url: `${url}/model?key=secret` })).rejects.toMatchObject({
    ...failed(/^The connection to 127\.0\.0\.1:\d+ failed: nothing listens there\.$/),
    remedy: expect.stringContaining('HTTPS_PROXY') as string,
  })
})

test('an endless redirect ends', async () => {
  mirror.at('/model', status(302, { location: '/model' }))
  await expect(fetchIt()).rejects.toMatchObject(failed(/redirects in circles/))
})

test('a key goes to its own host alone, whatever the redirects', async () => {
  const storage = await startMirror()
  try {
    mirror.at('/model', status(302, { location: '/moved' }))
    mirror.at('/moved', status(302, { location: `${storage.url}/blob` }))
    storage.at('/blob', file(content))
    await fetchIt({ headers: { authorization: 'Bearer secret' } })
    expect(mirror.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret', 'Bearer secret'])
    expect(storage.seen.map(({ headers }) => headers.authorization)).toEqual([undefined])
  } finally {
    await storage.close()
  }
})

test('a fetch that is stopped keeps its part for the next one', async () => {
  const stopped = new AbortController()
  mirror.at('/model', (_request, response) => {
    response.writeHead(200, { 'content-length': content.length })
    response.write(content.subarray(0, 1000))
  })
  const fetching = fetchIt({ signal: stopped.signal, onProgress: () => stopped.abort() })
  await expect(fetching).rejects.toMatchObject({ name: 'AbortError' })
  expect(there()).toEqual(['model.gguf.part'])
  mirror.at('/model', file(content))
  await fetchIt()
  expect(ranges()).toEqual([undefined, 'bytes=1000-'])
})

const fullDisk = fs.existsSync('/dev/full')
  ? 'a disk that is full is told as such, with what is needed'
  : 'a disk that is full (skipped because this system has no /dev/full)'

;(fs.existsSync('/dev/full') ? test : test.skip).each([content.length, 10])(`${fullDisk}: %d bytes`, async size => {
  mirror.at('/model', file(content.subarray(0, size)))
  fs.symlinkSync('/dev/full', `${target}.part`)
  await expect(fetchIt({ sha256: undefined })).rejects.toMatchObject({
    code: 'disk_full',
    message: expect.stringContaining('1 MB are needed') as string,
    remedy: expect.stringContaining('WAYLINE_DATA_DIR') as string,
  })
  expect(fs.existsSync(target)).toBe(false)
})
