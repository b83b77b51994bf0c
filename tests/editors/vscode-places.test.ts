import { companyKey, startGateway, type CompanyGateway } from '../src/gateway.ts'
import { makeHome, type Home } from '../src/home.ts'
import { endProcesses } from '../src/processes.ts'
import { describeUnless } from '../src/skip.ts'
import { startStandInEngine, type StandInEngine } from '../src/stand-in-engine.ts'
import { noCodeServer, startCodeServer, type CodeServer } from './code-server/code-server.ts'
import { openWindow, type VsCodeWindow } from './code-server/vscode-window.ts'
import { eventually } from './eventually.ts'
import { feature } from './feature.ts'

const python = ['def subtract(a, b):', '    return', ''].join('\n')

describeUnless(noCodeServer())('VS Code without a key, and in folders that are not trusted', () => {
  let home: Home
  let engine: StandInEngine
  let gateway: CompanyGateway
  let server: CodeServer
  let window: VsCodeWindow

  beforeAll(async () => {
    home = makeHome()
    home.write('a.py', python)
    home.write('b.py', 'def is_empty(name):\n    return name is ""\n')
    home.write('.vscode/settings.json', JSON.stringify({ 'wayline.completion.enabled': false }))
    engine = await startStandInEngine()
    engine.answer = ({ prompt }) => (prompt?.includes('a - b') ? '' : 'a - b')
    gateway = await startGateway(home, engine.url)
    server = await startCodeServer(home, {
      'wayline.local.enabled': false,
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
      'security.workspace.trust.untrustedFiles': 'open',
    })
    window = await openWindow(server, home.project)
  }, 120_000)

  afterAll(async () => {
    await window.close()
    await server.end()
    await endProcesses()
    await engine.close()
    await home.remove()
  })

  feature('VS Code', 'diagnostics', 'says what is wrong in a folder that is not trusted', async () => {
    await window.page.getByText('Restricted Mode').first().waitFor()
    await window.open('b.py')
    await window.page.locator('.editor-instance .squiggly-warning').waitFor()
    await window.picture('vscode-restricted')
  })

  feature('VS Code', 'commands', 'signs in with a key, after a wrong one was refused', async () => {
    await window.command('Wayline: Sign In to a Gateway')
    await window.answer(gateway.url)
    await window.page.getByText('Your key. It is kept among the secrets').waitFor()
    await window.answer('wrong')
    const refused = window.seen.notification('did not accept the key')
    await refused.getByRole('button', { name: 'Try again' }).click()
    await window.answer(gateway.url)
    await window.page.getByText('Your key. It is kept among the secrets').waitFor()
    await window.answer(companyKey)
    await window.seen.notification('Signed in. Completions come from').waitFor()
    await window.picture('vscode-signed-in')
  })

  const distrusted = 'has ghost text although the settings of a folder that is not trusted say no'
  feature('VS Code', ['inline completion', 'status'], distrusted, async () => {
    await window.open('a.py')
    await window.goTo(2, 11)
    await window.type(' ')
    await eventually(async () => expect(await window.seen.ghostText()).toBe('a - b'))
    expect(await window.seen.status()).toContain('Completions by')
  })
})
