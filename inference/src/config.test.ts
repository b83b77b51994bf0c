import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { loadConfig, nearestName } from './config.ts'

let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-config-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

function fileWith(text: string, name = 'gateway.yaml'): string {
  const file = path.join(folder, name)
  fs.writeFileSync(file, text)
  return file
}

function failureOf(load: () => unknown): unknown {
  try {
    return load()
  } catch (error) {
    return error
  }
}

const badConfig = (message: RegExp, remedy: RegExp): object => ({
  code: 'bad_config',
  message: expect.stringMatching(message) as string,
  remedy: expect.stringMatching(remedy) as string,
})

test('with nothing said, the embedded model answers on loopback', () => {
  expect(loadConfig({}, {})).toMatchObject({ engine: 'embedded', host: '127.0.0.1', port: 9295, idleMinutes: 15 })
})

test('a flag wins over the environment, and that over the file', () => {
  const file = fileWith('host: file\nmodel: file\nport: 1000\nsequences: 3\n')
  const env = { WAYLINE_HOST: 'environment', WAYLINE_MODEL: 'environment' }
  expect(loadConfig({ host: 'flag' }, env, file)).toMatchObject({
    host: 'flag',
    model: 'environment',
    port: 1000,
    sequences: 3,
  })
})

test('a data folder is absolute: a variable is meant from the home folder, a flag from where it is written', () => {
  const env = { WAYLINE_DATA_DIR: 'some/data' }
  expect(loadConfig({}, env).dataDir).toBe(path.join(os.homedir(), 'some/data'))
  expect(loadConfig({ dataDir: 'some/data' }, env).dataDir).toBe(path.resolve('some/data'))
  expect(loadConfig({}, { WAYLINE_DATA_DIR: folder }).dataDir).toBe(folder)
})

test('an environment variable that is empty says nothing', () => {
  expect(loadConfig({}, { WAYLINE_PORT: '', WAYLINE_MODEL: '' })).toMatchObject({ port: 9295 })
})

test.each([
  ['YAML', 'gateway.yaml', 'engine: vllm\nengineUrl: http://gpu-1:8000\nprofiles:\n  ours:\n    extends: plain\n'],
  [
    'JSON',
    'gateway.json',
    '{"engine": "vllm", "engineUrl": "http://gpu-1:8000", "profiles": {"ours": {"extends": "plain"}}}',
  ],
])('the file may be %s', (_format, name, text) => {
  expect(loadConfig({}, {}, fileWith(text, name))).toMatchObject({
    engine: 'vllm',
    engineUrl: 'http://gpu-1:8000',
    profiles: { ours: { extends: 'plain' } },
  })
})

test.each(['', '# nothing yet\n', 'port:\nprofiles:\n'])('a file in which nothing is set changes nothing: %j', text => {
  expect(loadConfig({}, {}, fileWith(text))).toEqual(loadConfig({}, {}))
})

test('numbers may be spelled as flags and environment must spell them', () => {
  expect(loadConfig({ port: '0', idleMinutes: '0.5' }, {})).toMatchObject({ port: 0, idleMinutes: 0.5 })
  expect(loadConfig({}, { WAYLINE_PORT: '8080' })).toMatchObject({ port: 8080 })
})

test.each(['', ' ', 'eighty', true, [], 8.5, -1, 65_536])('%j is no port', port => {
  expect(failureOf(() => loadConfig({ port }, {}))).toMatchObject(
    badConfig(/^Setting port \(command line\) is not valid: must be a whole number from 0 to 65535\.$/, /--help/),
  )
})

test.each(['host', 'model', 'engineUrl', 'engineKey', 'dataDir'])('an empty %s is refused, not guessed at', name => {
  for (const value of ['', ' ']) {
    expect(failureOf(() => loadConfig({ [name]: value }, {}))).toMatchObject(
      badConfig(new RegExp(`^Setting ${name} \\(command line\\) is not valid: must not be empty\\.$`), /--help/),
    )
  }
})

describe('What is wrong is told with where it stands and what to do:', () => {
  test('a setting that does not exist', () => {
    const file = fileWith('enginUrl: http://gpu-1:8000\n')
    expect(failureOf(() => loadConfig({}, {}, file))).toMatchObject(
      badConfig(/^There is no setting "enginUrl" \(.*gateway\.yaml\)\.$/, /^Did you mean engineUrl\?$/),
    )
  })

  test('a setting that resembles none', () => {
    const file = fileWith('zzz: 1\n')
    expect(failureOf(() => loadConfig({}, {}, file))).toMatchObject(
      badConfig(/no setting "zzz"/, /^The settings are host, port, engine, /),
    )
  })

  test('a bad value in the environment', () => {
    expect(failureOf(() => loadConfig({}, { WAYLINE_ENGINE: 'vlm' }))).toMatchObject(
      badConfig(/^Setting engine \(WAYLINE_ENGINE\) is not valid: must be one of .*vllm/, /--help/),
    )
  })

  test('a bad value in the file', () => {
    const file = fileWith('threads: none\n')
    expect(failureOf(() => loadConfig({}, {}, file))).toMatchObject(
      badConfig(/^Setting threads \(.*gateway\.yaml\) is not valid: must be a whole number from 1 to 512\.$/, /--help/),
    )
  })

  test('a file that is not there', () => {
    const file = path.join(folder, 'none.yaml')
    expect(failureOf(() => loadConfig({}, {}, file))).toMatchObject(badConfig(/none\.yaml cannot be read/, /--config/))
  })

  test.each(['port: [1,\nhost: x', '{"port": 1', 'port: 1\nport: 2', 'a: *unknown'])(
    'a file that cannot be parsed: %j',
    text => {
      const file = fileWith(text)
      expect(failureOf(() => loadConfig({}, {}, file))).toMatchObject(badConfig(/is not valid YAML or JSON/, /Correct/))
    },
  )

  test('the line at which a file goes wrong', () => {
    const file = fileWith('host: a\nport: "1\n')
    expect(failureOf(() => loadConfig({}, {}, file))).toMatchObject(badConfig(/at line \d/, /Correct/))
  })

  test.each(['- port', 'port', '5'])('a file that holds no settings by name: %j', text => {
    const file = fileWith(text)
    expect(failureOf(() => loadConfig({}, {}, file))).toMatchObject(badConfig(/holds no settings/, /port: 9295/))
  })

  test('an engine without its address', () => {
    expect(failureOf(() => loadConfig({ engine: 'vllm' }, {}))).toMatchObject(
      badConfig(/vllm needs an address/, /--engine-url/),
    )
  })

  test.each(['gpu-1:8000', 'localhost:8000', '127.0.0.1', 'ftp://gpu-1', '//gpu-1'])('the address %s', engineUrl => {
    expect(failureOf(() => loadConfig({ engine: 'vllm', engineUrl }, {}))).toMatchObject(
      badConfig(/cannot be used/, /scheme/),
    )
  })
})

test.each([
  ['--engine_ur', 'engine-url'],
  ['enginUrl', 'engine-url'],
  ['mode', 'model'],
  ['Prot', 'port'],
  ['xy', null],
  ['temperature', null],
])('of the names, the one that is meant by %s is %s', (name, meant) => {
  expect(nearestName(name, ['engine', 'engine-url', 'model', 'port'])).toBe(meant)
})
