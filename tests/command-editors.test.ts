import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { expectSentence, wayline } from './src/command.ts'
import type { Finished } from './src/processes.ts'
import { useSession } from './src/session.ts'

/** Every editor for which `--write` writes a file, and that file below the user's home. */
const written = [
  ['neovim', 'config/nvim/plugin/wayline.lua'],
  ['helix', 'config/helix/languages.toml'],
  ['jetbrains', 'config/wayline/lsp4ij-template/template.json'],
  ['emacs-eglot', '.emacs.d/init.el'],
  ['emacs-lsp-mode', '.emacs.d/init.el'],
  ['vim', '.vim/plugin/wayline.vim'],
  ['kate', 'config/kate/lspclient/settings.json'],
  ['sublime', 'config/sublime-text/Packages/User/LSP.sublime-settings'],
] as const
const byHand = ['vscode', 'zed']

describe('wayline editors', () => {
  const session = useSession('stdio')
  const run = (...args: string[]): Promise<Finished> => wayline(session().home, ['editors', ...args])
  const fileOf = (name: string): string => path.join(session().home.folder, name)

  test('lists them all', async () => {
    const { code, output } = await run()
    expect(output.match(/^\S+/gm)?.sort()).toEqual([...written.map(([name]) => name), ...byHand].sort())
    expect(code).toBe(0)
  })

  test.each([...written.map(([name]) => name), ...byHand])(
    'prints for %s only what is to be put there, and where beside it',
    async name => {
      const { code, output, errors } = await run(name)
      expect(output).toContain('wayline')
      expect(output).not.toContain('put this into')
      expect(errors).toMatch(/put this into .+\n/)
      expect(code).toBe(0)
    },
  )

  test('gives the command by its full path where the user’s PATH has none', async () => {
    const { output } = await run('neovim')
    expect(output).toContain(JSON.stringify(process.execPath))
    expect(output).toMatch(/bin\/wayline\.cjs", "lsp", "--stdio"/)
  })

  test.each(written)(
    '--write sets up %s, a second time changes nothing, and --remove leaves nothing',
    async (name, file) => {
      const first = await run(name, '--write')
      expect(first.output).toBe(`Wrote ${fileOf(file)}.\n`)
      expect(first.errors).toMatch(/^Next: /)
      expect(first.code).toBe(0)
      const text = fs.readFileSync(fileOf(file), 'utf8')
      expect(text).toContain('wayline')
      expect((await run(name, '--write')).output).toBe(`${fileOf(file)} has it already; nothing was changed.\n`)
      expect(fs.readFileSync(fileOf(file), 'utf8')).toBe(text)
      expect((await run(name, '--remove')).output).toBe(`Took Wayline out of ${fileOf(file)}.\n`)
      expect(fs.existsSync(fileOf(file))).toBe(false)
    },
  )

  test('a file of the user’s comes back byte for byte', async () => {
    const file = fileOf('config/sublime-text/Packages/User/LSP.sublime-settings')
    const mine = '// mine\n{\n\t"clients": { "pylsp": {"enabled": true,}, },  // trailing commas too\n}'
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, mine)
    expect((await run('sublime', '--write')).code).toBe(0)
    expect(fs.readFileSync(file, 'utf8')).toContain('// trailing commas too')
    await run('sublime', '--remove')
    expect(fs.readFileSync(file, 'utf8')).toBe(mine)
  })

  test('a file that is not understood is left alone, and the sentence says why', async () => {
    const file = fileOf('config/kate/lspclient/settings.json')
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, '{ broken')
    const ran = await run('kate', '--write')
    expect(ran.errors).toContain('is not JSON')
    expectSentence(ran)
    expect(fs.readFileSync(file, 'utf8')).toBe('{ broken')
  })

  test('--json tells which editors are here and set up', async () => {
    await run('neovim', '--write')
    const known = z
      .array(z.object({ id: z.string(), installed: z.boolean().nullable(), found: z.string().nullable() }))
      .parse(JSON.parse((await run('--json')).output))
    expect(known.filter(({ installed }) => installed).map(({ id }) => id)).toEqual(['neovim'])
    expect(known).toHaveLength(written.length + byHand.length)
  })

  test('speaks Chinese to whoever does', async () => {
    const { output } = await wayline(session().home, ['editors', 'neovim', '--write'], {
      env: { LC_ALL: 'zh_CN.UTF-8' },
    })
    expect(output).toBe(`已写入 ${fileOf('config/nvim/plugin/wayline.lua')}。\n`)
  })

  test('--vsix has VS Code install the extension, and --remove has it removed', async () => {
    const folder = fileOf('bin')
    fs.mkdirSync(folder)
    const asked = fileOf('asked.txt')
    fs.writeFileSync(path.join(folder, 'code'), `#!/bin/sh\necho "$@" >> ${asked}\n`, { mode: 0o755 })
    const vsix = fileOf('wayline.vsix')
    fs.writeFileSync(vsix, '')
    const env = { PATH: `${folder}:/usr/bin:/bin` }
    expect((await wayline(session().home, ['editors', 'vscode', '--write', '--vsix', vsix], { env })).code).toBe(0)
    expect((await wayline(session().home, ['editors', 'vscode', '--remove'], { env })).code).toBe(0)
    expect(fs.readFileSync(asked, 'utf8')).toBe(
      `--install-extension ${vsix}\n--uninstall-extension wayline.wayline-vscode\n`,
    )
  })

  test.each(byHand)('--write changes nothing for %s, and prints what to do by hand', async name => {
    const { code, output, errors } = await run(name, '--write')
    expect(errors).toMatch(/by hand/)
    expect(output).toBe((await run(name)).output)
    expect(code).toBe(1)
    expect(fs.existsSync(fileOf('config'))).toBe(false)
  })

  test('--write says when the folder cannot be made', async () => {
    fs.writeFileSync(fileOf('config'), '')
    const ran = await run('neovim', '--write')
    expect(ran.errors).toMatch(/cannot be written/)
    expectSentence(ran)
    expect(ran.code).toBe(1)
  })
})
