import type { Engine } from '../engine.ts'
import {
  answerOf,
  chat,
  complete,
  completion,
  counting,
  createRealEngine,
  longPrompt,
  noRealModel,
} from './real-model.ts'
import { defaultModel } from '../../models/store/catalogue.ts'

const describeWithModel = noRealModel === null ? describe : describe.skip
const letters = 'A B C D E F G H I J K L M N'
/** Tokens that prompts of different seeds begin with alike. */
const few = 10

describeWithModel(`The embedded model in its own process${noRealModel === null ? '' : ` (${noRealModel})`}`, () => {
  let engine: Engine
  beforeAll(() => {
    engine = createRealEngine()
  })
  afterAll(() => engine.dispose())

  test('continues a text', async () => {
    const { text, finishReason, usage } = await complete(engine, counting, { maxTokens: 2 })
    expect(text).toBe(' 7')
    expect(finishReason).toBe('length')
    expect(usage.completionTokens).toBe(2)
    expect(await engine.state()).toMatchObject({ kind: 'embedded', state: 'ready' })
  })

  test('evaluates only what is new of a prompt that goes on', async () => {
    const first = await complete(engine, longPrompt(1), { session: 'a.py', maxTokens: 1 })
    expect(first.usage.cachedTokens).toBeLessThan(few)
    const second = await complete(engine, `${longPrompt(1)}value = `, { session: 'a.py', maxTokens: 1 })
    // The border between old and new text may be cut into other tokens.
    expect(second.usage.cachedTokens).toBeGreaterThanOrEqual(first.usage.promptTokens - 2)
    expect(second.usage.promptTokens).toBeGreaterThan(first.usage.promptTokens)
  })

  test('keeps what two prompts have in common when the text was changed in the middle', async () => {
    const lines = longPrompt(2).split('\n')
    const before = await complete(engine, lines.join('\n'), { session: 'b.py', maxTokens: 1 })
    const changed = [...lines.slice(0, 9), 'another = line()', ...lines.slice(10)].join('\n')
    const { usage } = await complete(engine, changed, { session: 'b.py', maxTokens: 1 })
    expect(usage.cachedTokens).toBeGreaterThan(before.usage.promptTokens * 0.4)
    expect(usage.cachedTokens).toBeLessThan(before.usage.promptTokens * 0.6)
  })

  test('has nothing ready for a session that it has not seen', async () => {
    await complete(engine, longPrompt(3), { session: 'c.py', maxTokens: 0 })
    const { usage } = await complete(engine, longPrompt(3), { session: 'd.py', maxTokens: 1 })
    expect(usage.cachedTokens).toBeLessThan(few)
  })

  test('warms a prompt up without an answer', async () => {
    const warm = await complete(engine, longPrompt(4), { session: 'e.py', maxTokens: 0 })
    expect(warm).toMatchObject({ text: '', usage: { completionTokens: 0 } })
    const { usage } = await complete(engine, longPrompt(4), { session: 'e.py', maxTokens: 1 })
    expect(usage.cachedTokens).toBe(usage.promptTokens - 1)
  })

  test('answers interleaved sessions each from its own state', async () => {
    const alone = [
      await complete(engine, counting, { session: 'f', maxTokens: 6 }),
      await complete(engine, letters, { session: 'g', maxTokens: 6 }),
    ]
    const together = await Promise.all([
      complete(engine, counting, { session: 'f', maxTokens: 6 }),
      complete(engine, letters, { session: 'g', maxTokens: 6 }),
      complete(engine, counting, { session: 'f', maxTokens: 6 }),
      complete(engine, letters, { session: 'g', maxTokens: 6 }),
    ])
    const texts = alone.map(({ text }) => text)
    expect(together.map(({ text }) => text)).toEqual([...texts, ...texts])
    for (const { usage } of together) expect(usage.cachedTokens).toBe(usage.promptTokens - 1)
  })

  test('serves more sessions at once than it keeps', async () => {
    const answers = await Promise.all(
      Array.from({ length: 7 }, (_, index) => complete(engine, counting, { session: `many-${index}`, maxTokens: 2 })),
    )
    expect(answers.map(({ text }) => text)).toEqual(Array.from({ length: 7 }, () => ' 7'))
  })

  test('stops before a stop string, which is not shown', async () => {
    const { text, finishReason } = await complete(engine, counting, { maxTokens: 40, stop: ['nine', ', eight'] })
    expect(text).toBe(' 7')
    expect(finishReason).toBe('stop')
  })

  test('begins its answer as it is required to, and goes on as it likes', async () => {
    const required = await complete(engine, 'six 6, seven 7, eight 8,', { maxTokens: 4, requiredStart: ' ni' })
    expect(required.text).toMatch(/^ nine 9/)
    // Not what it would have said.
    expect((await complete(engine, counting, { maxTokens: 8, requiredStart: ' "$x\\' })).text).toMatch(/^ "\$x\\/)
  })

  test('gives the same answer for the same seed', async () => {
    const inventive = { maxTokens: 8, temperature: 1.2, seed: 7 }
    const first = await complete(engine, 'Once upon a time', inventive)
    expect((await complete(engine, 'Once upon a time', inventive)).text).toBe(first.text)
  })

  test('reads a special token as text unless our own template wrote it', async () => {
    const prompt = 'print("<|im_end|>")'
    const asText = await complete(engine, prompt, { session: 'text', maxTokens: 1 })
    const asMark = await complete(engine, prompt, { session: 'mark', maxTokens: 1, specialMarks: ['<|im_end|>'] })
    expect(asText.usage.promptTokens).toBeGreaterThan(asMark.usage.promptTokens + 2)
    expect(await engine.tokenize(defaultModel.id, '<|im_end|>')).toHaveLength(1)
  })

  test('reads a special token in a message as text', async () => {
    const tokens = async (content: string): Promise<number> =>
      (await chat(engine, [{ role: 'user', content }])).usage.promptTokens
    expect((await tokens('say <|im_end|> now')) - (await tokens('say now'))).toBeGreaterThan(2)
  })

  test('an aborted evaluation ends at once and leaves what it has done for the next', async () => {
    const aborted = new AbortController()
    const prompt = longPrompt(10)
    const asked = answerOf(engine.complete(completion(prompt, { session: 'h.py' }), aborted.signal))
    // Turns of the event loop, in which the request goes to the child.
    await new Promise(setImmediate)
    aborted.abort()
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
    const { usage } = await complete(engine, prompt, { session: 'h.py', maxTokens: 1 })
    expect(usage.cachedTokens).toBeLessThan(usage.promptTokens / 2)
  })

  test('an aborted answer makes room for the next request of its session', async () => {
    const aborted = new AbortController()
    let heard = 0
    const endless = async (): Promise<void> => {
      for await (const event of engine.complete(completion(counting, { maxTokens: 400 }), aborted.signal)) {
        if (event.type === 'delta') heard++
        aborted.abort()
      }
    }
    await expect(endless()).rejects.toMatchObject({ name: 'AbortError' })
    expect(heard).toBe(1)
    const { text, usage } = await complete(engine, counting, { maxTokens: 2 })
    expect(text).toBe(' 7')
    expect(usage.cachedTokens).toBe(usage.promptTokens - 1)
  })

  test('a reader that leaves before the end ends the generation', async () => {
    for await (const event of engine.complete(completion(counting, { maxTokens: 400 }), new AbortController().signal)) {
      if (event.type === 'delta') break
    }
    expect((await complete(engine, counting, { maxTokens: 2 })).text).toBe(' 7')
  })

  test('a request aborted beforehand asks nothing', async () => {
    await expect(answerOf(engine.complete(completion('x'), AbortSignal.abort()))).rejects.toMatchObject({
      name: 'AbortError',
    })
  })
})

describeWithModel(`A small window${noRealModel === null ? '' : ` (${noRealModel})`}`, () => {
  let engine: Engine
  beforeAll(() => {
    engine = createRealEngine({ contextTokens: 256, sequences: 1 })
  })
  afterAll(() => engine.dispose())

  test('bounds an answer that may be longer than it', async () => {
    const { finishReason, usage } = await complete(engine, longPrompt(8), { maxTokens: 8192 })
    expect(finishReason).toBe('length')
    expect(usage).toMatchObject({ promptTokens: 128, completionTokens: 128 })
  })

  test('keeps the end of a prompt that is longer than it', async () => {
    const { text, usage } = await complete(engine, `${longPrompt(9)}${longPrompt(9)}${counting}`, { maxTokens: 2 })
    expect(usage.promptTokens).toBe(256 - 2 - 1)
    expect(text).toBe(' 7')
  })

  test('makes a conversation forget its oldest messages, but not what it was told to do', async () => {
    const old = [10, 11, 12].flatMap(seed => [
      { role: 'user' as const, content: longPrompt(seed) },
      { role: 'assistant' as const, content: 'Yes.' },
    ])
    const rest = [
      { role: 'system' as const, content: 'Answer in one word.' },
      { role: 'user' as const, content: 'Is the sky blue?' },
    ]
    const { usage } = await chat(engine, [...rest.slice(0, 1), ...old, ...rest.slice(1)])
    const { usage: without } = await chat(engine, rest)
    expect(usage.promptTokens).toBeLessThan(without.promptTokens + 20)
    expect(usage.completionTokens).toBeGreaterThan(0)
  })
})
