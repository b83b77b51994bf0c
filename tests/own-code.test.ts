import { root, wayline } from './src/command.ts'
import { makeHome, type Home } from './src/home.ts'

let home: Home
beforeEach(() => (home = makeHome()))
afterEach(() => home.remove())

test('wayline check finds nothing in this repository that would fail a build', async () => {
  const { code, output, errors } = await wayline(home, ['check', '--format', 'github'], { cwd: root })
  // A slow computer is told how far it is.
  expect(errors.replaceAll(/^wayline: \d+ of \d+ files\n/gm, '')).toBe('')
  expect(output.split('\n').filter(line => /^::(?:error|warning)/.test(line))).toEqual([])
  expect(code).toBe(0)
}, 300_000)
