import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import { writePrompt } from '../../inference/src/models/profiles/write-prompt.ts'
import { createContextBlocks } from '../../server/src/context/context-blocks.ts'
import type { ContextDocument } from '../../server/src/context/context-document.ts'
import { similarCode } from '../../server/src/context/similar-code.ts'
import { readTraces } from './data.ts'
import { createEngineUnderTest, profileOf, servedModel } from './engine-under-test.ts'
import { futureAt, keystrokesOf, type Keystroke } from './keystrokes.ts'
import { NotMeasured, percent, type Part } from './part.ts'
import { commonPrefix, mean, percentile } from './statistics.ts'
import { playSession, sessionOracle, type Present } from './typing-session.ts'
import { createVirtualClock } from './virtual-clock.ts'

/** A session whose prompts are compared. */
interface Session {
  name: string
  path: string
  languageId: string
  startText: string
  keys: Keystroke[]
}

const charactersPerToken = 4
const recent = 16
const models = ['qwen2.5-coder-7b', 'qwen2.5-coder-1.5b', 'smollm2-135m']

/**
 * How much of each prompt an engine finds in its cache because the prompt before it began alike, over sessions of typing:
 * the traces, forwards, and code of this project typed into the middle of its own files.
 */
export const measureStability: Part = async surroundings => {
  const { options, say } = surroundings
  const limit = options.limit ?? (options.isQuick ? 300 : 2000)
  const sessions = [...ownCode(limit), ...traceSessions(() => readTraces(surroundings), limit)]
  const rows: string[][] = []
  const figures: object[] = []
  for (const model of models) {
    const all: number[] = []
    const allKept: number[] = []
    for (const session of sessions) {
      say(`stability: ${model}, ${session.name}`)
      const prompts = await promptsOf(session, model)
      const shares = prompts.slice(1).map((prompt, index) => share(prompts[index] ?? '', prompt))
      const kept = prompts
        .slice(1)
        .map((prompt, index) =>
          Math.max(...prompts.slice(Math.max(0, index + 1 - recent), index + 1).map(earlier => share(earlier, prompt))),
        )
      const fresh = prompts.slice(1).map((prompt, index) => tokens(prompt.length) * (1 - (shares[index] ?? 0)))
      all.push(...shares)
      allKept.push(...kept)
      figures.push({
        model,
        session: session.name,
        requests: prompts.length,
        commonPrefix: mean(shares),
        ofRecent: mean(kept),
      })
      rows.push([
        model,
        session.name,
        `${prompts.length}`,
        percent(mean(shares), 1),
        percent(percentile(shares, 5), 1),
        percent(mean(kept), 1),
        `${Math.round(percentile(fresh, 50))}`,
      ])
    }
    rows.push([
      model,
      'in all',
      `${all.length}`,
      percent(mean(all), 1),
      percent(percentile(all, 5), 1),
      percent(mean(allKept), 1),
      '',
    ])
    figures.push({ model, session: 'all', commonPrefix: mean(all), ofRecent: mean(allKept) })
  }
  const table = {
    title: 'Prompt stability: what successive prompts of a typing session have in common from their beginning on',
    note: `Goal: ≥ 95 % of tokens. A token is taken for ${charactersPerToken} characters, whole tokens only. The first ${limit} edits of each session, every request that the engine makes, in the format of the model, context of other files included. The best of 16: with the one of the last sixteen prompts that begins most alike, as engines find it that keep blocks of several. To evaluate: median of tokens that differ from the prompt before.`,
    head: ['model', 'session', 'requests', 'in common', 'worst 5 %', 'with the best of 16', 'to evaluate'],
    rows,
  }
  return { tables: [table], figures }
}

/** Share of the later prompt's tokens that an engine knows from the earlier one. */
function share(earlier: string, later: string): number {
  return Math.floor(commonPrefix(earlier, later) / charactersPerToken) / tokens(later.length)
}

function tokens(characters: number): number {
  return Math.max(1, Math.floor(characters / charactersPerToken))
}

