import fs from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import tls from 'node:tls'
import { localGateway, surroundings, type LocalGateway } from '@wayline/inference/api'
import { checkDataFolder, checkKeyFile } from './data-folder.ts'
import type { Finding } from './finding.ts'
import { checkEditors, checkNode } from './installation.ts'
import { checkModels } from './models.ts'
import { checkCertificates, checkProxy } from './network.ts'

const isRoot = process.getuid?.() === 0
let folder: string
let place: LocalGateway

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wl-doctor-'))
  place = localGateway({ ...surroundings(), env: {}, home: folder })
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

function written(name: string, content: string): string {
  const file = path.join(folder, name)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, content)
  return file
}

/** The states of findings, and for those that are not well, that they name this remedy. */
function expectRemedy(findings: Finding[], state: Finding['state'], remedy: RegExp): void {
  expect(findings.map(finding => [finding.state, 'remedy' in finding ? finding.remedy : ''])).toEqual([
    [state, expect.stringMatching(remedy)],
  ])
}

describe('Node.js', () => {
  test.each(['18.20.8', '20.18.3', '20.0.0', '9.11.2'])('%s is too old', version => {
    expectRemedy([checkNode(version)], 'failure', /Install 20\.19/)
  })

  test.each(['20.19.0', '20.20.2', '22.0.0', '100.1.0'])('%s is new enough', version => {
    expect(checkNode(version)).toEqual({ what: 'Node.js', state: 'ok', text: version })
  })
})

describe('The data folder', () => {
  test('is made where there is none', () => {
    expect(checkDataFolder(place).state).toBe('ok')
    expect(fs.existsSync(place.dataDir)).toBe(true)
  })

  test('that is a file is told, with the variable that names another', () => {
    expectRemedy([checkDataFolder({ ...place, dataDir: written('file', '') })], 'failure', /WAYLINE_DATA_DIR/)
  })

  const asUser = isRoot ? test.skip : test
  asUser(`that is not writable is told${isRoot ? ' (skipped because root may write anywhere)' : ''}`, () => {
    fs.mkdirSync(place.dataDir, { recursive: true, mode: 0o500 })
    expectRemedy([checkDataFolder(place)], 'failure', /WAYLINE_DATA_DIR/)
  })

  test('has a key that only its owner can read, or none', () => {
    expect(checkKeyFile(place)).toEqual([])
    fs.mkdirSync(place.dataDir, { recursive: true })
    fs.writeFileSync(place.keyFile, 'key', { mode: 0o644 })
    fs.chmodSync(place.keyFile, 0o644)
    expectRemedy(checkKeyFile(place), 'warning', /chmod 600/)
    fs.chmodSync(place.keyFile, 0o600)
    expect(checkKeyFile(place).map(({ state }) => state)).toEqual(['ok'])
  })
})

describe('Models', () => {
  const pull = /wayline model pull/

  test('there are none', async () => {
    expectRemedy([await checkModels(place)], 'warning', pull)
    fs.mkdirSync(place.modelsDir, { recursive: true })
    written(path.relative(folder, path.join(place.modelsDir, 'a.gguf.part')), 'GGU')
    expectRemedy([await checkModels(place)], 'warning', pull)
  })

  test.each(['', 'GGU', '<html>not found</html>'])('one that holds %j is damaged', async content => {
    written(path.relative(folder, path.join(place.modelsDir, 'a.gguf')), content)
    expectRemedy([await checkModels(place)], 'failure', pull)
  })

  test('one that is a folder, or a link to nowhere, is told too', async () => {
    fs.mkdirSync(path.join(place.modelsDir, 'a.gguf'), { recursive: true })
    expectRemedy([await checkModels(place)], 'failure', pull)
    fs.rmdirSync(path.join(place.modelsDir, 'a.gguf'))
    fs.symlinkSync(path.join(folder, 'nowhere'), path.join(place.modelsDir, 'b.gguf'))
    expectRemedy([await checkModels(place)], 'failure', pull)
  })

  test('that are there are named', async () => {
    written(path.relative(folder, path.join(place.modelsDir, 'a.gguf')), 'GGUF and more')
    expect(await checkModels(place)).toEqual({ what: 'Models', state: 'ok', text: 'a.gguf' })
  })

  test('one that is not what was pulled is told with what brings it again', async () => {
    const model = path.relative(folder, path.join(place.modelsDir, 'a.gguf'))
    written(model, 'GGUF and more')
    const record = { id: 'a', sha256: 'of something else', licence: 'MIT', source: 'hf:o/r/a.gguf', pulledAt: '' }
    written(`${model}.json`, JSON.stringify(record))
    expectRemedy([await checkModels(place)], 'failure', /`wayline model pull hf:o\/r\/a\.gguf`/)
    written(`${model}.json`, JSON.stringify({ ...record, bytes: 4 }))
    expect((await checkModels(place)).text).toContain('13 bytes where 4 were pulled')
  })
})

