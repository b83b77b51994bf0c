import { GatewayError } from '../errors.ts'
import { eventsOf, failsAfter, says, scriptedApp } from './scripted-app.ts'

const url = '/v1/completions'

describe('POST /v1/completions', () => {
  test('a prompt alone goes to the model as it stands', async () => {
    const { post, asked } = scriptedApp(says('four', ' five'))
    const { status, json } = await post(url, { prompt: 'one two three', max_tokens: 9, stop: '\n', seed: 3 })
    expect(status).toBe(200)
    expect(asked).toEqual([
      {
        model: 'qwen2.5-coder-7b',
        prompt: 'one two three',
        maxTokens: 9,
        temperature: 1,
        topP: 1,
        stop: ['\n'],
        seed: 3,
      },
    ])
    expect(json).toMatchObject({
      object: 'text_completion',
      model: 'qwen2.5-coder-7b',
      choices: [{ index: 0, text: 'four five', finish_reason: 'stop' }],
      usage: { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 },
    })
  })

  test("code is written in the model's own format, at temperature 0", async () => {
    const { post, asked } = scriptedApp(says('1'), 'starcoder2-7b')
    await post(url, { prompt: 'a = ', suffix: '\nb = 2\n', path: 'a.py', language: 'python' })
    expect(asked).toMatchObject([{ temperature: 0, specialMarks: expect.arrayContaining(['<fim_prefix>']) as unknown }])
    expect(asked[0]).toHaveProperty(
      'prompt',
      expect.stringMatching(/<fim_prefix>[^]*a = <fim_suffix>\nb = 2\n<fim_middle>$/),
    )
  })

  test('a mark that the model writes ends the answer, and is not in it', async () => {
    const { post } = scriptedApp(says('x + 1<|fim', '_pad|>\ndef other():'))
    const { json } = await post(url, { prompt: 'y = ', suffix: '\n' })
    expect(json).toMatchObject({ choices: [{ text: 'x + 1', finish_reason: 'stop' }] })
  })

  test('a stream tells each piece, then why it ended, then the figures if they are wanted', async () => {
    const { post } = scriptedApp(says('a', 'b'))
    const streamed = { prompt: 'x', stream: true }
    const plain = eventsOf((await post(url, streamed)).text)
    expect(plain).toMatchObject([
      { choices: [{ text: 'a', finish_reason: null }] },
      { choices: [{ text: 'b', finish_reason: null }] },
      { choices: [{ text: '', finish_reason: 'stop' }] },
    ])
    const withUsage = eventsOf((await post(url, { ...streamed, stream_options: { include_usage: true } })).text)
    expect(withUsage).toHaveLength(4)
    expect(withUsage.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 9 } })
  })

  test('of several candidates only the first is the best guess', async () => {
    const { post, asked } = scriptedApp(says('c'))
    const { json } = await post(url, { prompt: 'x', suffix: '', n: 3, seed: 5 })
    expect(asked.map(({ temperature, seed }) => [temperature, seed])).toEqual([
      [0, 5],
      [0.5, 6],
      [0.5, 7],
    ])
    expect(json).toMatchObject({ choices: [{ index: 0 }, { index: 1 }, { index: 2 }], usage: { completion_tokens: 3 } })
  })

  test('with no tokens wanted the prompt is evaluated and nothing is answered', async () => {
    const { post, asked } = scriptedApp(says('what the engine could not keep to itself'))
    const { json } = await post(url, { prompt: 'x', suffix: '', max_tokens: 0 })
    expect(asked).toMatchObject([{ maxTokens: 0 }])
    expect(json).toMatchObject({ choices: [{ text: '' }] })
  })

  test.each([
    ['a field of the wrong type', { prompt: 3 }, 'prompt', 400],
    ['more candidates than there may be', { prompt: 'x', n: 6 }, 'n', 400],
    ['something that is not JSON', '{"prompt":', null, 400],
    ['more than 4 MB', { prompt: 'x'.repeat(4 * 1024 * 1024) }, null, 413],
  ])('%s is refused, and the engine is not asked', async (_name, body, param, status) => {
    const { post, asked, log } = scriptedApp()
    const answer = await post(url, body)
    expect(answer.status).toBe(status)
    expect(answer.json).toMatchObject({ error: { code: 'invalid_request', param, retryable: false } })
    expect([asked, log]).toEqual([[], []])
  })

  test('a prompt may be a list of one', async () => {
    const { post, asked } = scriptedApp()
    expect((await post('/v1/completions', { prompt: ['x'] })).status).toBe(200)
    expect(asked).toMatchObject([{ prompt: 'x' }])
  })

  test.each([
    [['a', 'b'], 'prompt: must be one text, not 2; send a request for each.'],
    [[], 'prompt: must be one text, not 0; send a request for each.'],
    [[1, 2], 'prompt: must be a text.'],
    [undefined, 'prompt: must be a text.'],
  ])('the prompt %j is refused in plain words', async (prompt, message) => {
    const { post, asked } = scriptedApp()
    expect(await post('/v1/completions', { prompt })).toMatchObject({
      status: 400,
      json: { error: { code: 'invalid_request', param: 'prompt', message } },
    })
    expect(asked).toEqual([])
  })

  test('an unknown model is named, and so are those that there are', async () => {
    const { post } = scriptedApp()
    expect(await post(url, { prompt: 'x', model: 'gpt-9' })).toMatchObject({
      status: 404,
      json: {
        error: {
          code: 'model_not_found',
          param: 'model',
          remedy: expect.stringContaining('qwen2.5-coder-7b') as unknown,
        },
      },
    })
  })

  test.each([false, true])('a failure before the first text is an ordinary error (stream: %s)', async stream => {
    const failure = new GatewayError('engine_unreachable', 'Nobody answers.', {
      remedy: 'Start it.',
      isRetryable: true,
    })
    const { post } = scriptedApp(failsAfter([], failure))
    expect(await post(url, { prompt: 'x', stream })).toMatchObject({
      status: 503,
      json: { error: { code: 'engine_unreachable', retryable: true, remedy: 'Start it.' } },
    })
  })

  test('a failure after it is told inside the stream, which then has no proper end', async () => {
    const { post } = scriptedApp(failsAfter(['half'], new GatewayError('engine_error', 'The engine broke.')))
    const { status, text } = await post(url, { prompt: 'x', stream: true })
    expect(status).toBe(200)
    expect(text).not.toContain('[DONE]')
    expect(JSON.parse(text.trim().split('\n\n').at(-1)?.slice('data: '.length) ?? '')).toMatchObject({
      error: { code: 'engine_error' },
    })
  })
})
