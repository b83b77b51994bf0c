import { DidChangeWatchedFilesNotification } from 'vscode-languageserver/node'
import { register } from './registration.ts'

describe('Asking the editor to tell of something', () => {
  let asked: unknown[]
  let answer: () => Promise<void>
  const connection = {
    sendRequest(method: string, params: object) {
      asked.push([method, params])
      return answer()
    },
  }
  const type = DidChangeWatchedFilesNotification.type

  beforeEach(() => {
    asked = []
    answer = () => Promise.resolve()
  })

  test('begins and ends under the same name', async () => {
    const registration = await register(connection, type, { watchers: [] })
    await registration.end()
    const id: unknown = expect.any(String)
    const method = 'workspace/didChangeWatchedFiles'
    expect(asked).toEqual([
      ['client/registerCapability', { registrations: [{ id, method, registerOptions: { watchers: [] } }] }],
      ['client/unregisterCapability', { unregisterations: [{ id, method }] }],
    ])
    expect(new Set(JSON.stringify(asked).match(/[\da-f-]{36}/g)).size).toBe(1)
  })

  test('is the caller’s failure alone when the editor has gone, before and after', async () => {
    const registration = await register(connection, type, {})
    answer = () => Promise.reject(new Error('Connection is disposed.'))
    await expect(register(connection, type, {})).rejects.toThrow('disposed')
    await expect(registration.end()).rejects.toThrow('disposed')
  })
})
