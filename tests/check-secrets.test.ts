import { wayline } from './src/command.ts'
import { makeHome, type Home } from './src/home.ts'

const mark = (word: string, kind: string): string => `-----${word} ${kind}PRIVATE KEY-----`
const material = [
  'MC4CAQAwBQYDK2VwBCIEIIDVOxpUXAj36Qpx2Oj2yLVCZqP0a9QeDN9mERxFn6b',
  'oWTZZh7u9jz3lmdw9CzoHfAHdSz7VUnFA==',
]

let home: Home
beforeEach(() => (home = makeHome()))
afterEach(() => home.remove())

const run = (...args: string[]) => wayline(home, args, { cwd: home.project })

const write: Home['write'] = (...file) => home.write(...file)

function key(kind: string): string {
  return [mark('BEGIN', kind), ...material, mark('END', kind)].join('\n')
}

describe('A private key', () => {
  test.each(['text', 'json', 'sarif', 'html', 'junit', 'github', 'gitlab'])('is not told in %s', async format => {
    write('ed.pem', `${key('')}\n`)
    const { output } = await run('check', '--format', format)
    expect(output).toContain('A private key is written here')
    for (const line of material) expect(output).not.toContain(line)
  })

  test('is not told beside another finding either, nor where nobody wants to hear of keys', async () => {
    write('.wayline/settings.json', '{"diagnosis": {"rules": {"secret-private-key": "off"}}}')
    write('a.py', `KEY = """\n${key('EC ')}\n"""\nexec(input())\n`)
    write('b.py', `KEY = """\n${key('EC ')}"""; exec(input())\n`)
    const { output } = await run('check', '--json')
    expect(output).toContain('python-')
    for (const line of material) expect(output).not.toContain(line)
  })
})