async function promptsOf(session: Session, model: string): Promise<string[]> {
  const clock = createVirtualClock()
  const present: Present = { textBefore: '', future: futureAt([], 0) }
  const prompts: string[] = []
  const { budgets } = servedModel(model).wayline
  const document = editedDocument(session)
  const others = session.languageId === 'typescript' ? neighbours(session) : []
  const context = createContextBlocks({
    sources: [query => similarCode(query, others)],
    find: () => document.view,
    after: clock.after,
    onFresh: () => undefined,
  })
  const oracle = sessionOracle(present, clock, {
    latencyMs: 20,
    model: () => '',
    onRequest({ prompt, suffix, context: parts, path, language }) {
      const written = writePrompt(
        profileOf(model),
        { prefix: prompt, suffix: suffix ?? '', context: parts ?? [], path, language },
        budgets,
      )
      if (written.layout === 'text') prompts.push(written.prompt)
    },
  })
  const engine = createEngineUnderTest({ model, clock, oracle, context })
  const onText = (text: string): void => {
    document.set(text)
    context.edited()
  }
  await playSession({ ...session, takes: false, onText }, engine, clock, present)
  engine.dispose()
  context.dispose()
  return prompts
}

/** Files of this project: the middle of each is taken out and typed in again. */
const typedFiles = ['completion/completion-engine.ts', 'completion/in-flight.ts', 'context/declarations.ts']
const sources = fileURLToPath(new URL('../../server/src/', import.meta.url))

function ownCode(limit: number): Session[] {
  return typedFiles.map(file => {
    const lines = fs.readFileSync(sources + file, 'utf8').split('\n')
    const from = Math.floor(lines.length * 0.4)
    const head = `${lines.slice(0, from).join('\n')}\n`
    const typed = lines
      .slice(from, Math.floor(lines.length * 0.7))
      .join('\n')
      .slice(0, limit)
    const startText = `${head}\n${lines.slice(Math.floor(lines.length * 0.7)).join('\n')}`
    return {
      name: `types ${file}`,
      path: `server/src/${file}`,
      languageId: 'typescript',
      startText,
      keys: typing(typed, head.length),
    }
  })
}

/** A key each 120 ms, a rest at the end of a line, and one for thought at a blank line. */
function typing(text: string, start: number): Keystroke[] {
  const keys: Keystroke[] = []
  let atMs = 0
  for (const [pos, line] of lineStarts(text)) {
    const indent = /^\n[ \t]*/.exec(line)?.[0] ?? ''
    // An editor indents.
    if (indent !== '')
      keys.push({ atMs: (atMs += line.trim() === '' ? 4000 : 900), pos: start + pos, del: 0, ins: indent })
    for (const [index, ins] of line.slice(indent.length).split('').entries())
      keys.push({ atMs: (atMs += 120), pos: start + pos + indent.length + index, del: 0, ins })
  }
  return keys
}

/** Each line with the line break before it, and where it begins. */
function lineStarts(text: string): [number, string][] {
  let at = 0
  return text.split(/(?=\n)/).map(line => {
    const start = at
    at += line.length
    return [start, line]
  })
}

function traceSessions(read: () => ReturnType<typeof readTraces>, limit: number): Session[] {
  try {
    return read().map(trace => ({
      name: `trace ${trace.name}`,
      path: 'notes.md',
      languageId: 'markdown',
      startText: trace.startContent,
      keys: keystrokesOf(trace).slice(0, limit),
    }))
  } catch (error) {
    // Without the traces there is still the project's own code.
    if (error instanceof NotMeasured) return []
    throw error
  }
}

function editedDocument({ path, languageId, startText }: Session): {
  view: ContextDocument
  set: (text: string) => void
} {
  let lines = startText.split('\n')
  const view: ContextDocument = {
    uri: `file:///project/${path}`,
    path,
    languageId,
    get lineCount() {
      return lines.length
    },
    line: index => lines[index] ?? '',
  }
  return { view, set: text => (lines = text.split('\n')) }
}

function neighbours({ path }: Session): ContextDocument[] {
  const folder = fileURLToPath(new URL(`../../${path.replace(/[^/]+$/, '')}`, import.meta.url))
  return fs
    .readdirSync(folder)
    .filter(name => name.endsWith('.ts') && !path.endsWith(`/${name}`))
    .map(name => {
      const text = fs.readFileSync(folder + name, 'utf8')
      return editedDocument({
        name,
        path: path.replace(/[^/]+$/, name),
        languageId: 'typescript',
        startText: text,
        keys: [],
      }).view
    })
}
