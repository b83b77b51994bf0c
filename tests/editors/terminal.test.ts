import os from 'node:os'
import { noChromium } from '../src/chromium.ts'
import { describeUnless, testUnless } from '../src/skip.ts'
import { noTerminal, openTerminal, type Terminal } from './terminal.ts'
import { drawTerminal, terminalPage } from './terminal-picture.ts'

describeUnless(noTerminal())('A terminal for tests', () => {
  let terminal: Terminal | null = null
  afterEach(() => terminal?.close())

  function open(script: string): Terminal {
    terminal = openTerminal({
      command: ['/bin/sh', '-c', script],
      cwd: os.tmpdir(),
      env: process.env,
      columns: 40,
      rows: 6,
    })
    return terminal
  }

  test('passes on what is typed as it stands, and keys by their names', async () => {
    const opened = open('while read line; do echo "<$line>"; done')
    await opened.type('a; $HOME Enter "b";')
    await opened.press('Enter')
    expect(await opened.shows('<')).toContain('<a; $HOME Enter "b";>')
  })

  test('says what was on the screen where something never comes, and that the program has ended', async () => {
    const shown = open('echo last words').shows('anything else')
    await expect(shown).rejects.toThrow(/never shown anything else before the program ended.*last words/s)
  })

  test('waits until something has gone from the screen', async () => {
    const opened = open(String.raw`echo gone soon; read line; printf '\033c'; read line`)
    await opened.shows('gone soon')
    await opened.press('Enter')
    expect(await opened.hides('gone soon')).not.toContain('gone soon')
  })

  test('is drawn with its colours, its emphasis and its cursor', async () => {
    const opened = open(
      String.raw`printf 'a\033[1;31m<b\033[0;38;2;1;2;3m&c\033[0m\033[7md\033[4:3me\033[m\n'; read line`,
    )
    await opened.shows('a<b')
    const page = terminalPage(await opened.drawing())
    expect(page).toMatch(/>a<\/i><i style="color:#e95678;font-weight:bold">&lt;b</)
    expect(page).toMatch(/<i style="color:rgb\(1 2 3\)">&amp;c</)
    expect(page).toMatch(/background:#d5d8da">d</)
    expect(page).toMatch(/text-decoration:underline wavy">e</)
    expect(page.match(/<b /g)).toHaveLength(1)
  })

  testUnless(noChromium())('becomes a picture', async () => {
    const opened = open('echo picture; read line')
    await opened.shows('picture')
    expect((await drawTerminal(await opened.drawing())).subarray(1, 4).toString()).toBe('PNG')
  })
})
