// How long the index of a large workspace takes, how much memory, and what it costs whoever types meanwhile.
import fs from 'node:fs'
import path from 'node:path'
import { emptyLines, generatedLines } from './generated-code.mjs'
import { startServer } from './language-server.mjs'
import { now, pause, percentile } from './numbers.mjs'
import { memoryMiB } from './processes.mjs'

/** A key comes about every so many milliseconds. */
const keyMs = 160
const longestMs = 180_000

/** Of a workspace with so many files: the first time, with completions asked for all along, and once more from what was kept. */
export async function measureIndex({ server, scratch, engine }, { files, lines = 120 }) {
  const workspace = path.join(scratch, 'large')
  writeFiles(workspace, files, lines)
  await engine.set({ mode: 'constant', delayMs: 0 })
  const first = await indexed(server, workspace)
  const again = await indexed(server, workspace)
  fs.rmSync(workspace, { recursive: true, force: true })
  return {
    files,
    lines,
    tookMs: first.tookMs,
    mostMiB: first.mostMiB,
    p50: percentile(first.times, 50),
    p95: percentile(first.times, 95),
    requests: first.times.length,
    againMs: again.tookMs,
  }
}

/** From the first completion, which is when the index is begun, to the line of the log that tells its end. */
async function indexed(server, workspace) {
  const running = startServer(withLog(server), workspace)
  let isDone = false
  let tookMs = NaN
  running.connection.onNotification('window/logMessage', ({ message }) => {
    const [, told] = /^Index: .* in (\d+) ms\.$/.exec(message) ?? []
    if (told === undefined) return
    tookMs = Number(told)
    isDone = true
  })
  await running.initialize()
  const text = generatedLines(400)
  await running.open('open.ts', text.join('\n'))
  const positions = emptyLines(text, 48)
  const times = []
  let mostMiB = 0
  const end = now() + longestMs
  for (let i = 0; !isDone && now() < end; i++) {
    const begin = now()
    await running.ask('open.ts', positions[i % positions.length]).items.catch(() => [])
    times.push(now() - begin)
    mostMiB = Math.max(mostMiB, memoryMiB(running.pid) ?? 0)
    await pause(keyMs)
  }
  await running.stop()
  return { tookMs, times, mostMiB }
}

function withLog(server) {
  const settings = { wayline: { ...server.initializationOptions.wayline, log: { level: 'debug' } } }
  return { ...server, initializationOptions: settings, config: settings }
}

function writeFiles(folder, count, lines) {
  const perFolder = 100
  for (let at = 0; at < count; at++) {
    const language = at % 2 === 0 ? 'typescript' : 'python'
    const inFolder = path.join(folder, `part${Math.floor(at / perFolder)}`)
    if (at % perFolder === 0) fs.mkdirSync(inFolder, { recursive: true })
    const text = generatedLines(lines, { language, name: `unit${at}_` }).join('\n')
    fs.writeFileSync(path.join(inFolder, `unit${at}.${language === 'python' ? 'py' : 'ts'}`), text)
  }
}
