import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { commands as serverCommands } from '@wayline/server/protocol'
import { companyKey, startGateway } from '../src/gateway.ts'
import { makeHome } from '../src/home.ts'
import { endProcesses, until } from '../src/processes.ts'
import { describeUnless } from '../src/skip.ts'
import { startStandInEngine } from '../src/stand-in-engine.ts'
import { noCodeServer, startCodeServer } from './code-server/code-server.ts'
import { openWindow } from './code-server/vscode-window.ts'
import { feature } from './feature.ts'

const Seen = z.object({
  problem: z.null(),
  wasActive: z.boolean(),
  activationMs: z.number(),
  firstAnswerMs: z.number(),
  blockWhileActivatingMs: z.number(),
  blockWhileWorkingMs: z.number(),
  hover: z.string(),
  commands: z.array(z.string()),
  contributed: z.array(z.string()),
  keys: z.array(z.string()),
  defaultKeys: z.array(z.string()),
  sources: z.array(z.string().optional()),
  folders: z.array(z.string()),
})

const driver = path.resolve(import.meta.dirname, 'code-server/extension-host')

describeUnless(noCodeServer())("VS Code's extension host, in a workspace of two folders", () => {
  let seen: z.infer<typeof Seen>

  beforeAll(async () => {
    const home = makeHome()
    const engine = await startStandInEngine()
    const gateway = await startGateway(home, engine.url)
    home.write('one/a.py', 'def is_empty(name):\n    return name is ""\n\n\ndef subtract(a, b):\n    return \n')
    home.write('two/b.py', 'def two():\n    return 2\n')
    home.write('both.code-workspace', JSON.stringify({ folders: [{ path: 'one' }, { path: 'two' }] }))
    home.write('empty/package.json', JSON.stringify({ name: 'empty', version: '1.0.0', engines: { vscode: '*' } }))
    const result = path.join(home.folder, 'seen.json')
    const plan = {
      file: path.join(home.project, 'one/a.py'),
      finding: { line: 1, character: 13 },
      result,
    }
    const env = { WAYLINE_API_KEY: companyKey, WAYLINE_PLAN: JSON.stringify(plan) }
    const server = await startCodeServer(home, { 'wayline.gateway.url': gateway.url }, env)
    const remote = (file: string): string => `vscode-remote://${new URL(server.url).host}${file}`
    const window = await openWindow(server, path.join(home.project, 'both.code-workspace'), [
      ['extensionDevelopmentPath', remote(path.join(home.project, 'empty'))],
      ['extensionTestsPath', remote(path.join(driver, 'index.cjs'))],
    ])
    try {
      await until(() => fs.existsSync(result))
      const left = fs.readFileSync(result, 'utf8')
      expect(left).toContain('"problem":null')
      seen = Seen.parse(JSON.parse(left))
    } finally {
      await window.close()
      await server.end()
      await endProcesses()
      await engine.close()
      await home.remove()
    }
    const { wasActive, activationMs, firstAnswerMs, blockWhileActivatingMs, blockWhileWorkingMs } = seen
    const figures = { wasActive, activationMs, firstAnswerMs, blockWhileActivatingMs, blockWhileWorkingMs }
    process.stderr.write(`VS Code's extension host, in ms: ${JSON.stringify(figures)}\n`)
  }, 180_000)

  feature('VS Code', ['hover', 'diagnostics'], 'has findings, and hovers that explain them', () => {
    expect(seen.hover).toContain('Values compared with is')
    expect(seen.sources).toEqual(['Wayline'])
    expect(seen.folders).toEqual(['one', 'two'])
    return Promise.resolve()
  })

  feature('VS Code', 'commands', 'has every command of the palette and every one of the server', () => {
    expect(seen.commands).toEqual(expect.arrayContaining(seen.contributed))
    expect(seen.commands).toEqual(expect.arrayContaining(Object.values(serverCommands)))
    return Promise.resolve()
  })

  test('has no key that means something else by default', () => {
    expect(seen.defaultKeys).toContain('ctrl+s')
    expect(seen.keys.filter(key => seen.defaultKeys.includes(key))).toEqual([])
  })
})
