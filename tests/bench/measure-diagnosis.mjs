// What diagnosis costs: a check of a folder, an edit while findings are shown, completions meanwhile, and giving up a run over everything.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import rpc from 'vscode-jsonrpc/node'
import { emptyLines, generatedLines } from './generated-code.mjs'
import { startServer } from './language-server.mjs'
import { now, pause, percentile } from './numbers.mjs'
import { cpuMs, memoryMiB, remember } from './processes.mjs'
import { homeIn } from './surroundings.mjs'

/** Code that every checkout has: our own, and that of packages whose versions are fixed. */
const corpus = [
  'server/src',
  'inference/src',
  'node_modules/eslint/lib',
  'node_modules/zod/src',
  'node_modules/yaml/dist',
]
const isCode =
  /\.(?:[cm]?[jt]sx?|ya?ml|py|java|go|rs|c|h|cc|hh|cpp|hpp|rb|php|kt|scala|swift|cs|sh|lua|html|css|json|xml|properties)$/
const isOwnCode = /\.(?:[cm]?[jt]sx?|ya?ml)$/
/** Larger files are not diagnosed. */
const largestBytes = 2 * 1024 * 1024
const pull = { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: false } } }

/** A copy of the corpus: folders of packages are nobody's to diagnose where they lie. */
export function copyCorpus(scratch) {
  const folder = path.join(scratch, 'corpus')
  const copied = { folder, files: 0, lines: 0 }
  for (const part of corpus) {
    const names = fs.readdirSync(part, { recursive: true, encoding: 'utf8' }).filter(name => isOwnCode.test(name))
    for (const name of names) {
      const from = path.join(part, name)
      const to = path.join(folder, part.replace('node_modules/', 'packages/'), name)
      if (!fs.statSync(from).isFile() || fs.statSync(from).size > largestBytes) continue
      fs.mkdirSync(path.dirname(to), { recursive: true })
      fs.copyFileSync(from, to)
      copied.files++
      copied.lines += fs.readFileSync(from, 'utf8').split('\n').length
    }
  }
  return copied
}

/** Somebody else's code, where it lies. */
export function corpusIn(folder) {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => isCode.test(name))
  const files = names.map(name => path.join(folder, name)).filter(file => fs.statSync(file).isFile())
  const lines = files.reduce((sum, file) => sum + fs.readFileSync(file, 'utf8').split('\n').length, 0)
  return { folder, files: files.length, lines }
}

/** `wayline check` of the corpus: everything anew, and once more when nothing has changed. */
export async function measureCheck({ scratch }, { folder, files, lines }) {
  const cold = await check(scratch, folder)
  const again = await check(scratch, folder)
  return { files, lines, cold, again }
}

async function check(scratch, folder) {
  const command = path.resolve('node_modules/.bin/wayline')
  const args = ['check', '--format', 'json', '--output', path.join(scratch, 'findings.json'), '--fail-on', 'never']
  const begin = now()
  const child = remember(
    spawn(command, args, { cwd: folder, env: { ...process.env, ...homeIn(scratch) }, stdio: 'ignore' }),
  )
  let cpu = 0
  let mostMiB = 0
  let code = null
  const ended = new Promise(resolve => child.on('exit', resolve)).then(given => (code = given))
  while (code === null) {
    // What has ended can no longer be asked.
    cpu = Math.max(cpu, cpuMs(child.pid))
    mostMiB = Math.max(mostMiB, memoryMiB(child.pid) ?? 0)
    await Promise.race([ended, pause(100)])
  }
  if (code !== 0) throw new Error(`wayline check ended with ${code}.`)
  return { tookMs: now() - begin, cpuMs: cpu, mostMiB }
}

/** From an edit to the findings of the function it is in; a fault comes and goes with each. */
export async function measureLive({ server, project }, { lines, edits }) {
  const running = startServer(server, project, pull)
  await running.initialize()
  const text = generatedLines(lines)
  await running.open('live.ts', text.join('\n'))
  await running.diagnose('live.ts')
  const times = []
  let wrong = 0
  let version = 1
  for (const position of emptyLines(text, edits)) {
    for (const [isFault, change] of [
      [true, () => running.insert('live.ts', position, 'let =', ++version)],
      [false, () => running.remove('live.ts', position, 5, ++version)],
    ]) {
      const begin = now()
      await change()
      const items = await running.diagnose('live.ts')
      times.push(now() - begin)
      const isTold = items.some(({ range }) => range.start.line === position.line)
      if (isTold !== isFault) wrong++
    }
    await pause(20)
  }
  await running.stop()
  return { lines, edits: times.length, p50: percentile(times, 50), p95: percentile(times, 95), wrong }
}

/** Completions while every edit is diagnosed, and while none is. */
export async function measureBesides({ server, project, engine }, { lines, requests }) {
  await engine.set({ mode: 'constant', delayMs: 0 })
  const text = generatedLines(lines)
  const rows = []
  for (const isDiagnosing of [false, true]) {
    const running = startServer(server, project, pull)
    await running.initialize()
    await running.open('besides.ts', text.join('\n'))
    await pause(1500)
    const times = []
    let version = 1
    for (const position of emptyLines(text, requests)) {
      await running.insert('besides.ts', position, 'v', ++version)
      if (isDiagnosing) running.diagnose('besides.ts').catch(() => undefined)
      const begin = now()
      await running.ask('besides.ts', { ...position, character: position.character + 1 }).items.catch(() => [])
      times.push(now() - begin)
      await pause(120)
    }
    await running.stop()
    rows.push({ isDiagnosing, lines, requests: times.length, p50: percentile(times, 50), p95: percentile(times, 95) })
  }
  return rows
}

/** From the moment at which a run over the whole workspace is given up to its answer. */
export async function measureCancel({ server }, { folder, files }, { runs }) {
  const times = []
  for (let run = 0; run < runs; run++) {
    const running = startServer(server, folder, pull)
    await running.initialize()
    const source = new rpc.CancellationTokenSource()
    const params = { previousResultIds: [], partialResultToken: 'part' }
    const answer = running.connection.sendRequest('workspace/diagnostic', params, source.token)
    const settled = answer.then(
      () => 'complete',
      () => 'cancelled',
    )
    await pause(700 + 300 * run)
    const begin = now()
    source.cancel()
    if ((await settled) === 'cancelled') times.push(now() - begin)
    await running.stop()
  }
  return { files, runs, cancelled: times.length, p50: percentile(times, 50), max: Math.max(...times) }
}
