import fs from 'node:fs'
import path from 'node:path'
import { noChromium } from '../../src/chromium.ts'
import { eventFiles, readEvents } from '../../../server/src/events/event-files.ts'
import { useSession } from '../../src/session.ts'
import { describeUnless } from '../../src/skip.ts'
import { feature } from '../feature.ts'
import { picture } from '../pictures.ts'
import { drawTerminal } from '../terminal-picture.ts'
import { lispOf, noEmacs, openEmacs, soon, type Emacs } from './emacs.ts'
import { longProject, prices, twoDebuggers } from './projects.ts'

const editor = 'Emacs eglot'
/** No engine is asked for anything. */
const diagnosisOnly = { completion: { enabled: false }, local: { enabled: false } }
/** In the margin of a line with a warning. */
const mark = /^!+ {1,3}debugger/m

describeUnless(noEmacs())('Emacs with eglot and what `wayline editors emacs-eglot --write` writes', () => {
  const session = useSession()
  let emacs: Emacs | null = null
  afterEach(() => emacs?.close())

  /** Opens a file of the project, and waits until Wayline is connected. */
  async function open(name: string, text: string, settings: object): Promise<Emacs> {
    const { home } = session()
    home.write(name, text)
    fs.mkdirSync(path.join(home.project, '.git'))
    emacs = await openEmacs({
      home,
      setup: 'emacs-eglot',
      init: `(add-hook 'prog-mode-hook #'eglot-ensure)\n${configuration(settings)}`,
      file: path.join(home.project, name),
    })
    await emacs.until('(and (eglot-current-server) t)')
    return emacs
  }

  const configuration = (settings: object): string =>
    `(setq-default eglot-workspace-configuration '(:wayline ${lispOf(settings)}))`

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

  feature(editor, 'diagnostics', 'shows what is wrong, beside the line', async () => {
    const opened = await open('a.js', twoDebuggers, diagnosisOnly)
    await opened.terminal.shows(mark)
    const lines = '(mapcar (lambda (one) (line-number-at-pos (flymake-diagnostic-beg one))) (flymake-diagnostics))'
    expect(await opened.evaluate(lines)).toEqual([2, 7])
  })

  feature(editor, 'hover', 'says what is under the cursor', async () => {
    const { terminal } = await open('a.js', twoDebuggers, diagnosisOnly)
    await terminal.shows(mark)
    await terminal.press('Down', 'M-m')
    await terminal.shows('⚠ Wayline: Debugger statement left in the code')
    if (noChromium() === null) picture('emacs-eglot', await drawTerminal(await terminal.drawing()))
  })

  feature(editor, 'quick fix', 'fixes a finding', async () => {
    const opened = await open('a.js', twoDebuggers, diagnosisOnly)
    const { terminal } = opened
    await terminal.shows(mark)
    await terminal.press('Down', 'M-m')
    await opened.command('eglot-code-actions')
    await terminal.shows('default Remove the statement')
    await terminal.press('Enter')
    await terminal.screenWhere('one finding left', screen => screen.match(/debugger/g)?.length === 1)
    expect(await opened.text()).toMatch(/^function one\(\) {\s+return 1\n}\n/)
  })

  feature(editor, 'completion list', 'offers what the engine says, and takes it', async () => {
    const engine = await session().engine()
    engine.answer = () => 'a - b'
    const gateway = await session().gateway(engine)
    const opened = await open('prices.py', prices, { gateway: gateway.settings })
    await typeBehindReturn(opened)
    await opened.command('completion-help-at-point')
    await opened.terminal.shows(/^a - b +Wayline/m)
    await opened.command('completion-at-point')
    await opened.terminal.shows('return a - b')
    expect(await opened.text()).toBe(prices.replace(/return\n$/, 'return a - b\n'))
    const files = eventFiles(session().home.local.dataDir)
    await opened.terminal.press('C-x', 'C-s', 'C-x', 'C-c')
    await soon('an event', async () => (await readEvents(files)).length > 1)
    expect(await readEvents(files)).toMatchObject([
      { type: 'suggestion', outcome: 'accepted', kind: 'full', acceptedCharacters: 5 },
      { type: 'activity', acceptedCharacters: 5 },
    ])
  })

  feature(editor, ['commands', 'status'], 'runs a command, which says how things stand', async () => {
    const opened = await open('a.js', twoDebuggers, diagnosisOnly)
    await run(opened, 'showStatus')
    await opened.terminal.shows('Completions are switched off.')
  })

  feature(editor, 'workspace diagnosis', 'lists what is wrong in files that are not open', async () => {
    session().home.write('other.js', twoDebuggers)
    const opened = await open('a.js', twoDebuggers, diagnosisOnly)
    await run(opened, 'diagnoseWorkspace')
    await opened.terminal.shows('Diagnosed 2 files')
    await opened.command('flymake-show-project-diagnostics')
    await opened.terminal.shows(/other\.js +7/)
  })

  feature(editor, 'progress and cancel', 'shows how far a diagnosis has come, and stops it', async () => {
    const { home } = session()
    longProject(home)
    const opened = await open('a.js', twoDebuggers, diagnosisOnly)
    await run(opened, 'diagnoseWorkspace')
    await opened.terminal.shows(/\[eglot:project.*\/\d+%/)
    await run(opened, 'stopDiagnosis')
    await opened.terminal.shows(/Stopped after \d+ files/)
  })

  feature(editor, 'settings live', 'takes settings that have changed at once', async () => {
    const opened = await open('a.js', twoDebuggers, diagnosisOnly)
    await opened.terminal.shows(mark)
    await opened.evaluate(configuration({ ...diagnosisOnly, diagnosis: { enabled: false } }))
    await opened.command('eglot-signal-didChangeConfiguration')
    await opened.terminal.hides(mark)
  })

  feature(editor, 'gateway lost and back', 'says that the gateway is gone, and goes on when it is back', async () => {
    const engine = await session().engine()
    engine.answer = () => 'a - b'
    const gateway = await session().gateway(engine)
    const opened = await open('prices.py', prices, { gateway: gateway.settings })
    gateway.child.kill('SIGKILL')
    await gateway.exited
    await typeBehindReturn(opened)
    await opened.command('completion-at-point')
    await opened.said(/gateway.* cannot be reached/)
    await session().gateway(engine, ['--port', new URL(gateway.url).port])
    await opened.command('completion-at-point')
    await opened.terminal.shows('return a - b')
  })
})
