import fs from 'node:fs'
import path from 'node:path'
import { expectSentence, wayline } from './src/command.ts'
import type { Finished } from './src/processes.ts'
import { useSession } from './src/session.ts'

/** Editors for which one file of our own is enough, and that file below the user's configuration. */
const written = [
  ['neovim', 'nvim/plugin/wayline.lua'],
  ['helix', 'helix/languages.toml'],
  ['jetbrains', 'wayline/lsp4ij-template/template.json'],
] as const
const byHand = ['vscode', 'emacs-eglot', 'emacs-lsp-mode', 'vim', 'zed', 'kate', 'sublime']

describe('wayline editors', () => {
  const session = useSession('stdio')
  const run = (...args: string[]): Promise<Finished> => wayline(session().home, ['editors', ...args])
  const fileOf = (name: string): string => path.join(session().home.env['XDG_CONFIG_HOME'] ?? '', name)

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

  test.each(written)('--write writes the file for %s, and the second time leaves it alone', async (name, file) => {
    const printed = await run(name)
    const first = await run(name, '--write')
    expect(first.output).toBe(`Wrote ${fileOf(file)}.\n`)
    expect(first.code).toBe(0)
    expect(fs.readFileSync(fileOf(file), 'utf8')).toBe(printed.output)

    fs.appendFileSync(fileOf(file), 'what the user has added\n')
    const second = await run(name, '--write')
    expect(second.errors).toContain(`${fileOf(file)} exists already`)
    expect(second.output).toBe(printed.output)
    expect(second.code).toBe(1)
    expect(fs.readFileSync(fileOf(file), 'utf8')).toBe(`${printed.output}what the user has added\n`)
  })

  test.each(byHand)('--write changes nothing for %s, and prints what to do by hand', async name => {
    const { code, output, errors } = await run(name, '--write')
    expect(errors).toMatch(/by hand/)
    expect(output).toBe((await run(name)).output)
    expect(code).toBe(1)
    expect(fs.existsSync(session().home.env['XDG_CONFIG_HOME'] ?? '')).toBe(false)
  })

  test('--write follows no link to a file that is elsewhere, be it there or not', async () => {
    const elsewhere = path.join(session().home.folder, 'dotfiles.lua')
    fs.mkdirSync(path.dirname(fileOf('nvim/plugin/wayline.lua')), { recursive: true })
    fs.symlinkSync(elsewhere, fileOf('nvim/plugin/wayline.lua'))
    const { code, errors } = await run('neovim', '--write')
    expect(errors).toMatch(/exists already/)
    expect(code).toBe(1)
    expect(fs.existsSync(elsewhere)).toBe(false)
  })

  test('--write says when the folder cannot be made', async () => {
    fs.writeFileSync(session().home.env['XDG_CONFIG_HOME'] ?? '', '')
    const ran = await run('neovim', '--write')
    expect(ran.errors).toMatch(/cannot be written/)
    expectSentence(ran)
    expect(ran.code).toBe(1)
  })
})
