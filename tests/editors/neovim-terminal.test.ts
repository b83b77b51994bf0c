import fs from 'node:fs'
import path from 'node:path'
import { noChromium } from '../src/chromium.ts'
import { useSession } from '../src/session.ts'
import { describeUnless } from '../src/skip.ts'
import type { StandInEngine } from '../src/stand-in-engine.ts'
import { clientFile, editorEnvironment } from './editor-environment.ts'
import { editorsFolder } from './editors-folder.mjs'
import { feature } from './feature.ts'
import { picture } from './pictures.ts'
import { drawTerminal } from './terminal-picture.ts'
import { noTerminal, openTerminal, type Terminal } from './terminal.ts'

const neovim = path.join(editorsFolder(), 'neovim')
const noNeovim = fs.existsSync(path.join(neovim, 'run'))
  ? noTerminal()
  : 'Neovim could not be fetched from Debian testing'

const bothParts = `"$0" nvim --headless --listen "$1" "$2" &
until [ -S "$1" ]; do sleep 0.02; done
exec "$0" nvim --server "$1" --remote-ui`

/** The finding in it says when Wayline is there. */
const code = [
  'import hashlib',
  '',
  '',
  'def digest(text):',
  '    return hashlib.md5(text)',
  '',
  '',
  'def subtract(a, b):',
  '    return',
  '',
]
const broken = /W .*broken hash/
const median = ['ordered = sorted(values)', '    middle = len(ordered) // 2', '    return ordered[middle]']

