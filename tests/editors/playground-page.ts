import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import * as z from 'zod'
import { startGateway, type CompanyGateway } from '../src/gateway.ts'
import type { Home } from '../src/home.ts'
import { programs } from '../src/processes.ts'
import { chromiumProgram } from './chromium-program.mjs'

/** The playground in a real Chromium. */
export interface PlaygroundPage {
  page: Page
  /** What the page has complained of: errors that were thrown or logged, and what its policy has stopped. */
  problems: string[]
  /** Hosts that it has asked for anything. */
  hosts: Set<string>
  /** The lines of the editor that are in sight. */
  lines: () => Promise<string[]>
  /** Opens a file by its path in the samples. */
  open: (path: string) => Promise<void>
  /** Puts the cursor at the end of the line that ends so. */
  endOf: (line: string) => Promise<void>
  /** Moves the pointer onto a word of the line that has this text. */
  pointAt: (line: string, word: string) => Promise<void>
  close: () => Promise<void>
}

/** Why no page can be tried here, or null. */
export function noBrowser(): string | null {
  return chromiumProgram() === null ? 'Chromium could not be fetched' : null
}

export function launchBrowser(): Promise<Browser> {
  // Its sandbox does not work for the superuser, as whom tests run in containers; the page is our own.
  return chromium.launch({ executablePath: chromiumProgram() ?? '', args: ['--no-sandbox'] })
}

/** A gateway that serves the playground, in front of an engine. */
export function startPlayground(
  home: Home,
  engineUrl: string,
  options: { engine?: string; args?: string[] } = {},
): Promise<CompanyGateway> {
  const command = JSON.stringify([process.execPath, programs.wayline, 'lsp', '--stdio'])
  return startGateway(home, engineUrl, { ...options, args: ['--playground-server', command, ...(options.args ?? [])] })
}

/** The editor's lines are elements of a page, in no order but by where they are put. */
const shownLines = `[...document.querySelectorAll('.view-line')]
  .map(({ style, textContent }) => ({ top: Number.parseFloat(style.top), text: textContent }))`
const Lines = z.array(z.object({ top: z.number(), text: z.string() }))

const Place = z.object({ x: z.number(), y: z.number() })

/** Blanks are drawn as others that no line is broken at. */
function asDrawn(line: string, word: string): [string, string] {
  return [line.replaceAll(' ', '\u00a0'), word.replaceAll(' ', '\u00a0')]
}

/** Where the middle of a word is: words are no elements, so it is measured. */
function placeOf(line: string, word: string): string {
  return `(() => {
    const line = [...document.querySelectorAll('.view-line')].find(one => one.textContent.includes(${JSON.stringify(line)}))
    const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const at = texts.currentNode.data.indexOf(${JSON.stringify(word)})
      if (at < 0) continue
      const range = document.createRange()
      range.setStart(texts.currentNode, at)
      range.setEnd(texts.currentNode, at + ${word.length})
      const { left, top, width, height } = range.getBoundingClientRect()
      return { x: left + width / 2, y: top + height / 2 }
    }
  })()`
}

/** Opens the page at its address, with the key behind the `#` where there is one. */
export async function openPlayground(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<PlaygroundPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US', ...options })
  const page = await context.newPage()
  // Sooner than the test's own limit, so that what is missing is named.
  page.setDefaultTimeout(40_000)
  const problems: string[] = []
  const hosts = new Set<string>()
  page.on('console', message => problems.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', error => problems.push(error.message))
  page.on('request', request => hosts.add(new URL(request.url()).host))
  page.on('websocket', socket => hosts.add(new URL(socket.url()).host))
  await page.goto(address)
  return {
    page,
    problems,
    hosts,
    async lines() {
      const lines = Lines.parse(await page.evaluate(shownLines))
      const inOrder = lines.sort((one, other) => one.top - other.top)
      return inOrder.map(({ text }) => text.replaceAll('\u00a0', ' '))
    },
    async open(path) {
      await page.click(`[data-path="${path}"]`)
      await page.locator('.path', { hasText: path }).waitFor()
    },
    async endOf(line) {
      // Lines that are out of sight are not in the page.
      await page.locator('.view-lines').click()
      await page.keyboard.press('Control+End')
      await page.locator('.view-line', { hasText: line }).last().click()
      await page.keyboard.press('End')
    },
    async pointAt(line, word) {
      const { x, y } = Place.parse(await page.evaluate(placeOf(...asDrawn(line, word))))
      await page.mouse.move(0, 0)
      await page.mouse.move(x, y, { steps: 3 })
    },
    close: () => context.close(),
  }
}
