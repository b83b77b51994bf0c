import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Readable, Writable } from 'node:stream'
import * as z from 'zod'

/** A page in a real Chromium, driven by its own protocol over a pipe. */
export interface BrowserPage {
  /** The value of an expression in the page. */
  value(expression: string): Promise<unknown>
  /** Presses and releases a key: `Tab`, `Enter`, or a letter, which is typed. */
  press(key: string): Promise<void>
  /** Presses a character of each after the other. */
  type(text: string): Promise<void>
  /** What the page has complained of: errors that were thrown or logged, and what its policy has stopped. */
  problems: string[]
  /** Addresses that it has asked for. */
  requests: string[]
  /** The page as a PNG, all of it. */
  screenshot(): Promise<Buffer>
  close(): Promise<void>
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const macOs = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/** Why nothing can be tried in a browser here, or null. */
export function noChromium(): string | null {
  return program() === undefined ? 'there is no Chromium on this computer' : null
}

function program(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  const candidates = [...folders.flatMap(folder => names.map(name => path.join(folder, name))), macOs]
  return candidates.find(file => fs.existsSync(file))
}

const Message = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.looseObject({}).optional(),
  result: z.looseObject({}).optional(),
  error: z.object({ message: z.string() }).optional(),
})

/** Opens a file in a browser of its own. `scheme` is what its user likes better. */
export async function openPage(
  file: string,
  scheme: 'light' | 'dark' = 'light',
  language = 'en-US',
): Promise<BrowserPage> {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'wl-chromium-'))
  const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
  const options = [
    '--headless=new',
    '--disable-gpu',
    '--remote-debugging-pipe',
    `--user-data-dir=${profile}`,
    `--accept-lang=${language}`,
  ]
  // Its sandbox does not work for the superuser, as whom tests run in containers; the page is our own.
  const child = spawn(
    program() ?? 'chromium',
    [...options, ...quiet, '--no-sandbox', '--window-size=1280,900', 'about:blank'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    },
  )
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const [, , , toBrowser, fromBrowser] = child.stdio as unknown as [null, null, null, Writable, Readable]
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>()
  const listeners = new Map<string, (params: unknown) => void>()
  let last = 0
  let sessionId = ''
  let rest = ''
  fromBrowser.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\0')
    rest = parts.pop() ?? ''
    for (const part of parts) received(part)
  })
  void exited.then(() => {
    for (const { reject } of waiting.values()) reject(new Error('Chromium ended'))
  })

  function received(part: string): void {
    const { id, method, params, result, error } = Message.parse(JSON.parse(part))
    if (method !== undefined) listeners.get(method)?.(params)
    const call = id === undefined ? undefined : waiting.get(id)
    if (id !== undefined) waiting.delete(id)
    if (error) call?.reject(new Error(error.message))
    else call?.resolve(result)
  }

  function send(method: string, params: object = {}): Promise<unknown> {
    const id = ++last
    toBrowser.write(`${JSON.stringify({ id, method, params, ...(sessionId === '' ? {} : { sessionId }) })}\0`)
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
  }

  const problems: string[] = []
  const requests: string[] = []
  listeners.set('Runtime.exceptionThrown', params => problems.push(JSON.stringify(params)))
  listeners.set('Log.entryAdded', params => problems.push(JSON.stringify(params)))
  listeners.set('Runtime.consoleAPICalled', params => problems.push(JSON.stringify(params)))
  listeners.set('Network.requestWillBeSent', params => {
    requests.push(z.object({ request: z.object({ url: z.string() }) }).parse(params).request.url)
  })

  const { targetInfos } = z
    .object({ targetInfos: z.array(z.object({ targetId: z.string(), type: z.string() })) })
    .parse(await send('Target.getTargets'))
  const targetId = targetInfos.find(({ type }) => type === 'page')?.targetId
  const attached = await send('Target.attachToTarget', { targetId, flatten: true })
  sessionId = z.object({ sessionId: z.string() }).parse(attached).sessionId
  for (const domain of ['Runtime', 'Log', 'Network', 'Page']) await send(`${domain}.enable`)
  await send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] })
  const loaded = new Promise<unknown>(resolve => listeners.set('Page.loadEventFired', resolve))
  await send('Page.navigate', { url: `file://${file}` })
  await loaded

  const press = async (key: string): Promise<void> => {
    const codes: Record<string, number> = { Tab: 9, Enter: 13 }
    const text = key === 'Enter' ? '\r' : key.length === 1 ? key : undefined
    const event = { key, code: key, windowsVirtualKeyCode: codes[key] ?? key.toUpperCase().charCodeAt(0) }
    await send('Input.dispatchKeyEvent', {
      type: text === undefined ? 'rawKeyDown' : 'keyDown',
      ...event,
      ...(text ? { text } : {}),
    })
    await send('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
  }
  return {
    problems,
    requests,
    press,
    async type(text) {
      for (const letter of text) await press(letter)
    },
    async value(expression) {
      const answer = await send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true })
      const { result, exceptionDetails } = z
        .object({ result: z.object({ value: z.unknown().optional() }), exceptionDetails: z.unknown().optional() })
        .parse(answer)
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails))
      return result.value
    },
    async screenshot() {
      const { data } = z
        .object({ data: z.string() })
        .parse(await send('Page.captureScreenshot', { captureBeyondViewport: true }))
      return Buffer.from(data, 'base64')
    },
    async close() {
      // Its own processes are to have gone when its folder goes.
      await Promise.race([send('Browser.close'), exited])
      await exited
      fs.rmSync(profile, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}