describe('A proxy', () => {
  test('need not be there', async () => {
    expect(await checkProxy({})).toEqual([{ what: 'Proxy', state: 'ok', text: 'none set' }])
  })

  test.each(['proxy', 'proxy:8080', 'socks5://proxy:1080', ':8080'])('is not %s', async value => {
    expectRemedy(await checkProxy({ HTTPS_PROXY: value }), 'failure', /http:\/\/HOST:PORT/)
  })

  test('that refuses the connection is told by the variable that names it, without its password', async () => {
    const { port, close } = await listening()
    await close()
    const findings = await checkProxy({ HTTPS_PROXY: `http://me:secret@127.0.0.1:${port}` })
    expectRemedy(findings, 'failure', /HTTPS_PROXY/)
    expect(JSON.stringify(findings)).not.toContain('secret')
    expect(findings[0]?.text).toContain(`127.0.0.1:${port}`)
  })

  test('whose host there is not is told', async () => {
    expectRemedy(await checkProxy({ http_proxy: 'http://proxy.invalid:8080' }), 'failure', /http_proxy/)
  })

  test('that listens is well', async () => {
    const { port, close } = await listening()
    const findings = await checkProxy({ HTTP_PROXY: `http://127.0.0.1:${port}` })
    await close()
    expect(findings.map(({ state }) => state)).toEqual(['ok'])
  })
})

describe('A file with certificates', () => {
  const [certificate = ''] = tls.rootCertificates

  test('need not be there', () => {
    expect(checkCertificates({}).map(({ state }) => state)).toEqual(['ok'])
  })

  test.each([
    ['holds none', 'hello', /holds no certificate/],
    ['holds a damaged one', certificate.replace(/\n[^\n]{20}/, '\nAAAAAAAAAAAAAAAAAAAA'), /damaged/],
    ['holds a damaged one behind a good one', `${certificate}\n${certificate.replace(/MII/, 'XYZ')}`, /damaged/],
  ])('that %s is told by the variable that names it', (_, content, text) => {
    const findings = checkCertificates({ NODE_EXTRA_CA_CERTS: written('ca.pem', content) })
    expectRemedy(findings, 'failure', /NODE_EXTRA_CA_CERTS/)
    expect(findings[0]?.text).toMatch(text)
  })

  test('that is not there is told, for each variable on its own', () => {
    const good = written('ca.pem', certificate)
    const findings = checkCertificates({ NODE_EXTRA_CA_CERTS: path.join(folder, 'none.pem'), SSL_CERT_FILE: good })
    expect(findings.map(({ state }) => state)).toEqual(['failure', 'ok'])
    expect(findings[0]?.text).toMatch(/cannot be read/)
  })
})

test('Editors on the path are named', () => {
  written('bin/nvim', '')
  expect(checkEditors({ PATH: path.join(folder, 'bin') }).text).toMatch(/^nvim;/)
  expect(checkEditors({}).text).toMatch(/^none found/)
})

/** Something that takes connections. */
async function listening(): Promise<{ port: number; close: () => Promise<unknown> }> {
  const server = net.createServer(socket => socket.destroy())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { port, close: () => new Promise(resolve => server.close(resolve)) }
}
