import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { htmlReport } from '../server/src/diagnosis/output/html/html-report.ts'
import { hostilePath, sampleReport } from '../server/src/diagnosis/output/sample-report.ts'
import { noChromium, openPage, type BrowserPage } from './src/chromium.ts'
import { describeUnless } from './src/skip.ts'

describeUnless(noChromium())('The HTML report in Chromium', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wl-report-'))
  const file = path.join(folder, 'report.html')
  let page: BrowserPage
  const open = async (scheme: 'light' | 'dark' = 'light', language?: string): Promise<void> => {
    page = await openPage(file, scheme, language)
  }
  const shown = (): Promise<unknown> =>
    page.value("[...document.querySelectorAll('details.finding:not([hidden])')].map(one => one.dataset.rule)")

  beforeAll(() => fs.writeFileSync(file, htmlReport(sampleReport())))
  afterEach(async () => {
    // What a page complains of, or asks for, is a defect wherever it comes up.
    expect(page.problems).toEqual([])
    expect(page.requests).toEqual([`file://${file}`])
    await page.close()
  })
  afterAll(() => fs.rmSync(folder, { recursive: true }))

  test('draws its charts and its map', async () => {
    await open()
    const widths = await page.value(
      "[...document.querySelectorAll('.bar rect')].map(bar => bar.getBoundingClientRect().width > 20)",
    )
    expect(widths).toEqual([true, true, true, false, true, true, true])
    const areas = await page.value(`[...document.querySelectorAll('.map rect')].map(field => {
      const { width, height } = field.getBoundingClientRect()
      return Math.round(width * height / 1000)
    })`)
    const [first = 0, second = 0] = areas as number[]
    expect(first / second).toBeCloseTo(2, 0)
    expect(await page.value("getComputedStyle(document.querySelector('.map rect')).fill")).toMatch(/^color\(srgb|^rgb/)
  })

  test('a field of the map can be reached and chosen with the keyboard', async () => {
    await open()
    const focused = "document.activeElement.closest('.map a')?.dataset.path ?? ''"
    for (let presses = 0; presses < 10 && (await page.value(focused)) === ''; presses++) await page.press('Tab')
    expect(await page.value(focused)).toBe('src/web/show.py')
    await page.press('Enter')
    expect(await shown()).toEqual(['python-xss', 'complexity'])
    expect(await page.value("document.getElementById('shown').textContent")).toBe('2')
    expect(await page.value('document.activeElement.id')).toBe('path')
  })

  test('filters by words, rule, severity and folder, and shows all again', async () => {
    await open()
    await page.value("document.getElementById('search').focus()")
    await page.type('reaches')
    expect(await shown()).toEqual(['python-xss'])
    await page.value("document.querySelector('[type=reset]').click()")
    await page.value('new Promise(done => setTimeout(done))')
    expect(await shown()).toEqual(['python-xss', 'complexity', 'javascript-hostile'])
    await page.value("document.querySelector('[name=severity][value=error]').click()")
    expect(await shown()).toEqual(['complexity', 'javascript-hostile'])
    await page.value("document.getElementById('path').focus()")
    await page.type('src')
    expect(await shown()).toEqual(['complexity'])
    expect(await page.value("[...document.querySelectorAll('section.file')].filter(one => !one.hidden).length")).toBe(1)
  })

  test('names and messages that wish the reader ill are text', async () => {
    await open()
    expect(await page.value("document.querySelectorAll('img, b, iframe').length + document.scripts.length")).toBe(1)
    const path = hostilePath.replace('\n', ' ').replace('\u202e', '\ufffd')
    expect(await page.value("[...document.querySelectorAll('h3')].at(-1).firstChild.textContent")).toBe(path)
    await page.value("document.querySelectorAll('.map a')[1].dispatchEvent(new MouseEvent('click'))")
    expect(await shown()).toEqual(['javascript-hostile'])
  })

  test.each([
    ['light', 'en-US', 'rgb(246, 247, 249)', 'Code diagnosis'],
    ['dark', 'zh-CN', 'rgb(15, 19, 24)', '代码诊断报告'],
  ] as const)('comes in %s and in %s, as its reader likes it', async (scheme, language, colour, title) => {
    await open(scheme, language)
    expect(await page.value('getComputedStyle(document.body).backgroundColor')).toBe(colour)
    expect(await page.value("document.querySelector('h1').innerText")).toBe(title)
    expect(await contrasts()).toEqual([])
  })

  /** Texts whose contrast to what is behind them is less than WCAG asks for. */
  async function contrasts(): Promise<unknown> {
    return page.value(`(() => {
      const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
      const light = colour => {
        canvas.fillStyle = colour
        canvas.fillRect(0, 0, 1, 1)
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(value => value / 255)
          .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b
      }
      const behind = node => {
        const { backgroundColor } = getComputedStyle(node)
        return backgroundColor === 'rgba(0, 0, 0, 0)' && node.parentElement ? behind(node.parentElement) : backgroundColor
      }
      const ratio = (one, other) => {
        const [low, high] = [light(one), light(other)].sort((a, b) => a - b)
        return (high + 0.05) / (low + 0.05)
      }
      const html = [...document.querySelectorAll('h1, h2, h3, p, summary, .quiet, .badge, label, button, .number, pre .row')]
        .map(node => [node.textContent, ratio(getComputedStyle(node).color, behind(node))])
      const map = [...document.querySelectorAll('.map text')]
        .map(node => [node.textContent, ratio(getComputedStyle(node).fill, getComputedStyle(node.previousElementSibling).fill)])
      return [...html, ...map].filter(([, value]) => value < 4.5)
    })()`)
  }
})
