import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { neutralTaste, type Taste } from '../server/src/completion/taste.ts'
import { eventFiles, type EventFiles } from '../server/src/events/event-files.ts'
import type { OpenDocument } from './src/open-document.ts'
import { useSession } from './src/session.ts'

const notInComments: Taste = { ...neutralTaste, weights: { 'line=comment': -5 }, threshold: 0.1 }

describe('What has been learned of the user', () => {
  const running = useSession('stdio')
  const files = (): EventFiles => eventFiles(running().home.local.dataDir)

  function know(text: string): void {
    fs.mkdirSync(files().folder, { recursive: true })
    fs.writeFileSync(files().newer, '{"type":"of another version"}\n')
    fs.writeFileSync(files().taste, text)
  }

  /** Completions asked for over ten keys in a comment, and then for one in code. */
  async function requests(): Promise<[number, number]> {
    const { editor, engine } = await running().editorWithEngine()
    const document = await editor.open(running().home.uri('a.ts'), 'const total = |\n')
    // What is known is read while the first one is answered.
    await document.inline()
    await document.type('1\n// ')
    const before = engine.requests.length
    for (const key of 'notes on x') {
      await document.type(key)
      await document.inline()
    }
    const inComment = engine.requests.length - before
    await document.type('\nconst other = ')
    await document.inline()
    return [inComment, engine.requests.length - before - inComment]
  }

  test('places where nothing is ever accepted are not asked about', async () => {
    know(JSON.stringify(notInComments))
    expect(await requests()).toEqual([0, 1])
  })

  test('a damaged file is as good as none', async () => {
    know(JSON.stringify(notInComments).slice(0, 50))
    const [inComment, inCode] = await requests()
    expect([inComment > 0, inCode]).toEqual([true, 1])
  })

  test('a suggestion is kept with its circumstances, of which the gateway hears nothing', async () => {
    const engine = await running().engine()
    const gateway = await running().gateway(engine)
    const listener = await listenTo(gateway.url)
    try {
      const settings = { gateway: { ...gateway.settings, url: listener.url }, telemetry: { send: true } }
      const editor = await running().editor({ settings })
      const document = await editor.open(running().home.uri('a.ts'), 'const launchCode = |\n')
      await accept(document)
      await editor.quit()
    } finally {
      listener.close()
    }
    const kept = fs.readFileSync(files().newer, 'utf8')
    expect(kept).toContain(
      '"circumstances":{"line":"code","lineLength":10,"before":"blank","after":"none","pauseMs":2000,"last":"none","isTrial":false}',
    )
    expect(kept).not.toContain('launch')
    expect(listener.heard).toHaveLength(1)
    expect(listener.heard[0]).toContain('"outcome":"accepted"')
    expect(listener.heard[0]).not.toMatch(/circumstances|lineLength|isTrial/)
  })
})

async function accept(document: OpenDocument): Promise<void> {
  const [item] = await document.inline()
  if (typeof item?.insertText !== 'string') throw new Error('there is no suggestion')
  await document.type(item.insertText)
}

/** Stands before a gateway and hears the events that it is sent. */
async function listenTo(gateway: string): Promise<{ url: string; heard: string[]; close: () => void }> {
  const heard: string[] = []
  const server = http.createServer((request, response) => {
    const chunks: Uint8Array[] = []
    request.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      if (request.url === '/api/v1/events') heard.push(body.toString())
      const { method, headers } = request
      // wayline-ignore[js-tainted-url] Only this test asks, and only for what the gateway has.
      const onward = http.request(new URL(request.url ?? '', gateway), { method, headers }, answer => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      })
      onward.end(body)
    })
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const close = (): void => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${port}`, heard, close }
}
