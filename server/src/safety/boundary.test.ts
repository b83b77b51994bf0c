import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { createBoundary, type Boundary } from './boundary.ts'

let folder: string
let nowMs: number

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-boundary-'))
  nowMs = 0
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

describe('A .waylineignore file', () => {
  test('of the workspace folder holds for documents in it, and in folders below', () => {
    write('.waylineignore', 'private/\n*.sql\n')
    const boundary = boundaryOf()
    expect(excluded(boundary, 'private/a.ts', 'lib/private/a.ts', 'db/schema.sql', 'lib/a.ts')).toEqual([
      'private/a.ts',
      'lib/private/a.ts',
      'db/schema.sql',
    ])
  })

  test('of a folder holds in it alone, and has the last word there', () => {
    write('.waylineignore', '*.sql\n')
    write('lib/.waylineignore', '/own.ts\n!public.sql\n')
    const boundary = boundaryOf()
    expect(excluded(boundary, 'own.ts', 'lib/own.ts', 'lib/public.sql', 'lib/other.sql')).toEqual([
      'lib/own.ts',
      'lib/other.sql',
    ])
  })

  test('at the top of the repository holds where only a folder of it is open', () => {
    write('.git/HEAD', '')
    write('.waylineignore', 'shop/private/\n')
    const boundary = boundaryOf(['shop'])
    expect(excluded(boundary, 'shop/private/a.ts', 'shop/a.ts')).toEqual(['shop/private/a.ts'])
  })

  test('holds where no folder is open', () => {
    write('.waylineignore', 'a.ts\n')
    expect(excluded(boundaryOf([]), 'a.ts', 'b.ts')).toEqual(['a.ts'])
  })

  test('holds for cells of a notebook and for other views of the file', () => {
    write('.waylineignore', 'a.ipynb\n')
    const boundary = boundaryOf()
    const file = pathToFileURL(path.join(folder, 'a.ipynb')).pathname
    for (const uri of [`vscode-notebook-cell:${file}#W0`, `git:${file}?%7B%22ref%22%3A%22HEAD%22%7D`])
      expect(boundary.excludes({ uri, path: 'cell' })).toBe(true)
  })

  test('that has just been written holds when that is told, and otherwise soon', () => {
    const boundary = boundaryOf()
    expect(excluded(boundary, 'a.ts', 'b.ts')).toEqual([])
    write('.waylineignore', 'a.ts\n')
    boundary.forget()
    expect(excluded(boundary, 'a.ts', 'b.ts')).toEqual(['a.ts'])
    write('.waylineignore', 'b.ts\n')
    nowMs = 2001
    expect(excluded(boundary, 'a.ts', 'b.ts')).toEqual(['b.ts'])
  })

  test('does not concern what is no file', () => {
    write('.waylineignore', '*\n')
    expect(boundaryOf().excludes({ uri: 'untitled:Untitled-1', path: 'Untitled-1' })).toBe(false)
  })

  test.each(['[', '!', '\\', '{', '**/**/**', '\u0000'])('with the line %j breaks nothing', line => {
    write('.waylineignore', `${line}\nprivate/\n`)
    expect(excluded(boundaryOf(), 'private/b.md')).toEqual(['private/b.md'])
  })
})

describe('A link', () => {
  test('to a file that stays here stays here, by whatever name', () => {
    write('.env', 'A=1')
    write('.waylineignore', 'private.ts\n')
    write('private.ts', '')
    write('open.ts', '')
    link('.env', 'notes.txt')
    link('private.ts', 'public.ts')
    link('open.ts', 'other.ts')
    expect(excluded(boundaryOf(), 'notes.txt', 'public.ts', 'other.ts')).toEqual(['notes.txt', 'public.ts'])
  })

  test('to a folder that stays here has nothing in it that leaves, nor anything that is not saved yet', () => {
    write('.waylineignore', 'secret/\n')
    write('secret/a.ts', '')
    link('secret', 'pub')
    expect(excluded(boundaryOf(), 'pub/a.ts', 'pub/new/b.ts', 'a.ts')).toEqual(['pub/a.ts', 'pub/new/b.ts'])
  })

  test('is judged by the setting as well', () => {
    write('gen/a.ts', '')
    link('gen', 'lib')
    const boundary = createBoundary({
      settings: () => ({ exclude: ['gen/**'], excludeRepositories: [] }),
      roots: () => [pathToFileURL(folder).href],
      now: () => nowMs,
    })
    expect(excluded(boundary, 'lib/a.ts', 'src/a.ts')).toEqual(['lib/a.ts'])
  })

  test('to the workspace changes nothing about what is in it', () => {
    write('real/.waylineignore', 'secret/\n')
    write('real/lib/a.ts', '')
    link('real', 'opened')
    const boundary = boundaryOf(['opened'])
    expect(excluded(boundary, 'opened/secret/a.ts', 'opened/lib/a.ts')).toEqual(['opened/secret/a.ts'])
  })

  test('that leads in a circle, or nowhere, is a file like others', () => {
    link('circle.ts', 'circle.ts')
    link('nowhere.ts', 'broken.ts')
    expect(excluded(boundaryOf(), 'circle.ts', 'broken.ts')).toEqual([])
  })

  function link(to: string, name: string): void {
    fs.symlinkSync(path.join(folder, to), path.join(folder, name))
  }
})

