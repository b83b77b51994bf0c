import fs from 'node:fs'
import path from 'node:path'
import { chromium, type Locator, type Page } from 'playwright-core'
import { chromiumProgram } from '../chromium-program.mjs'
import { eventually } from '../eventually.ts'
import { picture } from '../pictures.ts'
import type { CodeServer } from './code-server.ts'
import { seenIn, type Seen } from './seen.ts'

/** A window of VS Code in a browser, and what its user does there. Every verb waits until what it does can be seen. */
export interface VsCodeWindow {
  page: Page
  /** What can be seen in it. */
  seen: Seen
  /** Presses keys one after the other, such as `Control+End` or `Tab`. */
  press(...keys: string[]): Promise<void>
  /** Types as a person does, key by key. */
  type(text: string): Promise<void>
  /** Runs a command of the palette by its whole title. */
  command(title: string): Promise<void>
  /** Opens a file of the folder by its name. */
  open(name: string): Promise<void>
  /** Puts the cursor at a line and column, both from 1. */
  goTo(line: number, column: number): Promise<void>
  /** Chooses from a list of the palette by the whole text of the choice. */
  choose(text: string): Promise<void>
  /** Answers a question of the palette. */
  answer(text: string): Promise<void>
  /** Opens the Problems view, unless it is open. */
  showProblems(): Promise<void>
  /** Keeps a picture of it. */
  picture(name: string): Promise<void>
  close(): Promise<void>
}

const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** Opens a folder, or a workspace file, in a browser of its own. `payload` is what VS Code takes instead of a command line. */
export async function openWindow(
  server: CodeServer,
  folder: string,
  payload: [string, string][] = [],
): Promise<VsCodeWindow> {
  const context = await chromium.launchPersistentContext(fs.mkdtempSync(path.join(server.home.folder, 'browser-')), {
    executablePath: chromiumProgram() ?? 'chromium',
    env: definedOf(server.home.env),
    headless: true,
    viewport: { width: 1200, height: 750 },
    permissions: ['clipboard-read', 'clipboard-write'],
    // Its sandbox does not work for the superuser, as whom tests run in containers; the page is our own.
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet],
  })
  const page = context.pages()[0] ?? (await context.newPage())
  await page.goto(addressOf(server, folder, payload), { waitUntil: 'domcontentloaded' })
  await page.locator('.monaco-workbench .statusbar').waitFor()
  return { ...verbsOf(page), page, seen: seenIn(page), close: () => context.close() }
}

function verbsOf(page: Page): Omit<VsCodeWindow, 'page' | 'seen' | 'close'> {
  const input = page.locator('.quick-input-widget .quick-input-box input')
  const row = (text: string): Locator =>
    page.locator('.quick-input-widget .monaco-list-row').filter({ has: page.getByText(text, { exact: true }) })
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key)
  }
  /** Opens the palette by a key, and says there what is wished for. */
  const ask = async (key: string, text: string): Promise<void> => {
    // A view that is just being opened may not hear the key.
    await eventually(async () => {
      await press(key)
      await input.fill(text, { timeout: 2000 })
    })
  }
  const command = async (title: string): Promise<void> => {
    // What is just being opened may take the palette away.
    await eventually(async () => {
      await ask('F1', `>${title}`)
      await row(title).first().click({ timeout: 3000 })
    })
  }
  return {
    press,
    async type(text) {
      await page.keyboard.type(text, { delay: 20 })
    },
    command,
    async open(name) {
      await ask('Control+KeyP', name)
      await row(path.basename(name)).first().click()
      await page
        .locator('.tab.active')
        .filter({ hasText: path.basename(name) })
        .waitFor()
      await page.locator('.editor-instance .view-line').first().waitFor()
    },
    async goTo(line, column) {
      await ask('Control+KeyG', `:${line}:${column}`)
      await press('Enter')
      await page
        .locator('#status\\.editor\\.selection')
        .filter({ hasText: `Ln ${line}, Col ${column}` })
        .waitFor()
    },
    async choose(text) {
      await row(text).first().click()
    },
    async answer(text) {
      await input.waitFor()
      await input.fill(text)
      await press('Enter')
    },
    async showProblems() {
      const view = page.locator('.markers-panel')
      if (!(await view.isVisible())) await press('Control+Shift+KeyM')
      await view.waitFor()
    },
    async picture(name) {
      picture(name, await page.screenshot())
    },
  }
}

function addressOf(server: CodeServer, folder: string, payload: [string, string][]): string {
  const address = new URL(server.url)
  address.searchParams.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', folder)
  if (payload.length > 0) address.searchParams.set('payload', JSON.stringify(payload))
  return address.href
}

/** What a browser is started with: an environment without gaps. */
function definedOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
