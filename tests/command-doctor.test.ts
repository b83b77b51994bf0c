import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { wayline } from './src/command.ts'
import { companyKey } from './src/gateway.ts'
import type { Editor } from './src/editor.ts'
import { startLocalGateway, startGatewayOfAnotherBuild } from './src/local-gateway.ts'
import { useSession } from './src/session.ts'

const Finding = z.discriminatedUnion('state', [
  z.strictObject({ what: z.string(), state: z.literal('ok'), text: z.string() }),
  z.strictObject({
    what: z.string(),
    state: z.enum(['warning', 'failure']),
    text: z.string(),
    remedy: z.string().min(10),
  }),
])
type Finding = z.infer<typeof Finding>

/** Nothing of the network that this computer itself is in. */
const bare: NodeJS.ProcessEnv = Object.fromEntries(
  ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'].map(name => [
    name,
    '',
  ]),
)

describe('wayline doctor', () => {
  const session = useSession('stdio')

  /** What it finds, by subject. */
  async function examine(args: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Map<string, Finding>> {
    const { code, output } = await wayline(session().home, ['doctor', '--json', ...args], { env: { ...bare, ...env } })
    const { findings } = z.strictObject({ findings: z.array(Finding) }).parse(JSON.parse(output))
    expect(code).toBe(findings.some(({ state }) => state === 'failure') ? 1 : 0)
    return new Map(findings.map(finding => [finding.what, finding]))
  }

  test('on a computer with nothing set up, only misses the model', async () => {
    const found = await examine()
    expect(found.get('Models')).toMatchObject({
      state: 'warning',
      remedy: expect.stringContaining('model pull') as string,
    })
    found.delete('Models')
    expect([...found.values()].filter(({ state }) => state !== 'ok')).toEqual([])
    expect([...found.keys()]).toEqual([
      'Node.js',
      'Wayline',
      'Data folder',
      'Gateway',
      'Proxy',
      'Certificates',
      'Editors',
    ])
  })

  test('tells a person the same in one line each, the remedy last', async () => {
    const { code, output } = await wayline(session().home, ['doctor'], { env: bare })
    expect(output).toMatch(/^! Models +none on this computer\. Run `wayline model pull`.*\.$/m)
    expect(output.trimEnd().split('\n')).toHaveLength(8)
    expect(code).toBe(0)
  })

  test('goes on to its end where the data folder is a file', async () => {
    const file = path.join(session().home.project, 'file')
    fs.writeFileSync(file, '')
    const found = await examine([], { WAYLINE_DATA_DIR: file })
    expect(found.get('Data folder')).toMatchObject({
      state: 'failure',
      remedy: expect.stringContaining('WAYLINE_DATA_DIR') as string,
    })
    expect(found.has('Editors')).toBe(true)
  })

  test('finds everything that is wrong at once', async () => {
    const { home } = session()
    fs.mkdirSync(home.local.modelsDir, { recursive: true })
    fs.writeFileSync(path.join(home.local.modelsDir, 'a.gguf'), 'nonsense')
    const found = await examine([], {
      HTTPS_PROXY: 'http://127.0.0.1:9',
      NODE_EXTRA_CA_CERTS: path.join(home.folder, 'none.pem'),
    })
    const failures = [...found.values()].filter(({ state }) => state === 'failure')
    expect(failures.map(({ what }) => what)).toEqual(['Models', 'Proxy', 'Certificates'])
  })

  test('tells what each editor’s window and the gateway that they share take of the memory', async () => {
    await startLocalGateway(session().home)
    const open = async (name: string): Promise<Editor> => {
      const editor = await session().editor({ clientInfo: { name } })
      const document = await editor.open(session().home.uri('a.ts'), 'const one = |')
      await document.inline()
      return editor
    }
    const [one, other] = [await open('Neovim'), await open('Helix')]
    const windows = async (): Promise<string[]> => {
      const { output } = await wayline(session().home, ['doctor'], { env: bare })
      return output.split('\n').filter(line => line.includes('Window') || line.includes('Gateway'))
    }
    const [gateway, ...lines] = await windows()
    expect(gateway).toMatch(/process \d+, build .*, [1-9]\d* MiB with its engine$/)
    expect(lines.sort()).toEqual([
      expect.stringMatching(/Helix: [1-9]\d* MiB .*process \d+\)$/),
      expect.stringMatching(/Neovim: [1-9]\d* MiB .*process \d+\)$/),
    ])

    // One ends as it should, the other is killed and can clear nothing away.
    await one.quit()
    other.process?.child.kill('SIGKILL')
    await other.process?.exited
    expect(await windows()).toHaveLength(1)
    expect(fs.readdirSync(path.join(session().home.local.dataDir, 'windows'))).toEqual([])
  })

  test('tells of the user’s own gateway that its engine lacks a model', async () => {
    await startLocalGateway(session().home)
    const same = await examine()
    expect(same.get('Gateway')?.state).toBe('ok')
    expect(same.get('Engine')).toMatchObject({
      state: 'failure',
      remedy: expect.stringContaining('model pull') as string,
    })
  })

  test('tells that the user’s own gateway is of another build', async () => {
    await startGatewayOfAnotherBuild(session().home)
    expect((await examine()).get('Gateway')).toMatchObject({
      state: 'warning',
      text: expect.stringContaining('older') as string,
    })
  })

  test('asks the user’s own gateway with its own key, whatever is in the environment', async () => {
    await startLocalGateway(session().home)
    expect((await examine([], { WAYLINE_API_KEY: 'another' })).get('Gateway')?.state).toBe('ok')
  })

  test('tells that the user’s own gateway does not take the key of its file', async () => {
    const { home } = session()
    await startLocalGateway(home)
    fs.writeFileSync(home.local.keyFile, 'another')
    expect((await examine()).get('Gateway')).toMatchObject({
      state: 'failure',
      text: 'The local gateway did not accept the key',
      remedy: expect.stringContaining('End its process') as string,
    })
  })

  test('looks at a company’s gateway where it is told to', async () => {
    const engine = await session().engine()
    const { url } = await session().gateway(engine)
    const well = await examine(['--gateway-url', url, '--token', companyKey])
    expect(well.get('Gateway')).toMatchObject({ state: 'ok', text: expect.stringContaining(url) as string })
    expect(well.get('Engine')?.state).toBe('ok')

    expect((await examine(['--gateway-url', url, '--token', 'wrong'])).get('Gateway')).toMatchObject({
      state: 'failure',
      text: expect.stringContaining('did not accept the key') as string,
    })
    await engine.close()
    expect((await examine(['--gateway-url', url, '--token', companyKey])).get('Engine')?.state).toBe('failure')
  })

  test.each([
    ['http://127.0.0.1:9', /nothing listens there/],
    ['https://wayline.invalid', /cannot be (reached|looked up)/],
    ['nowhere', /not an address/],
  ])('tells that a company’s gateway at %s cannot be reached', async (url, text) => {
    const found = (await examine(['--gateway-url', url])).get('Gateway')
    expect(found?.state).toBe('failure')
    expect(found?.text).toMatch(text)
  })
})
