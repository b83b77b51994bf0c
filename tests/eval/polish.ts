import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../server/src/completion/clock.ts'
import { cursorAt } from '../../server/src/completion/cursor.ts'
import { extentAt } from '../../server/src/completion/multiline.ts'
import type { CompletionItem, CompletionRequest } from '../../server/src/completion/completion-item.ts'
import { isWorthAsking } from '../../server/src/completion/worth-asking.ts'
import { readOtherItems, readPythonItems } from './data.ts'
import { createEngineUnderTest, type Oracle } from './engine-under-test.ts'
import { holeOf, type Hole } from './holes.ts'
import { noises, pathOf, type Noisy } from './noise.ts'
import { percent, type Part } from './part.ts'
import { seededRandom, wilsonInterval } from './statistics.ts'

/** What became of one disturbed answer. */
interface Outcome {
  noise: string
  set: string
  isExact: boolean
}

/**
 * True answers, disturbed, through the whole completion engine as it is: is the document, once the suggestion is taken,
 * exactly the true one? Answers that the engine does not offer by design, such as two characters unasked, are left out.
 */
export const measurePolish: Part = async surroundings => {
  const { options, say } = surroundings
  const limit = options.limit ?? (options.isQuick ? 20 : 1000)
  const sets: Record<string, Hole[]> = {
    line: readPythonItems(surroundings, 'single').slice(0, limit).map(holeOf),
    lines: readPythonItems(surroundings, 'multi').slice(0, limit).map(holeOf),
    span: readPythonItems(surroundings, 'span').slice(0, limit).map(holeOf),
    'other languages': readOtherItems(surroundings).slice(0, limit).map(holeOf),
  }
  const outcomes: Outcome[] = []
  let leftOut = 0
  const draw = seededRandom(1)
  for (const [noise, make] of Object.entries(noises)) {
    for (const [set, holes] of Object.entries(sets)) {
      for (const hole of holes) {
        const noisy = make(hole, draw)
        if (noisy === null) continue
        if (!isOffered(noisy.hole)) {
          leftOut++
          continue
        }
        const got = await completed(noisy, draw)
        const isExact = got === truth(noisy.hole)
        outcomes.push({ noise, set, isExact })
        if (!isExact && options.isVerbose) say(failureText(noise, noisy, got))
      }
    }
  }
  const setNames = Object.keys(sets)
  const share = (is: (outcome: Outcome) => boolean): string => {
    const own = outcomes.filter(is)
    return percent(own.filter(({ isExact }) => isExact).length, own.length)
  }
  const row = (name: string, is: (outcome: Outcome) => boolean): string[] => [
    name,
    `${outcomes.filter(is).length}`,
    ...setNames.map(set => share(outcome => is(outcome) && outcome.set === set)),
    share(is),
  ]
  const hits = outcomes.filter(({ isExact }) => isExact).length
  const table = {
    title: 'Polish: the true answer comes out of a disturbed one, exactly',
    note: `Goal: ≥ 99 % in all. ${leftOut} answers are left out because the engine does not offer such a thing at such a place, disturbed or not.`,
    head: ['noise', 'n', ...setNames, 'in all'],
    rows: [
      ...Object.keys(noises).map(noise => row(noise, outcome => outcome.noise === noise)),
      row('in all', () => true),
    ],
  }
  const byNoise = Object.keys(noises).map(noise => {
    const own = outcomes.filter(outcome => outcome.noise === noise)
    return { noise, hits: own.filter(({ isExact }) => isExact).length, of: own.length }
  })
  const figures = { hits, of: outcomes.length, ...wilsonInterval(hits, outcomes.length), leftOut, byNoise }
  return { tables: [table], figures }
}

/** Time in which nothing has to be waited for. */
const noTime: Clock = {
  now: () => 0,
  after: (_, run) => {
    let isWanted = true
    queueMicrotask(() => {
      if (isWanted) run()
    })
    return () => (isWanted = false)
  },
}

/** The document after the first suggestion has been taken; null when there is none. */
async function completed({ hole, text }: Noisy, draw: () => number): Promise<string | null> {
  const engine = createEngineUnderTest({
    model: 'qwen2.5-coder-7b',
    clock: noTime,
    completion: { askAhead: false },
    oracle: inPieces(text, draw),
  })
  try {
    const request = requestAt(hole)
    const [item] = await engine.complete(request, new AbortController().signal)
    return item ? taken(request, item) : null
  } finally {
    engine.dispose()
  }
}

function truth({ before, answer, after }: Hole): string {
  return before + answer + withoutTypedOver(answer, after)
}

/** What the editor has put behind the cursor is part of the answer; it stands there once in the end. */
function withoutTypedOver(answer: string, after: string): string {
  const closer = /^[)\]](?=\r?\n|$)/.exec(after)?.[0]
  return closer !== undefined && unbalanced(answer) ? after.slice(1) : after
}

function unbalanced(text: string): boolean {
  let depth = 0
  for (const symbol of text) {
    if ('([{'.includes(symbol)) depth++
    else if (')]}'.includes(symbol) && --depth < 0) return true
  }
  return false
}

function taken({ text }: CompletionRequest, { insertText, replace }: CompletionItem): string {
  return text.slice(0, replace.start) + insertText + text.slice(replace.end)
}

/** A line comes unasked where the engine offers one by itself; otherwise, and for several, the user asks. */
function requestAt(hole: Hole): CompletionRequest {
  const automatic = requestBy('automatic', hole)
  const isUnasked = !hole.answer.trim().includes('\n') && isWorthAsking(cursorAt(automatic), 0.5)
  return isUnasked ? automatic : requestBy('invoked', hole)
}

function requestBy(trigger: CompletionRequest['trigger'], hole: Hole): CompletionRequest {
  return {
    uri: `file:///project/${pathOf(hole)}`,
    path: pathOf(hole),
    languageId: hole.languageId,
    text: hole.before + hole.after,
    offset: hole.before.length,
    trigger,
    version: 1,
  }
}

function isOffered(hole: Hole): boolean {
  const request = requestAt(hole)
  const isBlock = extentAt(cursorAt(request), 'auto') === 'block'
  const text = hole.answer.trim()
  if (text.includes('\n') && !isBlock) return false
  return request.trigger === 'invoked' || (text.length >= 4 && !/^(?:#|\/\/)/.test(text))
}

function inPieces(text: string, draw: () => number): Oracle {
  return async function* () {
    for (let at = 0; at < text.length;) {
      const end = at + 1 + Math.floor(draw() * 8)
      yield { type: 'completion-delta', text: text.slice(at, end) }
      at = end
      if (draw() < 0.2) await setImmediate()
    }
    yield { type: 'completion-end', finishReason: 'stop', usage: null }
  }
}

function failureText(noise: string, { hole, text }: Noisy, got: string | null): string {
  const shown = got === null ? 'nothing' : JSON.stringify(got.slice(hole.before.length, got.length - 20))
  return `${noise} · ${hole.id}\n  wanted ${JSON.stringify(hole.answer)}\n  model  ${JSON.stringify(text.slice(0, 400))}\n  got    ${shown}\n  below  ${JSON.stringify(hole.after.slice(0, 60))}`
}
