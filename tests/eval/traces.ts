import { readTraces } from './data.ts'
import { createEngineUnderTest } from './engine-under-test.ts'
import { futureAt, keystrokesOf, type Keystroke } from './keystrokes.ts'
import { percent, type Part } from './part.ts'
import { playSession, sessionOracle, type Model, type Present, type SessionFigures } from './typing-session.ts'
import { createVirtualClock } from './virtual-clock.ts'

/** How right the models are that answer, and whether whoever types takes what is right. */
const players: { name: string; takes: boolean; model: Model }[] = [
  { name: 'always right, taken', takes: true, model: future => future },
  { name: 'always right, typed through', takes: false, model: future => future },
  {
    name: 'right one time in two, taken',
    takes: true,
    model: (future, { prompt }) => (isOdd(prompt) ? future : wrong(prompt)),
  },
  { name: 'never right', takes: false, model: (_, { prompt }) => wrong(prompt) },
]
const latencyMs = 150

/**
 * Real typing, replayed key by key through the completion engine in front of an oracle that answers what was typed next:
 * how often there is a suggestion before the next key, how many requests that takes, and how much typing it saves.
 */
export const measureTraces: Part = async surroundings => {
  const { options, say } = surroundings
  const limit = options.limit ?? (options.isQuick ? 400 : 3000)
  const rows: string[][] = []
  const figures: object[] = []
  for (const trace of readTraces(surroundings)) {
    const keys = keystrokesOf(trace).slice(0, limit)
    const naive = naively(keys)
    rows.push([
      trace.name,
      'a request a key, no more',
      `${naive.keys}`,
      '1.00',
      percent(naive.shown, naive.keys),
      '–',
      '–',
    ])
    for (const { name, takes, model } of players) {
      say(`traces: ${trace.name}, ${name}`)
      let requests = 0
      const clock = createVirtualClock()
      const present: Present = { textBefore: '', future: futureAt([], 0) }
      const oracle = sessionOracle(present, clock, { latencyMs, model, onRequest: () => requests++ })
      const engine = createEngineUnderTest({ model: 'qwen2.5-coder-7b', clock, oracle })
      const session = { path: 'notes.md', languageId: 'markdown', startText: trace.startContent, keys, takes }
      const result = await playSession(session, engine, clock, present)
      engine.dispose()
      figures.push({ trace: trace.name, model: name, requests, ...result })
      rows.push([trace.name, name, ...cells(result, requests / keys.length)])
    }
  }
  const table = {
    title: 'Replayed typing: an oracle answers what the trace goes on with',
    note: `The first ${limit} edits of each trace, an engine that takes ${latencyMs} ms, in virtual time. Requests an edit: for all edits of the trace. Shown an edit: edits by hand after which a suggestion was there before the next one. Saved: characters that taken suggestions wrote; they are taken whenever they are right to the end, so this is the most that can be saved. The first row of each trace is a client that asks at every key and remembers nothing.`,
    head: [
      'trace',
      'model',
      'edits by hand',
      'requests an edit',
      'shown an edit',
      'of these right',
      'characters saved',
    ],
    rows,
  }
  return { tables: [table], figures: { latencyMs, limit, sessions: figures } }
}

function cells({ keys, shown, right, savedCharacters, characters }: SessionFigures, requestsAnEdit: number): string[] {
  return [
    `${keys}`,
    requestsAnEdit.toFixed(2),
    percent(shown, keys),
    percent(right, shown),
    percent(savedCharacters, characters),
  ]
}

/** A client that asks at each key and shows what comes before the next one. */
function naively(keys: readonly Keystroke[]): { keys: number; shown: number } {
  const inTime = keys.filter(
    ({ atMs, ins }, index) => ins !== '' && (keys[index + 1]?.atMs ?? Infinity) - atMs > latencyMs,
  )
  return { keys: keys.length, shown: inTime.length }
}

/** Words that nobody types, other ones at each place. */
function wrong(prompt: string): string {
  return ` zebra ${prompt.length % 97} quagga ${prompt.length % 31}`
}

function isOdd(prompt: string): boolean {
  let sum = 0
  for (const symbol of prompt.slice(-20)) sum = (sum * 31 + (symbol.codePointAt(0) ?? 0)) % 65_521
  return sum % 2 === 1
}
