import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { createUris } from './uris.ts'

const root = path.resolve('/tmp/wayline-playground-1-x/samples')
const uris = createUris(root, ['python-shop/app.py', 'go-links/main.go'])
const appUri = pathToFileURL(path.join(root, 'python-shop/app.py')).href

describe('The names of files', () => {
  test('of the samples are known by what the page calls them', () => {
    expect(uris.toServer('playground:/python-shop/app.py')).toBe(appUri)
  })

  test.each([
    appUri,
    'file:///etc/passwd',
    'playground:/etc/passwd',
    'playground:/python-shop/../../../etc/passwd',
    'playground:/python-shop/%2e%2e/%2e%2e/etc/passwd',
    'playground:/python-shop/%61pp.py',
    'playground:/python-shop//app.py',
    'playground:/python-shop/app.py/',
    'playground:/python-shop/app.py?x',
    'playground:/python-shop/app.py#L1',
    'playground://host/python-shop/app.py',
    'PLAYGROUND:/python-shop/app.py',
    'playground:/python-shop/app.py\u0000',
    'playground:/python-shop',
    'untitled:python-shop/app.py',
    'http://127.0.0.1/python-shop/app.py',
    '__proto__',
    '',
  ])('are nothing else: %j', uri => {
    expect(uris.toServer(uri)).toBeNull()
  })

  test('on this computer reach no page, wherever they stand', () => {
    const told = uris.toPage({
      uri: appUri,
      text: `see [app.py:3](${appUri}#L3) in ${root}`,
      changes: { [appUri]: [{ newText: 'x', at: 3 }] },
      other: 'file:///home/someone/.ssh/id_rsa',
    })
    expect(told).toEqual({
      uri: 'playground:/python-shop/app.py',
      text: 'see [app.py:3](playground:/python-shop/app.py#L3) in ',
      changes: { 'playground:/python-shop/app.py': [{ newText: 'x', at: 3 }] },
      other: '',
    })
  })
})
