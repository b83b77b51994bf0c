import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { largestBytes, listSources } from './list-sources.ts'

let folder: string
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wl-list-'))))
afterEach(() => fs.rmSync(folder, { recursive: true }))

function write(...names: string[]): void {
  for (const name of names) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    fs.writeFileSync(path.join(folder, name), 'x')
  }
}

async function listed(...paths: string[]): Promise<string[]> {
  const { files } = await listSources(folder, paths)
  return files.map(file => path.posix.relative(folder, file.path))
}

test('of a folder, everything that is its own', async () => {
  write('a.py', 'src/b.unknown', 'node_modules/c.js', '.cache/d.js', 'e.png', 'out/f.js', 'src/g.log')
  fs.writeFileSync(path.join(folder, '.gitignore'), 'out\n*.log\n')
  expect(await listed()).toEqual(['.gitignore', 'a.py', 'src/b.unknown'])
  expect(await listed('.')).toEqual(await listed())
})

test('of named paths, everything but ignored files', async () => {
  write('node_modules/p/a.js', '.hidden/b.js', '.hidden/.git/config', 'c.js', 'd/out/e.js', 'd/f.js')
  fs.writeFileSync(path.join(folder, '.gitignore'), 'out\n')
  fs.mkdirSync(path.join(folder, '.git'))
  expect(await listed('node_modules', '.hidden', 'd')).toEqual(['.hidden/b.js', 'd/f.js', 'node_modules/p/a.js'])
})

test('a file that is named twice is listed once', async () => {
  write('src/a.py')
  expect(await listed('src', 'src/a.py', '.')).toEqual(['src/a.py'])
})

test('tells why a named path is left out', async () => {
  write('a.py', 'big.py')
  fs.writeFileSync(path.join(folder, '.gitignore'), 'a.py\n')
  fs.truncateSync(path.join(folder, 'big.py'), largestBytes + 1)
  const { files, skipped } = await listSources(folder, ['a.py', 'gone.py', 'big.py'])
  expect(files).toEqual([])
  expect(skipped.map(({ reason }) => reason)).toEqual([
    'an ignore file names it',
    'there is no such file or folder',
    'it is larger than 2 MiB',
  ])
})

test('links are not followed, for they may lead anywhere', async () => {
  write('a.py')
  fs.symlinkSync(folder, path.join(folder, 'round'))
  fs.symlinkSync(path.join(folder, 'a.py'), path.join(folder, 'b.py'))
  expect(await listed()).toEqual(['a.py'])
})

test('stops when it is cancelled', async () => {
  write('a.py')
  await expect(listSources(folder, [], AbortSignal.abort())).rejects.toThrow()
})

test('a file whose name is no UTF-8 is told of', async () => {
  fs.writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0x2e, 0x70, 0x79])]), 'x')
  const { skipped } = await listSources(folder, [])
  expect(skipped.map(({ reason }) => reason)).toEqual(['its name is not UTF-8'])
})

const asUser = process.getuid?.() === 0 ? test.skip : test
asUser('a folder that may not be read is told of', async () => {
  write('locked/a.py')
  fs.chmodSync(path.join(folder, 'locked'), 0)
  const { unreadable } = await listSources(folder, [])
  fs.chmodSync(path.join(folder, 'locked'), 0o700)
  expect(unreadable?.map(one => path.basename(one.path))).toEqual(['locked'])
})

const asUnix = path.sep === '/' ? test : test.skip
asUnix('a backslash is a character of a name', async () => {
  write('\\back.py')
  expect(await listed()).toEqual(['\\back.py'])
})
