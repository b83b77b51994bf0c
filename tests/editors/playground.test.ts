import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { companyKey } from '../src/gateway.ts'
import { noModel } from '../src/home.ts'
import { programs, startProcess, until } from '../src/processes.ts'
import { useSession } from '../src/session.ts'
import { describeUnless } from '../src/skip.ts'
import type { StandInEngine } from '../src/stand-in-engine.ts'
import { eventually } from './eventually.ts'
import { feature } from './feature.ts'
import { picture } from './pictures.ts'
import { launchBrowser, noBrowser, openPlayground, startPlayground, type PlaygroundPage } from './playground-page.ts'

const editor = 'Browser playground'
const ghost = '.ghost-text-decoration, .ghost-text'

describeUnless(noBrowser())('The playground in Chromium', () => {
  const session = useSession('stdio', { model: noModel() === null })
  let browser: Browser
  let opened: PlaygroundPage[] = []
  let engine: StandInEngine

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    opened = []
    engine = await session().engine()
    engine.answer = () => 'subtotal(prices) * (100 + vat) / 100'
  })
  afterEach(async () => {
    for (const { close } of opened) await close()
    // What a page complains of, or asks of others, is a defect wherever it comes up.
    expect(opened.flatMap(({ problems }) => problems)).toEqual([])
    for (const { hosts } of opened) expect([...hosts]).toEqual([expect.stringMatching(/^127\.0\.0\.1:\d+$/)])
  })

  async function openAt(address: string, options: BrowserContextOptions = {}): Promise<PlaygroundPage> {
    const playground = await openPlayground(browser, address, options)
    opened.push(playground)
    return playground
  }

  async function begin(options: BrowserContextOptions = {}): Promise<PlaygroundPage> {
    const gateway = await startPlayground(session().home, engine.url)
    const playground = await openAt(`${gateway.url}/playground/#key=${gateway.key}`, options)
    await playground.page.locator('.status[data-state=ready]').waitFor()
    return playground
  }

  feature(editor, 'inline completion', 'a suggestion is shown as ghost text, and taken by Tab', async () => {
    const { page, open, endOf, lines } = await begin()
    await open('python-shop/prices.py')
    await endOf('with value added tax."""')
    await page.keyboard.type('\nreturn ')
    await page.locator(ghost).first().waitFor()
    picture('playground', await page.screenshot())
    await page.keyboard.press('Tab')
    await page.locator('li[data-kind=complete].done').waitFor()
    expect((await lines()).filter(line => line !== '').at(-1)).toBe('    return subtotal(prices) * (100 + vat) / 100')
  })

  feature(editor, 'inline completion', 'a suggestion is taken by the word, and dismissed', async () => {
    const { page, open, endOf, lines } = await begin()
    await open('python-shop/prices.py')
    await endOf('with value added tax."""')
    await page.keyboard.type('\nreturn ')
    await page.locator(ghost).first().waitFor()
    await page.keyboard.press('Control+ArrowRight')
    await page.locator('.view-line', { hasText: 'return subtotal' }).last().waitFor()
    await page.keyboard.press('Escape')
    await page.locator(ghost).first().waitFor({ state: 'detached' })
    expect((await lines()).filter(line => line !== '').at(-1)).toMatch(/^ {4}return subtotal\(?$/)
  })

  feature(editor, 'completion list', 'the same suggestion is an entry of the list where that is chosen', async () => {
    const { page, open, endOf, lines } = await begin()
    await page.getByLabel('Suggestions').selectOption('In the list')
    await page.locator('.status[data-state=ready]').waitFor()
    await open('python-shop/prices.py')
    await endOf('with value added tax."""')
    await page.keyboard.type('\nreturn ')
    await page.locator('.suggest-widget .monaco-list-row', { hasText: 'subtotal(prices)' }).waitFor()
    await page.keyboard.press('Enter')
    await page.locator('li[data-kind=complete].done').waitFor()
    expect((await lines()).filter(line => line !== '').at(-1)).toBe('    return subtotal(prices) * (100 + vat) / 100')
  })

  feature(
    editor,
    'diagnostics',
    'a finding is underlined and listed, and its steps lead to the other file',
    async () => {
      const { page } = await begin()
      await page.locator('.row[data-rule=python-tainted-sql]').waitFor()
      await page.locator('.squiggly-error').first().waitFor()
      const problem = page.locator('.problem', { has: page.locator('[data-rule=python-tainted-sql]') })
      await problem.locator('summary').click()
      await problem.locator('.step', { hasText: 'orders.py' }).last().click()
      await page.locator('.path', { hasText: 'python-shop/orders.py' }).waitFor()
    },
  )

  feature(editor, 'quick fix', 'the light bulb mends a finding, which is gone then', async () => {
    const { page, endOf, lines } = await begin()
    const row = page.locator('.row[data-rule=python-flask-debug-on]')
    await row.click()
    await endOf('app.run(debug=True)')
    await page.locator('.lightBulbWidget, .codicon-gutter-lightbulb-auto-fix, .codicon-light-bulb').first().click()
    await page.locator('.action-widget .monaco-list-row', { hasText: 'Switch it off' }).click()
    await row.waitFor({ state: 'detached' })
    expect(await lines()).toContain('    app.run(debug=False)')
    await page.locator('li[data-kind=fix].done').waitFor()
  })

  feature(editor, 'hover', 'the pointer on a name says where it is declared', async () => {
    const { page, pointAt } = await begin()
    await page.locator('.view-line', { hasText: 'rows = ' }).waitFor()
    // Where a name is declared is known once the workspace has been read; whoever points sooner points again.
    await eventually(async () => {
      await pointAt('rows])}', ' total')
      await page.locator('.monaco-hover-content', { hasText: 'prices.py' }).waitFor({ timeout: 3000 })
    })
  })

  feature(editor, ['code lens', 'commands'], 'the lens above a function says how complex it is, and why', async () => {
    const { page, open } = await begin()
    await open('python-shop/orders.py')
    await page.locator('.codelens-decoration a', { hasText: 'complexity 26' }).click()
    await page.locator('dialog[open] li', { hasText: '+1' }).first().waitFor()
    expect(await page.locator('dialog').textContent()).toContain('Cognitive complexity 26')
    await page.keyboard.press('Escape')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
  })

  feature(editor, 'workspace diagnosis', 'everything that is wrong anywhere is listed', async () => {
    const { page } = await begin()
    await page.click('#diagnose')
    await page.locator('.row[data-rule=java-tainted-sql]').waitFor()
    await page.locator('.toast', { hasText: 'Diagnosed 10 files' }).waitFor()
    await page.locator('.row[data-rule=js-tainted-command]').click()
    await page.locator('.path', { hasText: 'typescript-notes/server.ts' }).waitFor()
  })

  feature(editor, 'progress and cancel', 'diagnosing all files stops when told to', async () => {
    const { page } = await begin()
    // Sooner than any hand: it takes a second in all.
    await page.evaluate(`(() => {
      const work = document.querySelector('.work')
      const cancel = document.querySelector('#cancel')
      new MutationObserver(() => work.hidden || cancel.hidden || cancel.click())
        .observe(work, { attributes: true, subtree: true })
    })()`)
    await page.click('#diagnose')
    await page.locator('.toast', { hasText: 'Stopped after' }).waitFor()
    await page.locator('.work').waitFor({ state: 'hidden' })
    expect(await page.locator('#diagnose').isEnabled()).toBe(true)
  })

  feature(editor, 'status', 'a model that is missing is said so, with what to do; the rest works without', async () => {
    const { page } = await begin()
    await engine.close()
    await page.locator('.status').click()
    expect(await page.locator('#details').textContent()).toContain(engine.model)
    await page.keyboard.press('Escape')
    const home = session().home
    const gateway = await startPlayground(home, engine.url, { engine: 'embedded' })
    const without = await openAt(`${gateway.url}/playground/#key=${gateway.key}`)
    await without.page.locator('.status[data-state=model-missing]').click()
    expect(await without.page.locator('#details').textContent()).toContain('wayline model pull')
    await without.page.locator('.row[data-rule=python-tainted-sql]').waitFor()
  })

  feature(editor, 'settings live', 'another model answers from the moment it is chosen', async () => {
    engine.otherModels = ['another-model']
    const { page, open, endOf } = await begin()
    await page.getByLabel('Model', { exact: true }).selectOption('another-model')
    await open('python-shop/prices.py')
    await endOf('with value added tax."""')
    await page.keyboard.type('\nreturn ')
    await page.locator(ghost).first().waitFor()
    expect(engine.requests.at(-1)?.body.model).toBe('another-model')
  })

  feature(
    editor,
    'gateway lost and back',
    'a gateway that was killed is missed, and found when it is back',
    async () => {
      const home = session().home
      const gateway = await startPlayground(home, engine.url)
      const playground = await openAt(`${gateway.url}/playground/#key=${gateway.key}`)
      const { page, endOf, lines } = playground
      await page.locator('.status[data-state=ready]').waitFor()
      await endOf('app.run(debug=True)')
      await page.keyboard.type('\nwhile True:')
      gateway.child.kill('SIGKILL')
      await page.locator('.status[data-state=lost]').waitFor()
      await until(() => playground.problems.length > 0)
      await startPlayground(home, engine.url, { args: ['--port', new URL(gateway.url).port] })
      await page.locator('.status[data-state=ready]').waitFor()
      // The text is that of the page, so its new language server finds what is wrong in that.
      await page.locator('.row[data-rule=syntax-error]').waitFor()
      expect(await lines()).toContain('    while True:')
      // A browser tells the console of every line that it could not open; that it tried is the point here.
      expect(playground.problems.splice(0).filter(problem => !/WebSocket|ERR_CONNECTION/.test(problem))).toEqual([])
    },
  )

  test('everything is reached by the keyboard alone', async () => {
    const { page, lines } = await begin()
    const part = (): Promise<unknown> => page.evaluate("document.activeElement.closest('[data-part]')?.dataset.part")
    expect(await part()).toBe('editor')
    await page.keyboard.press('Shift+F6')
    expect(await part()).toBe('files')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.locator('.path', { hasText: 'python-shop/orders.py' }).waitFor()
    expect(await part()).toBe('editor')
    await page.keyboard.press('Alt+Shift+D')
    await page.locator('.toast', { hasText: 'Diagnosed 10 files' }).waitFor()
    await page.keyboard.press('Shift+F6')
    await page.keyboard.press('Shift+F6')
    expect(await part()).toBe('problems')
    const rule = (): Promise<unknown> => page.evaluate('document.activeElement.dataset.rule')
    for (let presses = 0; presses < 60 && (await rule()) !== 'python-flask-debug-on'; presses++)
      await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.locator('.path', { hasText: 'python-shop/app.py' }).waitFor()
    await page.keyboard.press('Control+.')
    await page.locator('.action-widget .monaco-list-row', { hasText: 'Switch it off' }).waitFor()
    await page.keyboard.press('Enter')
    await page.locator('.row[data-rule=python-flask-debug-on]').waitFor({ state: 'detached' })
    expect(await lines()).toContain('    app.run(debug=False)')
    // Tab indents here, until its user says otherwise.
    await page.keyboard.press('Control+m')
    await page.keyboard.press('Tab')
    expect(await part()).not.toBe('editor')
  })

  test('whoever moves by keys sees where they are', async () => {
    const { page } = await begin()
    await page.keyboard.press('Shift+F6')
    await page.keyboard.press('ArrowDown')
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outline')
    expect(outline).toMatch(/ solid 2px$/)
  })

  test.each([
    ['light', 'en-US', 'rgb(246, 247, 249)', 'Wayline Playground'],
    ['dark', 'zh-CN', 'rgb(15, 19, 24)', 'Wayline 体验场'],
  ] as const)('it comes in %s and in %s, as its reader likes it', async (colorScheme, locale, colour, title) => {
    const { page } = await begin({ colorScheme, locale, viewport: { width: 1120, height: 700 } })
    expect(await background(page)).toBe(colour)
    expect(await page.locator('h1').textContent()).toBe(title)
    await page.locator('.row[data-rule=python-tainted-sql]').waitFor()
    if (colorScheme === 'dark') picture('playground-dark', await page.screenshot())
  })

  test('light and dark, and the language, are switched by hand as well', async () => {
    const { page } = await begin()
    await page.getByLabel('Colours').selectOption('Dark')
    expect(await background(page)).toBe('rgb(15, 19, 24)')
    await page.getByLabel('Language').selectOption('中文')
    await page.locator('h1', { hasText: '体验场' }).waitFor()
    await page.locator('.status[data-state=ready]').waitFor()
    await page.keyboard.press('F1')
    await page.locator('.quick-input-list', { hasText: '查找' }).waitFor()
  })

  test('the key leaves the address at once, and a reload needs it no more', async () => {
    const { page } = await begin()
    expect(page.url()).not.toContain(companyKey)
    await page.reload()
    await page.locator('.status[data-state=ready]').waitFor()
  })

  test('without a key it asks for one, and says when it is wrong', async () => {
    const gateway = await startPlayground(session().home, engine.url)
    const playground = await openAt(`${gateway.url}/playground/`)
    const { page } = playground
    await page.getByLabel('Key').fill('wrong')
    await page.keyboard.press('Enter')
    await page.locator('h1', { hasText: 'does not know this key' }).waitFor()
    await page.getByLabel('Key').fill(gateway.key)
    await page.keyboard.press('Enter')
    await page.locator('.status[data-state=ready]').waitFor()
  })

  test('what was typed outlives a reload, and is taken back by a click', async () => {
    const { page, endOf, lines } = await begin()
    await endOf('app.run(debug=True)')
    await page.keyboard.type('  # later')
    await page.reload()
    await page.locator('.status[data-state=ready]').waitFor()
    await endOf('# later')
    await page.getByRole('button', { name: 'Reset this file' }).click()
    await page.locator('.view-line', { hasText: '# later' }).waitFor({ state: 'detached' })
    expect(await lines()).toContain('    app.run(debug=True)')
  })

  describeUnless(noModel())('with the embedded model', () => {
    test('opens at the address that `wayline start` prints, and completes', async () => {
      const running = startProcess(programs.wayline, ['start', '--port', '0'], { env: session().home.env })
      const { page } = await openAt(await printedAddress(running.child.stdout))
      await page.locator('.status[data-state=ready]').waitFor()
      expect(await page.locator('#details').textContent()).toContain('SmolLM2')
      await page.locator('li[data-kind=complete] button').click()
      await page.locator(ghost).first().waitFor()
    })
  })
})

function background(page: Page): Promise<unknown> {
  return page.evaluate('getComputedStyle(document.body).backgroundColor')
}

/** Resolves with the address of the page, key and all. */
function printedAddress(output: NodeJS.ReadableStream | null): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    output?.on('data', (chunk: Buffer) => {
      text += String(chunk)
      const [address] = /http:\S+\/playground\/#key=\S+(?=\s)/.exec(text) ?? []
      if (address !== undefined) resolve(address)
    })
    output?.on('end', () => reject(new Error(`no address was printed: ${text}`)))
  })
}
