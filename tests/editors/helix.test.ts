import fs from 'node:fs'
import path from 'node:path'
import { eventFiles, readEvents } from '../../server/src/events/event-files.ts'
import { noChromium } from '../src/chromium.ts'
import { until } from '../src/processes.ts'
import { useSession } from '../src/session.ts'
import { describeUnless } from '../src/skip.ts'
import { clientFile, editorEnvironment } from './editor-environment.ts'
import { editorsFolder } from './editors-folder.mjs'
import { feature } from './feature.ts'
import { picture } from './pictures.ts'
import { drawTerminal } from './terminal-picture.ts'
import { noTerminal, openTerminal, type Terminal } from './terminal.ts'

const helix = path.join(editorsFolder(), 'helix')
const noHelix = fs.existsSync(path.join(helix, 'run')) ? noTerminal() : 'Helix could not be fetched from Debian testing'

/** The finding in it says when Wayline is there. */
const code = [
  'import hashlib',
  '',
  '',
  'def digest(text):',
  '    return hashlib.md5(text)',
  '',
  '',
  'def median(values):',
  '    ',
  '',
]
const median = ['    ordered = sorted(values)', '    middle = len(ordered) // 2', '    return ordered[middle]']
const left = ['function one() {', '  debugger', '  return 1', '}', '']

