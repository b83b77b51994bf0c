import fs from 'node:fs'
import path from 'node:path'
import { describeUnless } from '../src/skip.ts'
import { noCodeServer } from './code-server/code-server.ts'
import { useVsCode } from './code-server/use-vscode.ts'
import { eventually } from './eventually.ts'
import { feature } from './feature.ts'

const python = ['def add(a, b):', '    return a + b', '', '', 'def subtract(a, b):', '    return', ''].join('\n')
const loose = ['function one() {', '  debugger', '  return 1', '}', ''].join('\n')

const files = {
  'all.py': python,
  'words.py': python,
  'none.py': python,
  'tab.py': python,
  'loose.js': loose,
}

describeUnless(noCodeServer())('VS Code with the extension', () => {
  const vsCode = useVsCode(files)
  const textOf = (name: string): string => fs.readFileSync(path.join(vsCode().home.project, name), 'utf8')

  /** Opens a file, and types a blank behind the last `return`, for which the engine has an answer. */
  async function typeReturn(name: string, answer: string): Promise<void> {
    const { window, engine } = vsCode()
    // What the model would say next is no part of it.
    engine.answer = ({ prompt }) => (prompt?.includes(answer) ? '' : answer)
    await window.open(name)
    await window.goTo(6, 11)
    await window.type(' ')
    await eventually(async () => expect(await window.seen.ghostText()).toBe(answer))
  }

  feature('VS Code', 'inline completion', 'shows what the engine says as ghost text, and Tab takes it', async () => {
    const { window } = vsCode()
    await typeReturn('all.py', 'a - b')
    await window.picture('vscode-ghost-text')
    await window.press('Tab', 'Control+KeyS')
    await eventually(() => expect(textOf('all.py')).toBe(python.replace(/return\n$/, 'return a - b\n')))
  })

  feature('VS Code', 'inline completion', 'takes a word of it at a time', async () => {
    const { window } = vsCode()
    await typeReturn('words.py', 'first - second')
    await window.press('Control+ArrowRight')
    await eventually(async () => expect((await window.seen.lines())[5]).toBe('    return first'))
    expect(await window.seen.ghostText()).toBe(' - second')
  })

  feature('VS Code', 'inline completion', 'is rid of it by Escape', async () => {
    const { window } = vsCode()
    await typeReturn('none.py', 'a - b')
    await window.press('Escape')
    await eventually(async () => expect(await window.seen.ghostText()).toBe(''))
    expect((await window.seen.lines())[5]).toBe('    return ')
  })

  feature('VS Code', 'inline completion', 'leaves Tab to the editor where nothing is suggested', async () => {
    const { window } = vsCode()
    await window.open('tab.py')
    await window.goTo(6, 1)
    await window.press('Tab')
    await eventually(async () => expect((await window.seen.lines())[5]).toBe('        return'))
  })
})
