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
import { feature } from './feature.ts'

const neovim = path.join(editorsFolder(), 'neovim')
const bin = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url))
const driverOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

const Seen = z.object({
  problem: z.string().nullable(),
  ghost: z.string().nullable(),
  lines: z.array(z.string()),
  messages: z.string(),
})
type Seen = z.infer<typeof Seen>

const SeenFindings = z.object({
  problem: z.string().nullable(),
  diagnostics: z.array(z.object({ line: z.number(), code: z.string(), source: z.string() })),
  hover: z.array(z.string()),
  fixed: z.array(z.string()),
  all: z.array(z.string()),
})

const noNeovim = fs.existsSync(path.join(neovim, 'run')) ? null : 'Neovim could not be fetched from Debian testing'
const code = ['def add(a, b):', '    return a + b', '', '', 'def subtract(a, b):', '    return', '']

describeUnless(noNeovim)('Neovim with the lines that `wayline editors neovim` prints', () => {
  const session = useSession('stdio', { model: noModel() === null })

  feature('Neovim', 'inline completion', 'shows what the engine says as ghost text, and takes it', async () => {
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

  const findings = 'shows what is wrong, says more of it in a hover, fixes one finding, and then all'
  feature('Neovim', ['diagnostics', 'hover', 'quick fix'], findings, async () => {
    const file = path.join(session().home.project, 'a.js')
    const left = [
      'function one() {',
      '  debugger',
      '  return 1',
      '}',
      '',
      'function two() {',
      '  debugger',
      '  return 2',
      '}',
    ]
    fs.writeFileSync(file, `${left.join('\n')}\n`)
    const settings = { completion: { enabled: false }, local: { enabled: false } }
    const plan = { file, findings: 2, line: 2, column: 4, action: 'Remove the statement', settings }
    const seen = SeenFindings.parse(await drive(session().home, 'neovim-diagnosis.lua', plan))
    expect(seen).toMatchObject({ problem: null })
    expect(seen.diagnostics).toEqual([
      { line: 1, code: 'js-debugger', source: 'Wayline' },
      { line: 6, code: 'js-debugger', source: 'Wayline' },
    ])
    expect(seen.hover.join('\n')).toContain('js-debugger')
    const places = (lines: string[]): number[] => lines.flatMap((line, at) => (line.includes('debugger') ? [at] : []))
    expect(places(seen.fixed)).toEqual([6])
    expect(places(seen.all)).toEqual([])
    expect(seen.all.filter(line => line.trim() !== '')).toHaveLength(6)
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
  const file = path.join(home.project, 'prices.py')
  fs.writeFileSync(file, code.join('\n'))
  return Seen.parse(await drive(home, 'neovim.lua', { file, line: 6, typed: ' ', accept: '<Tab>', settings }))
}

/** Runs a real Neovim with the printed lines as its configuration, and a driver with its plan; what the driver has seen. */
async function drive(home: Home, driver: string, plan: object): Promise<unknown> {
  const snippet = await runProcess(programs.wayline, ['editors', 'neovim'], { env: home.env })
  expect(snippet.code).toBe(0)
  const configuration = path.join(home.folder, 'init.lua')
  fs.writeFileSync(configuration, snippet.output)
  const result = path.join(home.folder, 'seen.json')
  const child = spawn(path.join(neovim, 'run'), ['nvim', '--headless', '-u', configuration, '-S', driverOf(driver)], {
    cwd: home.project,
    env: {
      ...home.env,
      PATH: `${bin}${path.delimiter}${home.env['PATH'] ?? ''}`,
      VIMRUNTIME: path.join(neovim, 'root/usr/share/nvim/runtime'),
      WAYLINE_PLAN: JSON.stringify({ ...plan, result }),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  await new Promise(closed => child.on('close', closed))
  if (!fs.existsSync(result)) throw new Error(`Neovim left nothing behind: ${errors}`)
  return JSON.parse(fs.readFileSync(result, 'utf8'))
}
