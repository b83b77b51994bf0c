// The measurements of completion, each over a stand-in engine. All take the same surroundings and return one row.
import { startServer } from './language-server.mjs'
import { emptyLines, generatedLines, neighbours, typedText } from './generated-code.mjs'
import { now, pause, percentile } from './numbers.mjs'
import { cpuMs, memoryMiB } from './processes.mjs'

/** Spawn to the answer to `initialize`; memory 3 s later, and with 100 documents open. */
export async function measureStartup({ server, project }, { runs }) {
  const times = []
  let memory = null
  let memoryWithDocuments = null
  for (let run = 1; run <= runs; run++) {
    const running = startServer(server, project)
    times.push(await running.initialize())
    if (run === runs) {
      await pause(3000)
      memory = memoryMiB(running.pid)
      await openDocuments(running, 100)
      await pause(6000)
      memoryWithDocuments = memoryMiB(running.pid)
    }
    await running.stop()
  }
  return {
    runs,
    p50: percentile(times, 50),
    min: Math.min(...times),
    max: Math.max(...times),
    memory,
    memoryWithDocuments,
  }
}

/** Round trip of a request minus the engine's own time. */
export async function measureOverhead({ server, project, engine }, step) {
  const { lines, documents, requests, language = 'typescript', delayMs = 0 } = step
  await engine.set({ mode: 'constant', delayMs })
  const running = startServer(server, project)
  await running.initialize()
  await pause(1500)
  await openDocuments(running, documents)
  const text = generatedLines(lines, { language })
  const file = `bench${lines}.${language === 'python' ? 'py' : 'ts'}`
  await running.open(file, text.join('\n'), language)
  await pause(1500)
  await engine.takeLog()
  const positions = emptyLines(text, requests)
  const cpuBefore = cpuMs(running.pid)
  const times = []
  let answered = 0
  let engineRequests = 0
  let memoryHalfway = 0
  for (const [index, position] of positions.entries()) {
    if (index === Math.floor(positions.length / 2)) memoryHalfway = memoryMiB(running.pid)
    const begin = now()
    const items = await running.ask(file, position).items.catch(() => [])
    const tookMs = now() - begin
    const log = await engine.takeLog()
    engineRequests += log.length
    if (items.length > 0) answered++
    times.push(tookMs - log.reduce((sum, entry) => sum + ((entry.endMs ?? entry.beginMs) - entry.beginMs), 0))
  }
  const cpu = (cpuMs(running.pid) - cpuBefore) / positions.length
  const memory = memoryMiB(running.pid)
  await running.stop()
  const overhead = { p50: percentile(times, 50), p95: percentile(times, 95) }
  return { ...step, requests: positions.length, answered, engineRequests, ...overhead, cpu, memoryHalfway, memory }
}

/**
 * A text typed key by key with irregular gaps; each key takes the question of the key before back. `shown` counts the
 * keys whose answer came before the next key, `right` those of them whose answer is what was typed next.
 */
export async function measureTyping({ server, project, engine }, { mode, keys, delayMs = 150, paceMs = 160 }) {
  const typed = typedText.slice(0, keys)
  await engine.set({ mode, delayMs, target: typed })
  const running = startServer(server, project)
  await running.initialize()
  await pause(1500)
  const file = `typing-${mode}.ts`
  const base = neighbours(0) + '\n'
  await running.open(file, `${base}\n${neighbours(50)}`)
  await pause(300)
  await engine.takeLog()
  const tally = { shown: 0, right: 0, empty: 0, cancelled: 0 }
  const latencies = []
  const gaps = typingGaps(typed, paceMs)
  const endOf = text => ({ line: text.split('\n').length - 1, character: text.length - text.lastIndexOf('\n') - 1 })
  let takeBack = () => undefined
  for (let i = 0; i < typed.length; i++) {
    takeBack()
    await running.insert(file, endOf(base + typed.slice(0, i)), typed[i], i + 2)
    const begin = now()
    const position = endOf(base + typed.slice(0, i + 1))
    const { items, cancel } = running.ask(file, position)
    let isOpen = true
    let isTakenBack = false
    takeBack = () => {
      isTakenBack = isOpen
      if (isOpen) cancel()
    }
    const settle = ([first]) => {
      isOpen = false
      if (isTakenBack) tally.cancelled++
      else if (!first) tally.empty++
      else {
        latencies.push(now() - begin)
        tally.shown++
        const line = (base + typed.slice(0, i + 1)).split('\n').at(-1)
        const added = addedText(first, line)
        if (added && typed.slice(i + 1).startsWith(added.trimEnd().slice(0, 20))) tally.right++
      }
    }
    items.then(settle, () => {
      isOpen = false
      tally.cancelled++
    })
    await pause(gaps[i])
  }
  await pause(1500 + delayMs)
  const log = await engine.takeLog()
  await running.stop()
  const shown = { p50: percentile(latencies, 50), p95: percentile(latencies, 95) }
  const aborted = log.filter(entry => entry.isAborted).length
  return { mode, keys: typed.length, engineRequests: log.length, aborted, ...tally, ...shown }
}

async function openDocuments(running, count) {
  for (let i = 0; i < count; i++)
    await running.open(`open${i}.ts`, generatedLines(190, { name: `open${i}_` }).join('\n'))
}

/** The part of an item's text that comes after what stands on the line already. */
function addedText(item, line) {
  const text = item.insertText?.value ?? item.insertText ?? item.textEdit?.newText ?? ''
  const start = item.range?.start.character ?? item.textEdit?.range?.start.character ?? line.length
  return text.startsWith(line.slice(start)) ? text.slice(line.length - start) : text
}

/** Log-normal gaps with a pause for thought after some keys; the same ones in every run. */
function typingGaps(text, paceMs) {
  let seed = 42
  const random = () => (seed = (seed * 1664525 + 1013904223) >>> 0) / 2 ** 32
  const gauss = () => Math.sqrt(-2 * Math.log(random() + 1e-9)) * Math.cos(2 * Math.PI * random())
  return Array.from(text, key => {
    const gap = paceMs * Math.exp(0.45 * gauss() - 0.1)
    return '\n(;{'.includes(key) || random() < 0.04 ? gap + 350 : gap
  })
}
