import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openPage } from '../src/chromium.ts'
import type { Drawing } from './terminal.ts'

/** A screen of a terminal as a PNG, drawn by a browser; a cell is as wide as it must be to fill the browser's window. */
export async function drawTerminal(drawing: Drawing): Promise<Buffer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wl-picture-'))
  const file = path.join(folder, 'terminal.html')
  fs.writeFileSync(file, terminalPage(drawing))
  const page = await openPage(file)
  try {
    return await page.screenshot()
  } finally {
    await page.close()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** The screen as a page of its own. */
export function terminalPage({ ansi, columns, rows, cursor }: Drawing): string {
  const lines = ansi.split('\n').slice(0, rows)
  // A colour goes on where a line ends, as a terminal has it.
  let style = plainStyle
  const drawn = lines.map((line, row) => {
    const cells = cellsOf(line, style)
    style = cells.at(-1)?.style ?? style
    return lineOf(cells.slice(0, -1), cursor?.row === row ? cursor.column : null)
  })
  return `<!doctype html><meta charset="utf-8"><style>
html { background: ${background}; color: ${foreground} }
body { margin: 0; padding: 1vw; font: calc(98vw / ${columns} / 0.602) / 1.25 'DejaVu Sans Mono', monospace }
div { white-space: pre; height: 1.25em } i, b { display: inline-block; height: 1.25em; font: inherit }
b { outline: 1px solid ${foreground} }
</style>
${drawn.join('\n')}\n`
}

interface Style {
  foreground: string | null
  background: string | null
  isBold: boolean
  isDim: boolean
  isItalic: boolean
  isReversed: boolean
  isStruck: boolean
  underline: string | null
}

interface Cell {
  text: string
  style: Style
}

const background = '#1c1e26'
const foreground = '#d5d8da'
const plainStyle: Style = {
  foreground: null,
  background: null,
  isBold: false,
  isDim: false,
  isItalic: false,
  isReversed: false,
  isStruck: false,
  underline: null,
}
const sixteen =
  '#2e303e #e95678 #29d398 #fab795 #26bbd9 #ee64ac #59e1e3 #cbced0 #6c6f93 #ec6a88 #3fdaa4 #fbc3a7 #3fc4de #f075b5 #6be4e6 #ffffff'.split(
    ' ',
  )
const lineStyles: Record<string, string> = { '2': 'double', '3': 'wavy', '4': 'dotted', '5': 'dashed' }

/** Colours; links and whatever else begins with Escape, which say nothing here; a character. */
const tokens = new RegExp(
  [String.raw`\x1b\[([\d;:]*)m`, String.raw`\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)`, String.raw`\x1b[^[\]]`, '.'].join('|'),
  'gsu',
)

/** The characters of a line, each with its style; the last one is empty and has the style that goes on. */
function cellsOf(line: string, start: Style): Cell[] {
  const cells: Cell[] = []
  let style = start
  for (const [token, codes] of line.matchAll(tokens)) {
    if (codes !== undefined) style = styled(style, codes)
    else if (token >= ' ') cells.push({ text: token, style })
  }
  return [...cells, { text: '', style }]
}

/** A style after one escape code, whose parts stand between semicolons, and their parts between colons. */
function styled(before: Style, codes: string): Style {
  const parts = codes === '' ? ['0'] : codes.split(';')
  let style = before
  for (let at = 0; at < parts.length; at++) {
    const [code = '', ...details] = (parts[at] ?? '').split(':')
    if (code === '38' || code === '48' || code === '58') {
      const wanted = details.length > 0 ? details.filter(detail => detail !== '') : parts.slice(at + 1, at + 5)
      if (details.length === 0) at += wanted[0] === '5' ? 2 : 4
      const colour = wanted[0] === '5' ? indexed(Number(wanted[1])) : `rgb(${wanted.slice(1, 4).join(' ')})`
      if (code === '38') style = { ...style, foreground: colour }
      if (code === '48') style = { ...style, background: colour }
    } else {
      style = { ...style, ...changeBy(Number(code), details[0] ?? '') }
      if (Number(code) === 0) style = plainStyle
    }
  }
  return style
}

function changeBy(code: number, detail: string): Partial<Style> {
  if (code >= 30 && code <= 37) return { foreground: indexed(code - 30) }
  if (code >= 90 && code <= 97) return { foreground: indexed(code - 82) }
  if (code >= 40 && code <= 47) return { background: indexed(code - 40) }
  if (code >= 100 && code <= 107) return { background: indexed(code - 92) }
  const changes: Record<number, Partial<Style>> = {
    1: { isBold: true },
    2: { isDim: true },
    3: { isItalic: true },
    4: { underline: detail === '0' ? null : (lineStyles[detail] ?? 'solid') },
    7: { isReversed: true },
    9: { isStruck: true },
    22: { isBold: false, isDim: false },
    23: { isItalic: false },
    24: { underline: null },
    27: { isReversed: false },
    29: { isStruck: false },
    39: { foreground: null },
    49: { background: null },
  }
  return changes[code] ?? {}
}

/** One of the 256 colours that terminals number: sixteen, a cube of 216, and 24 greys. */
function indexed(index: number): string {
  if (index < 16) return sixteen[index] ?? foreground
  if (index >= 232)
    return `rgb(${Array(3)
      .fill(8 + (index - 232) * 10)
      .join(' ')})`
  const level = (part: number): number => (part === 0 ? 0 : 55 + part * 40)
  const cube = index - 16
  return `rgb(${[Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(level).join(' ')})`
}

function lineOf(cells: Cell[], cursor: number | null): string {
  const padded = [...cells]
  while (cursor !== null && padded.length <= cursor) padded.push({ text: ' ', style: plainStyle })
  let html = ''
  let at = 0
  while (at < padded.length) {
    // Cells of one style are one element.
    const { style } = padded[at] ?? { style: plainStyle }
    let end = at + 1
    while (end < padded.length && padded[end]?.style === style && end !== cursor && at !== cursor) end++
    const text = padded
      .slice(at, end)
      .map(cell => cell.text)
      .join('')
    const element = at === cursor ? 'b' : 'i'
    html += `<${element} style="${css(style)}">${escaped(text)}</${element}>`
    at = end
  }
  return `<div>${html}</div>`
}

function css(style: Style): string {
  const ink = style.foreground ?? foreground
  const paper = style.background
  const colours = style.isReversed
    ? `color:${paper ?? background};background:${ink}`
    : `color:${ink}${paper === null ? '' : `;background:${paper}`}`
  const lines = [style.underline && 'underline', style.isStruck && 'line-through'].filter(Boolean)
  return [
    colours,
    style.isBold ? 'font-weight:bold' : '',
    style.isDim ? 'opacity:.6' : '',
    style.isItalic ? 'font-style:italic' : '',
    lines.length > 0 ? `text-decoration:${lines.join(' ')} ${style.underline ?? 'solid'}` : '',
  ]
    .filter(rule => rule !== '')
    .join(';')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