describeUnless(noHelix)('Helix with clients/helix/languages.toml', () => {
  const session = useSession()
  let terminal: Terminal | null = null
  afterEach(() => terminal?.close())

  /** Opens a file in a real Helix, with the file of `clients/` and, below it, the settings of a user. */
  async function open(name: string, lines: string[], settings = ''): Promise<Terminal> {
    const { home } = session()
    const folder = path.join(home.env['XDG_CONFIG_HOME'] ?? '', 'helix')
    fs.mkdirSync(folder, { recursive: true })
    fs.writeFileSync(
      path.join(folder, 'languages.toml'),
      fs.readFileSync(clientFile('helix/languages.toml'), 'utf8') + settings,
    )
    fs.writeFileSync(
      path.join(folder, 'config.toml'),
      'theme = "onedark"\neditor.end-of-line-diagnostics = "hint"\neditor.lsp.display-progress-messages = true\n',
    )
    // Helix takes a folder for a workspace where it is one of version control.
    fs.mkdirSync(path.join(home.project, '.git'), { recursive: true })
    home.write(name, lines.join('\n'))
    terminal = openTerminal({
      command: [path.join(helix, 'run'), 'hx', name],
      cwd: home.project,
      rows: 24,
      env: editorEnvironment(home, { HELIX_RUNTIME: path.join(helix, 'root/usr/lib/hx/runtime') }),
    })
    await terminal.shows('NOR')
    return terminal
  }

  const gatewaySettings = ({ url, token }: { url: string; token: string }): string =>
    `\n[language-server.wayline.config.gateway]\nurl = "${url}"\ntoken = "${token}"\n`
  const alone = '\n[language-server.wayline.config]\ncompletion.enabled = false\nlocal.enabled = false\n'

  async function openWithEngine(name: string, lines: string[], answer: string): Promise<Terminal> {
    const engine = await session().engine()
    engine.answer = () => answer
    const gateway = await session().gateway(engine)
    return open(name, lines, gatewaySettings(gateway.settings))
  }

  const written = (name: string): string[] =>
    fs.readFileSync(path.join(session().home.project, name), 'utf8').split('\n')

  /** Leaves whatever mode Helix is in; the next key must not come with this one, or they would be one. */
  async function leaveInsertMode(helix: Terminal): Promise<void> {
    await helix.press('Escape')
    await helix.shows('NOR')
  }

  feature(
    'Helix',
    'completion list',
    'shows a suggestion in its menu and all of it beside it, and takes it',
    async () => {
      const helix = await openWithEngine('prices.py', code, median.join('\n').trimStart())
      await helix.shows('●')
      await helix.type('9ggA')
      await helix.press('C-x')
      await helix.shows(/ordered = sorted\(values\)\s+text/)
      await helix.press('Tab')
      await helix.shows('Wayline · Qwen2.5-Coder-1.5B')
      await helix.screenWhere(
        'the suggestion in the text and beside it',
        screen => screen.split('return ordered').length === 3,
      )
      if (noChromium() === null) picture('helix', await drawTerminal(await helix.drawing()))
      await helix.press('Enter')
      await leaveInsertMode(helix)
      await helix.type(':w')
      await helix.press('Enter')
      await helix.shows('written')
      expect(written('prices.py')).toEqual([...code.slice(0, 8), ...median, ''])
      // Helix ends a language server before it can say its last words, so this waits until they are written in the course of things.
      const files = eventFiles(session().home.local.dataDir)
      await until(async () => (await readEvents(files)).length > 0)
      expect((await readEvents(files))[0]).toMatchObject({ type: 'suggestion', outcome: 'accepted', kind: 'full' })
    },
  )

  feature('Helix', 'completion list', 'goes on offering what the user types as it was suggested', async () => {
    const lines = [...code.slice(0, 8), '    return']
    const helix = await openWithEngine('prices.py', lines, 'first_operand - second_operand')
    await helix.shows('●')
    await helix.type('9ggA ')
    await helix.shows(/first_operand - second_operand\s+text/)
    await helix.type('first_op')
    await helix.shows(/return first_op\n/)
    await helix.shows(/first_operand - second_operand\s+text/)
    await helix.press('Tab')
    await helix.shows(/9\s+return first_operand - second_operand/)
  })

  feature('Helix', 'diagnostics', 'shows what is wrong beside its line', async () => {
    const helix = await open('digest.py', code, alone)
    await helix.shows(/●\s+5 .*`hashlib.md5` is a broken hash/)
  })

  feature('Helix', 'hover', 'says more of a finding', async () => {
    const helix = await open('digest.py', code, alone)
    await helix.shows('●')
    await helix.type('5ggf5 k')
    expect(await helix.shows('python-weak-hash')).toContain('CWE-327')
  })

  feature('Helix', 'quick fix', 'mends a finding by a code action', async () => {
    const helix = await open('one.js', left, alone)
    await helix.shows('●')
    await helix.type('2ggw a')
    await helix.shows('Remove the statement')
    await helix.press('Enter')
    await helix.hides('debugger')
    expect(await helix.hides('●')).toContain('return 1')
  })

  feature('Helix', ['commands', 'status'], 'runs a command from its list, which tells how things stand', async () => {
    const helix = await openWithEngine('prices.py', code, 'a - b')
    await helix.shows('●')
    await helix.type(':lsp-workspace-command')
    await helix.press('Enter')
    await helix.shows('wayline.restartGateway')
    await helix.type('showStatus')
    await helix.shows(/> wayline.showStatus/)
    await helix.press('Enter')
    await helix.shows('Completions by Qwen2.5-Coder-1.5B')
  })

  feature('Helix', 'workspace diagnosis', 'lists what is wrong with files that are not open', async () => {
    session().home.write('elsewhere/one.js', left.join('\n'))
    const helix = await open('digest.py', code, alone)
    await helix.shows('●')
    await helix.type(':lsp-workspace-command wayline.diagnoseWorkspace')
    await helix.press('Enter')
    await helix.shows('Diagnosed 2 files')
    await helix.type(' D')
    expect(await helix.shows('one.js')).toContain('digest.py')
  })

  feature('Helix', 'progress and cancel', 'shows how far a diagnosis has come, and stops it by a command', async () => {
    for (let file = 0; file < 1500; file++) session().home.write(`f${file}.py`, `x = ${file}\n`.repeat(400))
    const helix = await open('digest.py', code, alone)
    await helix.shows('●')
    await helix.type(':lsp-workspace-command wayline.diagnoseWorkspace')
    await helix.press('Enter')
    await helix.shows(/\d+% Diagnosing the workspace/)
    await helix.type(':lsp-workspace-command wayline.stopDiagnosis')
    await helix.press('Enter')
    await helix.shows(/Stopped after \d+ files?/)
  })

  feature(
    'Helix',
    'gateway lost and back',
    'says that the gateway is gone, and offers suggestions when it is back',
    async () => {
      const engine = await session().engine()
      engine.answer = () => 'a - b'
      const gateway = await session().gateway(engine)
      const helix = await open('prices.py', code, gatewaySettings(gateway.settings))
      await helix.shows('●')
      gateway.child.kill('SIGKILL')
      await gateway.exited
      await helix.type('9ggAr')
      await helix.shows(/gateway.* cannot be reached/)
      await session().gateway(engine, ['--port', new URL(gateway.url).port])
      await helix.type('a')
      await helix.press('C-x')
      await helix.shows(/a - b\s+text/)
    },
  )

  test('does what other settings say once it is told to read them anew', async () => {
    const helix = await open('digest.py', code, `${alone}diagnosis.enabled = false\n`)
    const file = path.join(session().home.env['XDG_CONFIG_HOME'] ?? '', 'helix/languages.toml')
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('diagnosis.enabled = false', ''))
    await helix.type(':config-reload')
    await helix.press('Enter')
    await helix.shows('Config refreshed')
    await helix.type(':lsp-restart wayline')
    await helix.press('Enter')
    await helix.shows('●')
  })
})
