import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Agent } from 'undici'
import { parseHubName, resolveHubFile } from './hub.ts'
import { startMirror, status, type StandInMirror } from './stand-in-mirror.ts'

const hash = 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53'
const hubFile = { repository: 'owner/repo', revision: 'main', file: 'sub folder/model.gguf' }
const place = '/owner/repo/resolve/main/sub%20folder/model.gguf'

let hub: StandInMirror
let home: string
let dispatcher: Agent

beforeEach(async () => {
  hub = await startMirror()
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-hub-'))
  dispatcher = new Agent()
})

afterEach(async () => {
  await dispatcher.destroy()
  await hub.close()
  fs.rmSync(home, { recursive: true, force: true })
})

const resolve = (env: NodeJS.ProcessEnv = {}): ReturnType<typeof resolveHubFile> =>
  resolveHubFile(hubFile, { HF_ENDPOINT: `${hub.url}/`, ...env }, home, dispatcher, new AbortController().signal)

const linked = { 'x-linked-etag': `"${hash}"`, 'x-linked-size': '98362432' }

test.each([
  ['hf:owner/repo/model.gguf', { repository: 'owner/repo', revision: 'main', file: 'model.gguf' }],
  ['hf:o.w-n/re_po@v1.0/sub/model.gguf', { repository: 'o.w-n/re_po', revision: 'v1.0', file: 'sub/model.gguf' }],
  ['hf:owner/model.gguf', null],
  ['hf:owner/repo/README.md', null],
  ['owner/repo/model.gguf', null],
])('the name %s is read', (name, expected) => {
  expect(parseHubName(name)).toEqual(expected)
})

test('the hub states hash and size of a file that lies elsewhere, and is not left for them', async () => {
  const storage = await startMirror()
  try {
    hub.at(place, status(302, { ...linked, location: `${storage.url}/blob`, etag: '"unlike"' }))
    expect(await resolve()).toEqual({ url: `${hub.url}${place}`, headers: {}, sha256: hash, bytes: 98_362_432 })
    expect(storage.seen).toEqual([])
  } finally {
    await storage.close()
  }
})

test('a repository that was renamed is followed to its new name', async () => {
  hub.at(place, status(307, { location: '/owner/new-name/resolve/main/model.gguf' }))
  hub.at(
    '/owner/new-name/resolve/main/model.gguf',
    status(302, { ...linked, location: 'https://storage.example/blob' }),
  )
  expect(await resolve()).toMatchObject({ url: `${hub.url}/owner/new-name/resolve/main/model.gguf`, sha256: hash })
})

test('a hub that states no hash is believed without', async () => {
  hub.at(place, status(200, { etag: 'W/"abc"' }))
  expect(await resolve()).toMatchObject({ sha256: undefined, bytes: null })
})

test('the token of the environment is sent, else that of its file', async () => {
  hub.at(place, status(200, linked))
  fs.mkdirSync(path.join(home, '.cache', 'huggingface'), { recursive: true })
  fs.writeFileSync(path.join(home, '.cache', 'huggingface', 'token'), 'from-file\n')
  fs.writeFileSync(path.join(home, 'token'), 'from-folder')
  await resolve({ HF_TOKEN: 'from-environment' })
  await resolve({ HF_TOKEN: '' })
  await resolve({ HF_HOME: home })
  expect(hub.seen.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer from-environment',
    'Bearer from-file',
    'Bearer from-folder',
  ])
})

test.each([
  [401, /wants a token for owner\/repo/, 'Set HF_TOKEN.'],
  [403, /wants a token/, 'Set HF_TOKEN.'],
  [404, /has no sub folder\/model\.gguf in owner\/repo/, expect.stringContaining('HF_ENDPOINT') as string],
  [501, /answered 501/, expect.stringContaining('Try again later') as string],
])('the answer %d is told', async (code, message, remedy) => {
  hub.at(place, status(code))
  await expect(resolve()).rejects.toMatchObject({
    code: 'download_failed',
    message: expect.stringMatching(message) as string,
    remedy,
  })
})

test('a hub that is not there, or has no address, is told', async () => {
  await expect(resolve({ HF_ENDPOINT: 'http://127.0.0.1:1' })).rejects.toMatchObject({
    code: 'download_failed',
    message: 'The connection to the model hub 127.0.0.1:1 failed: nothing listens there.',
  })
  await expect(resolve({ HF_ENDPOINT: 'hub.example' })).rejects.toMatchObject({
    code: 'bad_config',
    message: 'HF_ENDPOINT, "hub.example", is not an address.',
  })
})
