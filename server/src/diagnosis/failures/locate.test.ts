import type { Failure } from './failure.ts'
import { locate, type Workspace } from './locate.ts'

const files = [
  '/work/shop/src/main/java/com/acme/Shop.java',
  '/work/shop/src/test/java/com/acme/ShopTest.java',
  '/work/shop/other/com/beta/Shop.java',
  '/work/shop/src/shop.py',
  '/work/shop/a/index.js',
  '/work/shop/b/index.js',
  '/work/shop/node_modules/left/index.js',
]
const workspace: Workspace = {
  roots: ['/work/shop'],
  isFile: file => files.includes(file),
  filesNamed: name => files.filter(file => file.endsWith(`/${name}`)),
}

function placeOf(...frames: string[]): string | null {
  const failure: Failure = {
    format: 'node',
    kind: 'exception',
    severity: 'error',
    code: null,
    message: '',
    frames: frames.map(file => ({ file, line: 1, column: null, symbol: null })),
  }
  return locate(failure, workspace).place?.path ?? null
}

test.each([
  ['an absolute path', '/work/shop/src/shop.py', '/work/shop/src/shop.py'],
  ['a path from the folder', 'src/shop.py', '/work/shop/src/shop.py'],
  ['a URL', 'file:///work/shop/src/shop.py', '/work/shop/src/shop.py'],
  ['a path on the computer where it was built', '/builds/17/shop/src/shop.py', '/work/shop/src/shop.py'],
  ['the package and file of a class', 'com/acme/Shop.java', files[0]],
  ['a name that only one file has', 'shop.py', '/work/shop/src/shop.py'],
])('finds the file by %s', (_, printed, expected) => {
  expect(placeOf(printed)).toBe(expected)
})

test.each([
  ['one of several files of a name', 'index.js'],
  ['a file outside of the workspace', '/etc/passwd'],
  ['a file outside of it by way of its own folder', '../../etc/passwd'],
  ['a file of that name in quite another folder', 'net/gamma/shop.py'],
])('does not guess at %s', (_, printed) => {
  expect(placeOf(printed)).toBeNull()
})

test('points at the innermost code of the project, not at a package in its folder', () => {
  expect(placeOf('/work/shop/node_modules/left/index.js', '/work/shop/a/index.js', '/work/shop/b/index.js')).toBe(
    '/work/shop/a/index.js',
  )
})
