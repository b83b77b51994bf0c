import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ErrorBody } from '../api/index.ts'
import { listenOnSocket } from '../local/listen.ts'
import { scriptedApp } from './scripted-app.ts'

/** Everything that is answered to these bytes. */
async function answerTo(where: net.NetConnectOpts, bytes: string): Promise<{ status: number; body: ErrorBody }> {
  const socket = net.connect(where)
  let text = ''
  socket.setEncoding('utf8').on('data', (piece: string) => (text += piece))
  socket.write(bytes)
  await once(socket, 'close')
  const [head = '', body = ''] = text.split('\r\n\r\n')
  return { status: Number(head.split(' ')[1]), body: ErrorBody.parse(JSON.parse(body)) }
}

const below = [
  ['a request line that is none', 'garbage\r\n\r\n', 400],
  ['an address that is none', 'GET /%ff%00/../.. HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400],
  ['headers without end', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`, 431],
] as const

test.each(below)('%s is answered in the one shape of errors', async (_, bytes, status) => {
  const { app, log } = scriptedApp()
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const answer = await answerTo({ host: '127.0.0.1', port }, bytes)
  expect(answer.status).toBe(status)
  expect(answer.body.error).toMatchObject({ type: 'invalid_request_error', code: 'invalid_request' })
  expect(answer.body.error.message).not.toMatch(/JSON|%ff/)
  expect(log).toEqual([])
  await app.close()
})

test.each(below)('%s also on the user’s own socket', async (_, bytes, status) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wl-'))
  const { app } = scriptedApp()
  const close = await listenOnSocket(app, path.join(folder, 'a.sock'))
  const answer = await answerTo({ path: path.join(folder, 'a.sock') }, bytes)
  expect(answer.status).toBe(status)
  await close()
  await app.close()
  fs.rmSync(folder, { recursive: true })
})
