import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { eventFiles, readEvents } from '../../server/src/events/event-files.ts'
import { noModel, type Home } from '../src/home.ts'
import { programs, runProcess, until } from '../src/processes.ts'
import { useSession } from '../src/session.ts'
import { describeUnless } from '../src/skip.ts'
import { editorsFolder } from './editors-folder.mjs'

const neovim = path.join(editorsFolder(), 'neovim')
const bin = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url))
const driver = fileURLToPath(new URL('neovim.lua', import.meta.url))

const Seen = z.object({
  problem: z.string().nullable(),
  ghost: z.string().nullable(),
  lines: z.array(z.string()),
  messages: z.string(),
})
type Seen = z.infer<typeof Seen>

const noNeovim = fs.existsSync(path.join(neovim, 'run')) ? null : 'Neovim could not be fetched from Debian testing'
const code = ['def add(a, b):', '    return a + b', '', '', 'def subtract(a, b):', '    return', '']

describeUnless(noNeovim)('Neovim with the lines that `wayline editors neovim` prints', () => {
  const session = useSession('stdio', { model: noModel() === null })

  test('shows what the engine says as ghost text, and takes it', async () => {
    const engine = await session().engine()
    engine.answer = () => 'a - b'
    const gateway = await session().gateway(engine)
    const seen = await useNeovim(session().home, { gateway: gateway.settings })
    expect(seen.problem).toBeNull()
    expect(seen.ghost).toBe('a - b')
    expect(seen.lines).toEqual([...code.slice(0, 5), '    return a - b'])
    const files = eventFiles(session().home.local.dataDir)
    // Neovim does not wait for the last words of a server.
    await until(async () => (await readEvents(files)).length > 1)
    expect(await readEvents(files)).toMatchObject([
      { type: 'suggestion', language: 'python', outcome: 'accepted', kind: 'full', acceptedCharacters: 5 },
      { type: 'activity', typedCharacters: 1, acceptedCharacters: 5 },
    ])
  })

  describeUnless(noModel())('and the embedded model', () => {
    test('shows what the model says as ghost text, and takes it', async () => {
      const seen = await useNeovim(session().home, { completion: { timeoutMs: 60_000 } })
      expect(seen.problem).toBeNull()
      expect(seen.ghost).not.toBe('')
      expect(seen.lines.slice(5).join('\n')).toBe(`    return ${seen.ghost ?? ''}`)
    })
  })
})

/** Types ` ` behind the last `return` in a real Neovim, waits for ghost text, and presses the key that takes it. */
async function useNeovim(home: Home, settings: object): Promise<Seen> {
  const snippet = await runProcess(programs.wayline, ['editors', 'neovim'], { env: home.env })
  expect(snippet.code).toBe(0)
  const configuration = path.join(home.folder, 'init.lua')
  fs.writeFileSync(configuration, snippet.output)
  const file = path.join(home.project, 'prices.py')
  fs.writeFileSync(file, code.join('\n'))
  const result = path.join(home.folder, 'seen.json')
  const plan = { file, line: 6, typed: ' ', accept: '<Tab>', result, settings }
  const child = spawn(path.join(neovim, 'run'), ['nvim', '--headless', '-u', configuration, '-S', driver], {
    cwd: home.project,
    env: {
      ...home.env,
      PATH: `${bin}${path.delimiter}${home.env['PATH'] ?? ''}`,
      VIMRUNTIME: path.join(neovim, 'root/usr/share/nvim/runtime'),
      WAYLINE_PLAN: JSON.stringify(plan),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  await new Promise(closed => child.on('close', closed))
  if (!fs.existsSync(result)) throw new Error(`Neovim left nothing behind: ${errors}`)
  return Seen.parse(JSON.parse(fs.readFileSync(result, 'utf8')))
}
