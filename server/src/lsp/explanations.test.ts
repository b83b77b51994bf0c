import type { ModelQuestion } from '../diagnosis/explanations/model-question.ts'
import { createExplanations } from './explanations.ts'
import type { Questions } from './questions.ts'

const question: ModelQuestion = { languageId: 'go', name: 'a.go', code: 'a', about: 'a', problems: [], sentences: 3 }
const never = new Promise<never>(() => undefined)
const log = { error: nothing, warn: nothing, info: nothing, debug: nothing }

function nothing(): void {
  // What is logged is no matter here.
}

/** A model that says this, piece by piece, and waits before the last one. */
function saying(pieces: readonly string[], more: Partial<Questions> = {}): Questions & { asked: number } {
  const questions = {
    asked: 0,
    canAsk: () => true,
    isConnected: () => true,
    async *ask(_: unknown, { signal }: { signal: AbortSignal }) {
      questions.asked++
      yield* pieces.slice(0, -1)
      await new Promise<void>((resolve, reject) => {
        if (pieces.at(-1) === '…') signal.addEventListener('abort', () => reject(signal.reason as Error))
        else resolve()
      })
      yield pieces.at(-1) ?? ''
    },
    redact: (text: string) => text,
    ready: () => Promise.resolve(),
    ...more,
  }
  return questions
}

test('an answer that does not come to its end in time is told as far as its sentences are whole', async () => {
  const explanations = createExplanations(saying(['It adds. Then', ' it', '…']), log)
  expect(await explanations.within(question, 5, new AbortController().signal)).toBe('It adds.')
})

test('what has to be there before a model may be asked is part of the time', async () => {
  const questions = saying(['It adds.'], { ready: () => never })
  const explanations = createExplanations(questions, log)
  expect(await explanations.within(question, 5, new AbortController().signal)).toBeNull()
  expect(questions.asked).toBe(0)
})

test('the same code is asked about once, and an answer that was cut off again', async () => {
  const whole = saying(['It adds.'])
  const explanations = createExplanations(whole, log)
  await explanations.within(question, 1000, new AbortController().signal)
  await explanations.within(question, 1000, new AbortController().signal)
  await explanations.within({ ...question, code: 'b' }, 1000, new AbortController().signal)
  expect(whole.asked).toBe(2)
  const slow = saying(['It adds.', '…'])
  const others = createExplanations(slow, log)
  await others.within(question, 5, new AbortController().signal)
  await others.within(question, 5, new AbortController().signal)
  expect(slow.asked).toBe(2)
})

test('whoever gives up ends the question', async () => {
  const controller = new AbortController()
  const asking = createExplanations(saying(['…']), log).within(question, 60_000, controller.signal)
  controller.abort()
  await expect(asking).rejects.toThrow()
})
