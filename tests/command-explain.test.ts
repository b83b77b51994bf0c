import fs from 'node:fs'
import path from 'node:path'
import { expectSentence, wayline } from './src/command.ts'
import { useSession } from './src/session.ts'

const trace = `Traceback (most recent call last):
  File "/builds/7/shop/main.py", line 4, in <module>
    total([{}])
  File "/builds/7/shop/src/shop.py", line 2, in total
    return item["price"]
KeyError: 'price'
`

describe('wayline explain', () => {
  const session = useSession('stdio')
  const write = (file: string, text: string): void => {
    const full = path.join(session().home.project, file)
    fs.mkdirSync(path.dirname(full), { recursive: true })
    fs.writeFileSync(full, text)
  }
  const run = (args: string[], input?: string) =>
    wayline(session().home, ['explain', ...args], {
      cwd: session().home.project,
      ...(input === undefined ? {} : { input }),
    })

  beforeEach(() => write('src/shop.py', 'def total(items):\n    return item["price"]\n'))

  test('shows the place of a trace from another computer in this folder, and says what it means', async () => {
    const { code, output } = await run([], trace)
    expect(output).toBe(`KeyError: 'price'
  at src/shop.py:2 in total
      1 | def total(items):
    > 2 |     return item["price"]
      3 |
  The dictionary has no key 'price'. Look at where it is filled, or ask with \`.get(…)\` and decide what a missing key means.
`)
    expect(code).toBe(0)
  })

  test('lets no output steer the terminal', async () => {
    const { output } = await run([], 'a.ts(1,7): error TS1: \u202eno\u0007\u009b31m way\n')
    expect(output).toBe('TS1: \uFFFDno\uFFFD way\n  at a.ts:1:7\n')
  })

  test('reads a file, and tells programs all of it', async () => {
    write('log.txt', trace)
    const { output } = await run(['log.txt', '--json'])
    expect(JSON.parse(output)).toMatchObject([
      { code: 'KeyError', place: { path: path.join(session().home.project, 'src/shop.py'), line: 2 } },
    ])
  })

  test('says so when there is nothing that it knows', async () => {
    const { code, output } = await run([], 'all is well\n')
    expect(output).toMatch(/^No failure was recognised in one line/)
    expect(code).toBe(1)
  })

  test('names a file that cannot be read', async () => {
    const ran = await run(['nowhere.txt'])
    expectSentence(ran)
    expect(ran.errors).toContain('nowhere.txt')
  })
})
