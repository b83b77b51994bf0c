import { showDocument } from './show-document.ts'

interface Sent {
  method: string
  params: object
}

function editor(answer: Promise<unknown>): {
  sent: Sent[]
  sendRequest(method: string, params: object): Promise<unknown>
} {
  const sent: Sent[] = []
  return {
    sent,
    sendRequest(method, params) {
      sent.push({ method, params })
      return answer
    },
  }
}

const uri = 'file:///explanation.md'

test('a document is shown with a selection, without which JetBrains IDEs never answer', async () => {
  const connection = editor(Promise.resolve({ success: true }))
  expect(await showDocument(connection, { uri })).toBe(true)
  const start = { line: 0, character: 0 }
  expect(connection.sent).toEqual([
    { method: 'window/showDocument', params: { uri, takeFocus: false, selection: { start, end: start } } },
  ])
})

test('a document for another program has no selection', async () => {
  const connection = editor(Promise.resolve({ success: true }))
  await showDocument(connection, { uri, external: true })
  expect(connection.sent).toEqual([{ method: 'window/showDocument', params: { uri, external: true } }])
})

test('an editor that does not show it says so', async () => {
  expect(await showDocument(editor(Promise.resolve({ success: false })), { uri })).toBe(false)
})

test('nobody waits for an editor that never answers', async () => {
  expect(await showDocument(editor(new Promise(() => undefined)), { uri }, 1)).toBe(false)
})

test('an editor that refuses is told of', async () => {
  await expect(showDocument(editor(Promise.reject(new Error('no'))), { uri })).rejects.toThrow('no')
})
