import type { Failure } from './failure.ts'
import { locate, type Workspace } from './locate.ts'

const files = [
  '/project/shop/src/main/java/com/acme/Shop.java',
  '/project/shop/src/test/java/com/acme/ShopTest.java',
  '/project/shop/other/com/beta/Shop.java',
  '/project/shop/src/shop.py',
  '/project/shop/a/index.js',
  '/project/shop/b/index.js',
  '/project/shop/node_modules/left/index.js',
]
const workspace: Workspace = {
  roots: ['/project/shop'],
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
  ['an absolute path', '/project/shop/src/shop.py', '/project/shop/src/shop.py'],
  ['a path from the folder', 'src/shop.py', '/project/shop/src/shop.py'],
  ['a URL', 'file:///project/shop/src/shop.py', '/project/shop/src/shop.py'],
  ['a path on the computer where it was built', '/builds/17/shop/src/shop.py', '/project/shop/src/shop.py'],
  ['the package and file of a class', 'com/acme/Shop.java', files[0]],
  ['a name that only one file has', 'shop.py', '/project/shop/src/shop.py'],
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
  expect(
    placeOf('/project/shop/node_modules/left/index.js', '/project/shop/a/index.js', '/project/shop/b/index.js'),
  ).toBe('/project/shop/a/index.js')
})
