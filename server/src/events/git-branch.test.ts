import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { branchOf } from './git-branch.ts'

let folder: string

beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wl-'))))
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

const write = (name: string, text: string): void => {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  fs.writeFileSync(path.join(folder, name), text)
}
const branchAt = (name: string): Promise<string | null> => branchOf(pathToFileURL(path.join(folder, name)).href)

test('the branch of a document is that of the repository around it', async () => {
  write('.git/HEAD', 'ref: refs/heads/main\n')
  write('inner/.git/HEAD', 'ref: refs/heads/other\n')
  expect(await branchAt('src/deep/a.ts')).toBe('ref: refs/heads/main')
  expect(await branchAt('inner/a.ts')).toBe('ref: refs/heads/other')
  write('.git/HEAD', 'ref: refs/heads/next\n')
  expect(await branchAt('src/deep/a.ts')).toBe('ref: refs/heads/next')
})

test('a work tree has a branch of its own', async () => {
  write('.git/HEAD', 'ref: refs/heads/main\n')
  write('.git/worktrees/second/HEAD', 'ref: refs/heads/second\n')
  write('second/.git', 'gitdir: ../.git/worktrees/second\n')
  expect(await branchAt('second/a.ts')).toBe('ref: refs/heads/second')
})

test.each(['untitled:Untitled-1', 'https://example.com/a.ts', 'nonsense', ''])('%s has no branch', async uri => {
  expect(await branchOf(uri)).toBeNull()
})