describe('A repository that is excluded', () => {
  test.each([
    ['git@github.com:acme/billing.git', 'github.com/acme/*'],
    ['https://user:word@github.com/acme/billing.git', 'github.com/acme/billing'],
    ['ssh://git@github.com:22/acme/billing', 'github.com/**'],
    ['https://GitHub.com/Acme/Billing/', 'https://github.com/acme/billing.git'],
    ['git@git.example.com:billing.git', 'billing'],
    ['https://git.example.com/group/sub/billing', '**/sub/billing'],
    ['/srv/git/billing.git', '/srv/git/billing'],
    ['https://github.com/acme/billing', 'billing'],
  ])('with the remote %s by %s is off', (remote, pattern) => {
    repository('.git/config', remote)
    expect(excluded(boundaryOf([''], [pattern]), 'src/a.ts')).toEqual(['src/a.ts'])
  })

  test.each([
    ['https://github.com/acme/billing', 'github.com/*'],
    ['https://github.com/acme/billing', 'github.com/other/*'],
    ['https://github.com/acme/billing', 'bill'],
    ['https://github.com/acme/billing', ''],
  ])('with the remote %s is none by %j', (remote, pattern) => {
    repository('.git/config', remote)
    expect(excluded(boundaryOf([''], [pattern]), 'src/a.ts')).toEqual([])
  })

  test('is told by any of its remotes, and only by remotes', () => {
    write(
      '.git/config',
      '[core]\n\turl = core\n[remote "a"]\n\turl = h:a/b\n[REMOTE "c"] pushurl = "h:c/d.git"\n[x]\nurl = x/y\n',
    )
    const isOff = (pattern: string): boolean => excluded(boundaryOf([''], [pattern]), 'a.ts').length > 0
    expect(['h/a/b', 'h/c/d', 'core', 'y'].map(isOff)).toEqual([true, true, false, false])
  })

  test('is off with the repositories in it, and not those around it', () => {
    repository('outer/.git/config', 'h:acme/outer')
    repository('outer/inner/.git/config', 'h:acme/inner')
    expect(excluded(boundaryOf([''], ['outer']), 'outer/inner/a.ts', 'outer/a.ts', 'a.ts')).toHaveLength(2)
    expect(excluded(boundaryOf([''], ['inner']), 'outer/inner/a.ts', 'outer/a.ts')).toEqual(['outer/inner/a.ts'])
  })

  test('is known by its work trees and submodules too', () => {
    repository('main/.git/config', 'h:acme/billing')
    write('main/.git/worktrees/tree/commondir', '../..\n')
    write('tree/.git', `gitdir: ${path.join(folder, 'main/.git/worktrees/tree')}\n`)
    write('main/.git/modules/sub/config', '[remote "origin"]\n\turl = h:acme/sub\n')
    write('main/sub/.git', 'gitdir: ../.git/modules/sub\n')
    expect(excluded(boundaryOf([''], ['billing']), 'tree/a.ts', 'main/a.ts', 'main/sub/a.ts')).toHaveLength(3)
    expect(excluded(boundaryOf([''], ['sub']), 'tree/a.ts', 'main/a.ts', 'main/sub/a.ts')).toEqual(['main/sub/a.ts'])
  })

  test.each(['', 'gitdir: nowhere', 'gitdir: .', '\u0000'])('is not told by a .git file that says %j', text => {
    write('.git', text)
    expect(excluded(boundaryOf([''], ['**']), 'a.ts')).toEqual([])
  })

  function repository(config: string, remote: string): void {
    write(config, `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${remote}\n\tfetch = +refs/heads/*\n`)
  }
})

function boundaryOf(roots = [''], excludeRepositories: string[] = []): Boundary {
  return createBoundary({
    settings: () => ({ exclude: [], excludeRepositories }),
    roots: () => roots.map(root => pathToFileURL(path.join(folder, root)).href),
    now: () => nowMs,
  })
}

function excluded(boundary: Boundary, ...files: string[]): string[] {
  return files.filter(file => boundary.excludes({ uri: pathToFileURL(path.join(folder, file)).href, path: file }))
}

function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  fs.writeFileSync(path.join(folder, file), text)
}
