import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { install, uninstall, type Installation } from './install.ts'

let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wl-install-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

const at = (name: string): string => path.join(folder, name)
const read = (name: string): string => fs.readFileSync(at(name), 'utf8')
const block = (name: string): Installation => ({
  id: 'emacs-eglot',
  target: { kind: 'block', file: at(name), comment: ';;' },
  snippet: '(wayline)\n',
  dataDir: at('data'),
})
const own = (snippet: string): Installation => ({
  id: 'neovim',
  target: { kind: 'own file', file: at('nvim/plugin/wayline.lua') },
  snippet,
  dataDir: at('data'),
})

test('a file that is made goes again, with the folders that were made for it', () => {
  expect(install(own('one\n')).change).toBe('written')
  expect(install(own('one\n')).change).toBe('already there')
  expect(uninstall(own('one\n')).change).toBe('removed')
  expect(fs.existsSync(at('nvim'))).toBe(false)
  expect(uninstall(own('one\n')).change).toBe('not there')
})

test('a file of an earlier version is replaced, one that the user has changed is not', () => {
  install(own('one\n'))
  expect(install(own('two\n')).change).toBe('written')
  fs.appendFileSync(at('nvim/plugin/wayline.lua'), 'mine\n')
  expect(() => install(own('three\n'))).toThrow('not as Wayline wrote it')
  expect(() => uninstall(own('three\n'))).toThrow('has been changed')
  expect(read('nvim/plugin/wayline.lua')).toBe('two\nmine\n')
})

test('a file without a line break at its end is given back as it was', () => {
  fs.writeFileSync(at('init.el'), '(mine)', { mode: 0o600 })
  install(block('init.el'))
  expect(fs.statSync(at('init.el')).mode & 0o777).toBe(0o600)
  uninstall(block('init.el'))
  expect(read('init.el')).toBe('(mine)')
})

test('what the user has added since stays', () => {
  fs.writeFileSync(at('init.el'), '(mine)\n')
  install(block('init.el'))
  fs.appendFileSync(at('init.el'), '(new)\n')
  uninstall(block('init.el'))
  expect(read('init.el')).toBe('(mine)\n(new)\n')
})

test('a link is followed and stays a link; one to nowhere is not understood', () => {
  fs.mkdirSync(at('dotfiles'))
  fs.writeFileSync(at('dotfiles/init.el'), '(mine)\n')
  fs.symlinkSync(at('dotfiles/init.el'), at('init.el'))
  install(block('init.el'))
  expect(read('dotfiles/init.el')).toContain('(wayline)')
  expect(fs.lstatSync(at('init.el')).isSymbolicLink()).toBe(true)
  fs.symlinkSync(at('nowhere'), at('other.el'))
  expect(() => install(block('other.el'))).toThrow('link to something that is not there')
  expect(fs.existsSync(at('nowhere'))).toBe(false)
})

test('a table that the user has in TOML already is left out, and told', () => {
  fs.writeFileSync(at('languages.toml'), '[[language]]\nname = "python"\nlanguage-servers = ["pylsp"]\n')
  const snippet =
    '[language-server.wayline]\ncommand = "wayline"\n\n[[language]]\nname = "python"\nx = 1\n\n[[language]]\nname = "go"\nx = 1\n'
  const helix: Installation = {
    ...block('languages.toml'),
    id: 'helix',
    snippet,
    target: { kind: 'block', file: at('languages.toml'), comment: '#' },
  }
  expect(install(helix).left).toEqual(['python'])
  expect(read('languages.toml').match(/name = /g)).toHaveLength(2)
  expect(install(helix).change).toBe('already there')
})

test('what is no UTF-8, or no file, is not understood', () => {
  fs.writeFileSync(at('init.el'), Buffer.from([0x28, 0xff, 0x29]))
  expect(() => install(block('init.el'))).toThrow('is not UTF-8')
  fs.mkdirSync(at('folder.el'))
  expect(() => install(block('folder.el'))).toThrow('is no file')
})

test('a read-only file is left alone', () => {
  fs.writeFileSync(at('init.el'), '(mine)\n', { mode: 0o444 })
  expect(() => install(block('init.el'))).toThrow('is read-only')
  expect(read('init.el')).toBe('(mine)\n')
})

test('of two that were put into one new file nothing is left, whichever goes first', () => {
  const other = { ...block('init.el'), id: 'emacs-lsp-mode' }
  for (const order of [
    [block('init.el'), other],
    [other, block('init.el')],
  ]) {
    install(block('init.el'))
    install(other)
    for (const one of order) uninstall(one)
    expect(fs.existsSync(at('init.el'))).toBe(false)
  }
})
