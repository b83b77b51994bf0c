import fs from 'node:fs'
import path from 'node:path'
import { eventFiles, readEvents } from '../../../server/src/events/event-files.ts'
import { noChromium } from '../../src/chromium.ts'
import { useSession } from '../../src/session.ts'
import { describeUnless } from '../../src/skip.ts'
import { feature } from '../feature.ts'
import { picture } from '../pictures.ts'
import { drawTerminal } from '../terminal-picture.ts'
import { noEmacs, openEmacs, soon, type Emacs } from './emacs.ts'
import { prices, twoDebuggers } from './projects.ts'

const editor = 'Emacs lsp-mode'
/** No engine is asked for anything. */
const diagnosisOnly = { 'completion.enabled': false, 'local.enabled': false }
/** In the margin of a line with a warning. */
const mark = /^!+ {1,3}debugger/m

type Settings = Record<string, string | number | boolean>

describeUnless(noEmacs())('Emacs with lsp-mode and what `wayline editors emacs-lsp-mode --write` writes', () => {
  const session = useSession()
  let emacs: Emacs | null = null
  afterEach(() => emacs?.close())

  /** Opens a file of the project, and waits until Wayline is connected. */
  async function open(name: string, text: string, settings: Settings): Promise<Emacs> {
    const { home } = session()
    home.write(name, text)
    fs.mkdirSync(path.join(home.project, '.git'))
    // Without the hundred clients that come with it, which nobody has compiled here.
    const init = `(setq lsp-client-packages nil
      lsp-auto-guess-root t
      lsp-warn-no-matched-clients nil
      lsp-enable-suggest-server-download nil
      lsp-enable-snippet nil)
(add-hook 'prog-mode-hook #'lsp)
(with-eval-after-load 'lsp-mode ${registered(settings)})`
    emacs = await openEmacs({ home, setup: 'emacs-lsp-mode', init, file: path.join(home.project, name) })
    await emacs.until("(eq (lsp--workspace-status (lsp-find-workspace 'wayline)) 'initialized)")
    return emacs
  }

  /** Types what the user would type after M-x wayline. */
  async function run(opened: Emacs, command: string): Promise<void> {
    await opened.command('wayline')
    await opened.terminal.shows('Wayline: wayline.')
    await opened.terminal.type(command)
    await opened.terminal.press('Enter')
  }

  /** Types a blank behind `return`, where the engine has something to say. */
  async function typeBehindReturn({ terminal }: Emacs): Promise<void> {
    await terminal.press('M->', 'Left')
    await terminal.type(' ')
  }

  feature(editor, 'inline completion', 'shows what the engine says in place, and takes it', async () => {
    const engine = await session().engine()
    engine.answer = () => 'a - b'
    const gateway = await session().gateway(engine)
    const opened = await open('prices.py', prices, gatewaySettings(gateway.settings))
    await typeBehindReturn(opened)
    await opened.terminal.shows('return a - b')
    expect(await opened.text()).toBe(prices.replace(/return\n$/, 'return \n'))
    if (noChromium() === null) picture('emacs-lsp-mode', await drawTerminal(await opened.terminal.drawing()))
    await opened.terminal.press('Tab')
    await soon('the text', async () => (await opened.text()) === prices.replace(/return\n$/, 'return a - b\n'))
    await opened.terminal.press('C-x', 'C-s', 'C-x', 'C-c')
    const files = eventFiles(session().home.local.dataDir)
    await soon('an event', async () => (await readEvents(files)).length > 1)
    expect(await readEvents(files)).toMatchObject([
      { type: 'suggestion', outcome: 'accepted', kind: 'full', acceptedCharacters: 5 },
      { type: 'activity', typedCharacters: 1, acceptedCharacters: 5 },
    ])
  })

  feature(editor, 'inline completion', 'leaves the text as it is where a suggestion is put away', async () => {
    const engine = await session().engine()
    engine.answer = () => 'a - b'
    const gateway = await session().gateway(engine)
    const opened = await open('prices.py', prices, gatewaySettings(gateway.settings))
    await typeBehindReturn(opened)
    await opened.terminal.shows('return a - b')
    await opened.terminal.press('C-g')
    await opened.terminal.hides('return a - b')
    expect(await opened.text()).toBe(prices.replace(/return\n$/, 'return \n'))
  })

  feature(editor, 'diagnostics', 'shows what is wrong, beside the line', async () => {
    const opened = await open('a.js', twoDebuggers, diagnosisOnly)
    await opened.terminal.shows(mark)
    const lines = '(mapcar (lambda (one) (line-number-at-pos (flymake-diagnostic-beg one))) (flymake-diagnostics))'
    expect(await opened.evaluate(lines)).toEqual([2, 7])
  })

  feature(editor, 'hover', 'says what is under the cursor', async () => {
    const opened = await open('a.js', twoDebuggers, diagnosisOnly)
    await opened.terminal.shows(mark)
    await opened.terminal.press('Down', 'M-m')
    await opened.command('lsp-describe-thing-at-point')
    await opened.terminal.shows('⚠ Wayline: Debugger statement left in the code')
  })

  feature(editor, 'quick fix', 'fixes a finding', async () => {
    const opened = await open('a.js', twoDebuggers, diagnosisOnly)
    await opened.terminal.shows(mark)
    await opened.terminal.press('Down', 'M-m')
    await opened.command('lsp-execute-code-action')
    await opened.terminal.shows('Select code action')
    await opened.terminal.type('Remove the statement')
    await opened.terminal.press('Enter')
    await opened.terminal.screenWhere('one finding left', screen => screen.match(/debugger/g)?.length === 1)
    expect(await opened.text()).toMatch(/^function one\(\) {\s+return 1\n}\n/)
  })

  feature(editor, 'code lens', 'shows how complex a function is above it', async () => {
    const opened = await open('a.py', complexFunction, { ...diagnosisOnly, 'diagnosis.codeLens': true })
    await opened.terminal.shows(/def choose\(a, b, c\): complexity 15/)
  })

  feature(editor, ['commands', 'status'], 'runs a command, which says how things stand', async () => {
    const opened = await open('a.js', twoDebuggers, diagnosisOnly)
    await run(opened, 'showStatus')
    await opened.said(/Completions are switched off\./)
  })

  feature(editor, 'workspace diagnosis', 'lists what is wrong in files that are not open', async () => {
    session().home.write('other.js', twoDebuggers)
    const opened = await open('a.js', twoDebuggers, diagnosisOnly)
    await run(opened, 'diagnoseWorkspace')
    await opened.said(/Diagnosed 2 files/)
    const known =
      '(let (files) (maphash (lambda (file _) (push (file-name-nondirectory file) files)) (lsp-diagnostics)) files)'
    expect(await opened.evaluate(known)).toContain('other.js')
  })

  feature(editor, 'gateway lost and back', 'says that the gateway is gone, and goes on when it is back', async () => {
    const engine = await session().engine()
    engine.answer = () => 'a - b'
    const gateway = await session().gateway(engine)
    const opened = await open('prices.py', prices, gatewaySettings(gateway.settings))
    gateway.child.kill('SIGKILL')
    await gateway.exited
    await typeBehindReturn(opened)
    await opened.said(/gateway.* cannot be reached/)
    await session().gateway(engine, ['--port', new URL(gateway.url).port])
    await opened.command('lsp-inline-completion-display')
    await opened.terminal.shows('return a - b')
  })
})

function gatewaySettings({ url, token }: { url: string; token: string }): Settings {
  return { 'gateway.url': url, 'gateway.token': token }
}

/** How users of lsp-mode set what a server asks for. */
function registered(settings: Settings): string {
  const entries = Object.entries(settings).map(([name, value]) => {
    const isFlag = typeof value === 'boolean'
    return `("wayline.${name}" ${isFlag ? (value ? 't' : 'nil') : JSON.stringify(value)}${isFlag ? ' t' : ''})`
  })
  return `(lsp-register-custom-settings '(${entries.join(' ')}))`
}

const complexFunction = `def choose(a, b, c):
    if a:
        if b:
            if c:
                for one in a:
                    if one:
                        return one
    return None
`
