import { companyKey, startGateway, type CompanyGateway } from '../../src/gateway.ts'
import { makeHome, type Home } from '../../src/home.ts'
import { endProcesses } from '../../src/processes.ts'
import { startStandInEngine, type StandInEngine } from '../../src/stand-in-engine.ts'
import { startCodeServer, type CodeServer } from './code-server.ts'
import { openWindow, type VsCodeWindow } from './vscode-window.ts'
import { eventually } from '../eventually.ts'
import { feature, type Feature } from '../feature.ts'

/** A user with VS Code open, and the gateway of their company. */
export interface VsCode {
  home: Home
  engine: StandInEngine
  gateway: CompanyGateway
  server: CodeServer
  window: VsCodeWindow
  /** Starts a gateway at the address that the first one had. */
  restartGateway: () => Promise<void>
  /** Replaces the settings of the folder, as somebody does who edits their file. */
  changeSettings: (settings: object) => void
}

/** Gives all tests of a `describe` one VS Code, which is slow to start; each works on files of its own. */
export function useVsCode(files: Record<string, string>): () => VsCode {
  let used: VsCode | null = null

  beforeAll(async () => {
    const home = makeHome()
    for (const [name, text] of Object.entries(files)) home.write(name, text)
    const engine = await startStandInEngine()
    const gateway = await startGateway(home, engine.url)
    const settings = { 'wayline.gateway.url': gateway.url }
    const server = await startCodeServer(home, settings, { WAYLINE_API_KEY: companyKey })
    const window = await openWindow(server, home.project)
    // The gateway is looked for when a first document is opened.
    home.write('first.md', '# First\n')
    await window.open('first.md')
    const restartGateway = async (): Promise<void> => {
      await startGateway(home, engine.url, { args: ['--port', new URL(gateway.url).port] })
    }
    const changeSettings = (settings: object): void => home.write('.vscode/settings.json', JSON.stringify(settings))
    used = { home, engine, gateway, server, window, restartGateway, changeSettings }
    await eventually(async () => expect(await window.seen.status()).toContain('Completions by'))
  }, 120_000)

  // What one test has left open is in no other's way.
  beforeEach(async () => used?.window.press('Escape', 'Escape'))

  afterAll(async () => {
    await used?.window.close()
    await used?.server.end()
    await endProcesses()
    await used?.engine.close()
    await used?.home.remove()
  })

  return () => {
    if (used === null) throw new Error('VS Code starts with the tests')
    return used
  }
}

/** A test of features in VS Code. Where it fails, a picture tells what was to be seen. */
export function vsCodeFeature(
  vsCode: () => VsCode,
  name: Feature | Feature[],
  title: string,
  run: (vsCode: VsCode) => Promise<void>,
): void {
  feature('VS Code', name, title, async () => {
    const used = vsCode()
    try {
      await run(used)
    } catch (error) {
      await used.window.picture(`vscode-failed-${title.replaceAll(/\W+/g, '-').toLowerCase()}`)
      throw error
    }
  })
}
