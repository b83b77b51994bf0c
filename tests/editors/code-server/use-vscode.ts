import { companyKey, startGateway, type CompanyGateway } from '../../src/gateway.ts'
import { makeHome, type Home } from '../../src/home.ts'
import { endProcesses } from '../../src/processes.ts'
import { startStandInEngine, type StandInEngine } from '../../src/stand-in-engine.ts'
import { startCodeServer, type CodeServer } from './code-server.ts'
import { openWindow, type VsCodeWindow } from './vscode-window.ts'
import { eventually } from '../eventually.ts'

/** A user with VS Code open, and the gateway of their company. */
export interface VsCode {
  home: Home
  engine: StandInEngine
  gateway: CompanyGateway
  server: CodeServer
  window: VsCodeWindow
  /** Writes the user's settings: what is given, and which gateway there is. */
  writeSettings(settings: object): void
}

/** Gives all tests of a `describe` one VS Code, which is slow to start; each works on files of its own. */
export function useVsCode(files: Record<string, string>): () => VsCode {
  let used: VsCode | null = null

  beforeAll(async () => {
    const home = makeHome()
    for (const [name, text] of Object.entries(files)) home.write(name, text)
    const engine = await startStandInEngine()
    const gateway = await startGateway(home, engine.url)
    const own = { 'wayline.gateway.url': gateway.url }
    const server = await startCodeServer(home, own, { WAYLINE_API_KEY: companyKey })
    const window = await openWindow(server, home.project)
    // The gateway is looked for when a first document is opened.
    home.write('first.md', '# First\n')
    await window.open('first.md')
    const writeSettings = (settings: object): void => server.writeSettings({ ...own, ...settings })
    used = { home, engine, gateway, server, window, writeSettings }
    await eventually(async () => expect(await window.seen.status()).toContain('Completions by'))
  }, 120_000)

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
