import fc from 'fast-check'
import { CompletionResponse } from '../api/index.ts'
import type { EngineChat, EngineCompletion, EngineEvent } from '../engines/engine.ts'
import { GatewayError } from '../errors.ts'
import { says, scriptedApp, type Script, type ScriptedApp } from './scripted-app.ts'

const url = '/v1/completions'
const qwen = 'qwen2.5-coder-7b'
const smollm = 'SmolLM2-135M'
const canRequireStart = true

/** An engine that begins as it is told to and goes on with these pieces. */
function obeys(...pieces: string[]): Script {
  return (signal, request) => says(startOf(request), ...pieces)(signal, request)
}

function startOf(request: EngineCompletion | EngineChat): string {
  return 'requiredStart' in request ? (request.requiredStart ?? '') : ''
}

async function shown({ post }: ScriptedApp, prompt: string, more: object = {}): Promise<string> {
  const { json } = await post(url, { prompt, suffix: '\nend()\n', ...more })
  return CompletionResponse.parse(json).choices[0]?.text ?? ''
}

const prompts = ({ asked }: ScriptedApp): unknown[] => asked.map(request => 'prompt' in request && request.prompt)

describe('Inside a word', () => {
  test('the engine is asked from before the word, and has to begin with it', async () => {
    const app = scriptedApp(obeys('nt(x', ')'), qwen, { canRequireStart })
    expect(await shown(app, 'start()\n  y = pri', { max_tokens: 24 })).toBe('nt(x)')
    expect(app.asked).toMatchObject([
      {
        prompt: '<|fim_prefix|>start()\n<|fim_suffix|>\nend()\n<|fim_middle|>  y =',
        requiredStart: ' pri',
        // What the word may cost is not taken from the answer.
        maxTokens: 26,
      },
    ])
  })

  test('an engine that cannot be told so sees the half word', async () => {
    const app = scriptedApp(says('nt(x)'))
    expect(await shown(app, 'start()\n  y = pri')).toBe('nt(x)')
    expect(prompts(app)).toEqual(['<|fim_prefix|>start()\n  y = pri<|fim_suffix|>\nend()\n<|fim_middle|>'])
    expect(app.asked[0]).not.toHaveProperty('requiredStart')
  })

  test('a model whose profile says so in the configuration sees it too', async () => {
    const profiles = { 'qwen-coder': { holdsBackHalfWords: false } }
    const app = scriptedApp(says('nt(x)'), qwen, { canRequireStart, profiles })
    expect(await shown(app, 'y = pri')).toBe('nt(x)')
    expect(prompts(app)).toEqual([expect.stringContaining('y = pri<|fim_suffix|>')])
  })

  test.each([
    ['ignores what it should begin with', says('return x')],
    ['says nothing', says()],
  ])('an engine that %s is asked again with the half word, and in that way only from then on', async (_, ignores) => {
    const app = scriptedApp((...asked) => (startOf(asked[1]) === '' ? says('nt(x)') : ignores)(...asked), qwen, {
      canRequireStart,
    })
    expect(await shown(app, 'y = pri')).toBe('nt(x)')
    expect(app.asked.map(startOf)).toEqual([' pri', ''])
    expect(await shown(app, 'y = pri')).toBe('nt(x)')
    expect(await shown(app, 'y = prin')).toBe('nt(x)')
    expect(app.asked.map(startOf)).toEqual([' pri', '', '', ''])
  })

  test('an engine that refuses the field is treated alike', async () => {
    const refusal = new GatewayError('invalid_request', 'The engine refused the request', { status: 400 })
    const app = scriptedApp(
      unless(request => startOf(request) !== '', refusal, says('nt(x)')),
      qwen,
      {
        canRequireStart,
      },
    )
    expect(await shown(app, 'y = pri')).toBe('nt(x)')
    expect(await shown(app, 'y = pri')).toBe('nt(x)')
    expect(app.asked.map(startOf)).toEqual([' pri', '', ''])
  })

  test('a request that is refused for its own fault says nothing about the engine', async () => {
    const refusal = new GatewayError('invalid_request', 'The prompt is too long', { status: 400 })
    const app = scriptedApp(
      unless(() => app.asked.length <= 2, refusal, obeys('nt(x)')),
      qwen,
      { canRequireStart },
    )
    expect(await app.post(url, { prompt: 'y = pri', suffix: '' })).toMatchObject({ status: 400 })
    expect(await shown(app, 'y = pri')).toBe('nt(x)')
    expect(app.asked.map(startOf)).toEqual([' pri', '', ' pri'])
  })

  test('a warm-up requires nothing, nor does a client with stop strings of its own', async () => {
    const app = scriptedApp(obeys('nt(x)'), qwen, { canRequireStart })
    await shown(app, 'y = pri', { max_tokens: 0 })
    await shown(app, 'y = pri', { stop: ['p'] })
    expect(app.asked.map(startOf)).toEqual(['', ''])
    expect(prompts(app)).toEqual([expect.stringMatching(/y =$/), expect.stringContaining('y = pri<|fim_suffix|>')])
  })
})

function unless(
  isRefused: (request: EngineCompletion | EngineChat) => boolean,
  refusal: Error,
  script: Script,
): Script {
  return async function* (signal, request): AsyncGenerator<EngineEvent, void, void> {
    if (isRefused(request)) await Promise.reject(refusal)
    yield* script(signal, request)
  }
}

describe('Whatever has been typed', () => {
  const words = fc.constantFrom(...'x pri größ ( . = " $a_1 / 日本'.split(' '), ' ', '  ', '\t', '\n', '\r\n')
  const typed = fc.array(words, { maxLength: 12 }).map(parts => parts.join(''))
  const answers = fc.array(fc.constantFrom(' ', 'nt', '(', ')', 'x', '\n', 'ß', '日'), { maxLength: 6 })

  /** The document up to the end of the answer, as the model sees it. */
  function seen(prompt: string, answer: string): string {
    const [, before = '', after = ''] = /^<\|fim_prefix\|>([^]*)<\|fim_suffix\|>[^]*<\|fim_middle\|>([^]*)$/.exec(
      prompt,
    ) ?? ['', prompt]
    return before + after + answer
  }

  test.each([qwen, smollm])('what is shown continues the document as %s has meant it', async model => {
    await fc.assert(
      fc.asyncProperty(typed, answers, fc.boolean(), async (before, pieces, isObedient) => {
        const says = isObedient ? obeys(...pieces) : ignoring(...pieces)
        const app = scriptedApp(says, model, { canRequireStart })
        const text = await shown(app, before)
        const last = app.asked.at(-1)
        const prompt = last && 'prompt' in last ? last.prompt : ''
        const meant = seen(prompt, (last ? startOf(last) : '') + pieces.join(''))
        if (isObedient) {
          expect([before + text, app.asked.length]).toEqual([meant, 1])
          return
        }
        // Of blanks that were held back and not required, the answer need not have all.
        const said = pieces.join('')
        const taken = said.slice(0, said.length - text.length)
        expect(taken + text).toBe(said)
        expect(taken).toMatch(/^[ \t]*$/)
        expect(taken.length).toBeLessThanOrEqual(before.length - before.trimEnd().length)
      }),
    )
  })

  /** Begins otherwise than required, if anything is. */
  function ignoring(...pieces: string[]): Script {
    return (signal, request) => says(...(startOf(request) === '' ? pieces : ['\u0000']))(signal, request)
  }
})