describeUnless(noNeovim)('Neovim as its user sees it, with clients/neovim/wayline.lua', () => {
  const session = useSession()
  let terminal: Terminal | null = null
  afterEach(() => terminal?.close())

  /** Opens a file in a real Neovim, with the file of `clients/` where it belongs, and the settings of a user. */
  function open(name: string, lines: string[], settings: object): Terminal {
    const { home } = session()
    const folder = path.join(home.env['XDG_CONFIG_HOME'] ?? '', 'nvim')
    fs.mkdirSync(path.join(folder, 'plugin'), { recursive: true })
    fs.copyFileSync(clientFile('neovim/wayline.lua'), path.join(folder, 'plugin/wayline.lua'))
    fs.writeFileSync(
      path.join(folder, 'init.lua'),
      `local start = vim.treesitter.start
-- What is unpacked for tests has no parser for Markdown; none is needed.
vim.treesitter.start = function(...) pcall(start, ...) end
vim.diagnostic.config({ virtual_text = true })
vim.lsp.config('wayline', { settings = { wayline = vim.json.decode([==[${JSON.stringify(settings)}]==]) } })
vim.opt.swapfile = false
vim.opt.number = true
vim.opt.termguicolors = true
`,
    )
    home.write(name, lines.join('\n'))
    terminal = openTerminal({
      // Neovim's screen starts Neovim as another process, which it cannot find where it was unpacked; so both are started here.
      command: ['/bin/sh', '-c', bothParts, path.join(neovim, 'run'), path.join(home.folder, 'nvim.socket'), name],
      cwd: home.project,
      rows: 24,
      env: editorEnvironment(home, { VIMRUNTIME: path.join(neovim, 'root/usr/share/nvim/runtime') }),
    })
    return terminal
  }

  const alone = { completion: { enabled: false }, local: { enabled: false } }

  async function openWithEngine(
    lines: string[],
    answer: StandInEngine['answer'],
  ): Promise<{
    nvim: Terminal
    engine: StandInEngine
    gateway: Awaited<ReturnType<ReturnType<typeof session>['gateway']>>
  }> {
    const engine = await session().engine()
    engine.answer = answer
    const gateway = await session().gateway(engine)
    const nvim = open('prices.py', lines, { gateway: gateway.settings })
    await nvim.shows(broken)
    return { nvim, engine, gateway }
  }

  async function command(nvim: Terminal, text: string): Promise<void> {
    await nvim.type(`:${text}`)
    await nvim.press('Enter')
  }

  feature(
    'Neovim',
    'inline completion',
    'shows a suggestion of several lines at the cursor, and Tab takes it',
    async () => {
      const lines = [...code.slice(0, 7), 'def median(values):', '    ', '']
      const { nvim } = await openWithEngine(lines, () => median.join('\n'))
      await nvim.type('9GA')
      await nvim.shows('return ordered[middle]')
      if (noChromium() === null) picture('neovim', await drawTerminal(await nvim.drawing()))
      await nvim.press('Tab')
      await nvim.shows(/11 +return ordered\[middle\]/)
    },
  )

  feature(
    'Neovim',
    'inline completion',
    'shows one suggestion after the other, and takes the one that is shown',
    async () => {
      const { nvim } = await openWithEngine(code, ({ temperature }) =>
        temperature === 0.9 ? 'b - a' : temperature === 0.5 ? 'abs(a - b)' : 'a - b',
      )
      await nvim.type('9GA ')
      await nvim.shows('return a - b')
      await nvim.press('M-]')
      await nvim.shows('return abs(a - b) (2/3)')
      await nvim.press('M-]')
      await nvim.shows('return b - a (3/3)')
      await nvim.press('Tab')
      await nvim.shows(/return b - a\n/)
    },
  )

  feature('Neovim', 'inline completion', 'has a suggestion dismissed, and Tab is Tab then', async () => {
    const { nvim } = await openWithEngine(code, () => 'a - b')
    await nvim.type('9GA ')
    await nvim.shows('return a - b')
    await nvim.press('C-]')
    await nvim.hides('a - b')
    await nvim.press('Tab', '!')
    await nvim.shows(/return +!/)
  })

  feature('Neovim', 'code lens', 'shows how complex a function is, above it, and says why', async () => {
    const nested = [
      'def f(a):',
      '  for b in a:',
      '    if b:',
      '      if b > 1:',
      '        while b:',
      '          b -= 1',
      '',
    ]
    const nvim = open('nested.py', nested, { ...alone, diagnosis: { codeLens: true } })
    await nvim.shows('complexity 10')
    await nvim.type('grx')
    await nvim.shows('Cognitive complexity 10')
  })

  feature('Neovim', ['commands', 'status'], 'runs commands by their names, which it completes', async () => {
    const { nvim } = await openWithEngine(code, () => 'a - b')
    await nvim.type(':Wayline showS')
    await nvim.press('Tab')
    await nvim.shows(':Wayline showStatus')
    await nvim.press('Enter')
    await nvim.shows('Completions by Qwen2.5-Coder-1.5B')
  })

  feature('Neovim', 'workspace diagnosis', 'lists what is wrong with files that are not open', async () => {
    session().home.write('elsewhere/one.js', 'function one() {\n  debugger\n}\n')
    session().home.write('package.json', '{}')
    const nvim = open('digest.py', code, alone)
    await nvim.shows(broken)
    await command(nvim, 'Wayline diagnoseWorkspace')
    await nvim.shows('Diagnosed')
    await command(nvim, 'lua vim.diagnostic.setqflist()')
    expect(await nvim.shows(/elsewhere\/one.js\|2 /)).toContain('digest.py|5 ')
  })

  feature(
    'Neovim',
    'progress and cancel',
    'shows how far a diagnosis has come, and stops it by a command',
    async () => {
      for (let file = 0; file < 1500; file++) session().home.write(`f${file}.py`, `x = ${file}\n`.repeat(400))
      session().home.write('package.json', '{}')
      const nvim = open('digest.py', code, alone)
      await nvim.shows(broken)
      await command(nvim, 'Wayline diagnoseWorkspace')
      await nvim.shows(/Diagnosing the workspace: +\d+%/)
      await command(nvim, 'Wayline stopDiagnosis')
      await nvim.shows(/Stopped after \d+ files?/)
    },
  )

  feature('Neovim', 'settings live', 'does at once what other settings say', async () => {
    const nvim = open('digest.py', code, alone)
    await nvim.shows(broken)
    const other = '{ settings = { wayline = { diagnosis = { enabled = false } } } }'
    await command(nvim, `lua vim.lsp.get_clients()[1]:notify('workspace/didChangeConfiguration', ${other})`)
    await nvim.hides(broken)
  })

  feature(
    'Neovim',
    'gateway lost and back',
    'says that the gateway is gone, and shows suggestions when it is back',
    async () => {
      const { nvim, engine, gateway } = await openWithEngine(code, () => 'a - b')
      gateway.child.kill('SIGKILL')
      await gateway.exited
      await nvim.type('9GA ')
      await nvim.shows(/gateway.* cannot be reached/)
      await nvim.press('Escape')
      await session().gateway(engine, ['--port', new URL(gateway.url).port])
      await nvim.press('Enter')
      await nvim.type('9GA')
      await nvim.shows('return a - b')
    },
  )
})
