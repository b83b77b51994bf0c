import { eventsOf, says, scriptedApp } from './scripted-app.ts'

const url = '/v1/chat/completions'
const question = [{ role: 'user', content: 'Why?' }]

describe('POST /v1/chat/completions', () => {
  test('messages reach the engine as text, whichever way they were written', async () => {
    const { post, asked } = scriptedApp(says('Because', '.'))
    const parts = [
      { type: 'text', text: 'What is ' },
      { type: 'text', text: 'this?' },
    ]
    const { json } = await post(url, {
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: parts },
      ],
      max_completion_tokens: 50,
      stop: ['END'],
    })
    expect(asked).toMatchObject([
      {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'What is this?' },
        ],
        maxTokens: 50,
        stop: ['END'],
      },
    ])
    expect(json).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { role: 'assistant', content: 'Because.' }, finish_reason: 'stop' }],
      usage: { completion_tokens: 2 },
    })
  })

  test('the role `developer` is what engines call `system`', async () => {
    const { post, asked } = scriptedApp()
    const { status } = await post(url, { messages: [{ role: 'developer', content: 'Be brief.' }, ...question] })
    expect(status).toBe(200)
    expect(asked).toMatchObject([{ messages: [{ role: 'system', content: 'Be brief.' }, question[0]] }])
  })

  test('a stream names the role once, then each piece, then why it ended', async () => {
    const { post } = scriptedApp(says('Be', 'cause'))
    expect(eventsOf((await post(url, { messages: question, stream: true })).text)).toMatchObject([
      { object: 'chat.completion.chunk', choices: [{ delta: { role: 'assistant', content: 'Be' } }] },
      { choices: [{ delta: { content: 'cause' } }] },
      { choices: [{ delta: {}, finish_reason: 'stop' }] },
    ])
  })

  test.each([
    ['no messages', { messages: [] }, 'messages'],
    ['a role that there is not', { messages: [{ role: 'tool', content: '' }] }, 'messages.0.role'],
    ['a picture', { messages: [{ role: 'user', content: [{ type: 'image_url' }] }] }, 'messages.0.content'],
  ])('%s is refused by the name of the field', async (_name, body, param) => {
    const { post, asked } = scriptedApp()
    expect(await post(url, body)).toMatchObject({ status: 400, json: { error: { code: 'invalid_request', param } } })
    expect(asked).toEqual([])
  })
})
