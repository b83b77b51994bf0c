import fs from 'node:fs'
import path from 'node:path'
import { noChromium } from '../src/chromium.ts'
import { useSession } from '../src/session.ts'
import { describeUnless } from '../src/skip.ts'
import { clientFile, editorEnvironment } from './editor-environment.ts'
import { editorsFolder } from './editors-folder.mjs'
import { feature } from './feature.ts'
import { picture } from './pictures.ts'
import { drawTerminal } from './terminal-picture.ts'
import { noTerminal, openTerminal, type Terminal } from './terminal.ts'

const vim = path.join(editorsFolder(), 'vim')
const noVim = fs.existsSync(path.join(vim, 'run'))
  ? noTerminal()
  : 'Vim and ALE could not be fetched from Debian testing'

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
/** Its folder has the version in its name. */
function runtime(): string {
  const folder = path.join(vim, 'root/usr/share/vim')
  return path.join(folder, fs.readdirSync(folder).find(name => /^vim\d+$/.test(name)) ?? '')
}

const left = ['function one() {', '  debugger', '  return 1', '}', '']

describeUnless(noVim)('Vim and ALE with clients/vim/wayline.vim', () => {
  const session = useSession()
  let terminal: Terminal | null = null
  afterEach(() => terminal?.close())

  /** Opens a file in a real Vim with ALE as its only plug-in, and waits until something wrong with it is shown. */
  async function open(name: string, lines: string[], settings: object): Promise<Terminal> {
    const { home } = session()
    const configuration = [
      `set nocompatible nomore noswapfile number background=dark completeopt=menuone`,
      `set runtimepath^=${path.join(vim, 'root/usr/share/vim-ale')}`,
      'filetype plugin on',
      'syntax on',
      `let g:wayline_settings = json_decode('${JSON.stringify(settings).replaceAll("'", "''")}')`,
      fs.readFileSync(clientFile('vim/wayline.vim'), 'utf8'),
    ]
    fs.writeFileSync(path.join(home.folder, '.vimrc'), configuration.join('\n'))
    fs.mkdirSync(path.join(home.project, '.git'), { recursive: true })
    home.write(name, lines.join('\n'))
    terminal = openTerminal({
      command: [path.join(vim, 'run'), 'vim.basic', name],
      cwd: home.project,
      rows: 24,
      env: editorEnvironment(home, { VIMRUNTIME: runtime() }),
    })
    await terminal.shows(/W +\d+ .* W: /)
    return terminal
  }

  const alone = { completion: { enabled: false }, local: { enabled: false } }

  feature('Vim', 'diagnostics', 'shows what is wrong beside its line', async () => {
    const vim = await open('digest.py', code, alone)
    await vim.shows(/W +5 .* W: `hashlib.md5` is a broken hash/)
    if (noChromium() === null) picture('vim', await drawTerminal(await vim.drawing()))
  })

  feature('Vim', 'quick fix', 'mends a finding by a code action', async () => {
    const vim = await open('one.js', left, alone)
    await vim.type('2G:ALECodeAction')
    await vim.press('Enter')
    const choices = await vim.shows(/\d\) Remove the statement/)
    await vim.type(/(\d)\) Remove the statement/.exec(choices)?.[1] ?? '')
    await vim.press('Enter')
    await vim.hides('debugger')
  })

  feature('Vim', 'hover', 'says more of a finding, as plain text', async () => {
    const vim = await open('digest.py', code, alone)
    await vim.type('5Gf5:ALEHover')
    await vim.press('Enter')
    expect(await vim.shows(/python-weak-hash.* · CWE-327/)).toContain('Wayline: Broken hash')
  })

  feature('Vim', 'completion list', 'offers the suggestion in the menu of Ctrl-x Ctrl-o', async () => {
    const engine = await session().engine()
    engine.answer = () => 'first_operand - b'
    const gateway = await session().gateway(engine)
    const vim = await open('digest.py', code, { gateway: gateway.settings })
    await vim.type('9GA ')
    await vim.press('C-x', 'C-o')
    await vim.shows('Wayline · Qwen2.5-Coder-1.5B')
    await vim.press('C-y')
    await vim.hides('Wayline · Qwen2.5-Coder-1.5B')
    await vim.shows(/9 +return first_operand - b\n/)
  })
})
