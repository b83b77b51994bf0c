import fs from 'node:fs'
import path from 'node:path'
import { describeUnless } from '../src/skip.ts'
import { noCodeServer } from './code-server/code-server.ts'
import { useVsCode, vsCodeFeature, type VsCode } from './code-server/use-vscode.ts'
import { eventually } from './eventually.ts'
import type { Feature } from './feature.ts'

const python = ['def add(a, b):', '    return a + b', '', '', 'def subtract(a, b):', '    return', ''].join('\n')
const loose = ['def is_empty(name):', '    return name is ""', ''].join('\n')
const deep = [
  'def walk(tree, limit):',
  '    if tree:',
  '        for leaf in tree:',
  '            if leaf:',
  '                while limit:',
  '                    if leaf and limit or tree:',
  '                        return 1',
  '    return 2',
  '',
].join('\n')
const many = 'def is_empty(name):\n    return name is "" or eval(name)\n\n\n'.repeat(40)

const files = {
  'all.py': python,
  'words.py': python,
  'none.py': python,
  'tab.py': python,
  'off.py': python,
  'lost.py': python,
  'loose.py': loose,
  'fixed.py': loose,
  'closed.py': loose,
  'deep.py': deep,
  'switched.py': loose,
}

describeUnless(noCodeServer())('VS Code with the extension', () => {
  const vsCode = useVsCode(files)
  const exercise = (name: Feature | Feature[], title: string, run: (vsCode: VsCode) => Promise<void>): void =>
    vsCodeFeature(vsCode, name, title, run)
  const textOf = (name: string): string => fs.readFileSync(path.join(vsCode().home.project, name), 'utf8')

  /** Opens a file, and types a blank behind the last `return`, for which the engine has an answer. */
  async function typeReturn(name: string, answer: string): Promise<void> {
    const { window, engine } = vsCode()
    // What the model would say next is no part of it.
    engine.answer = ({ prompt }) => (prompt?.includes(answer) ? '' : answer)
    await window.open(name)
    await window.goTo(6, 11)
    await window.type(' ')
  }

  /** The same, until the answer is seen. */
  async function seeAnswer(name: string, answer: string): Promise<void> {
    await typeReturn(name, answer)
    await eventually(async () => expect(await vsCode().window.seen.ghostText()).toBe(answer))
  }

  exercise('inline completion', 'shows what the engine says as ghost text, and Tab takes it', async ({ window }) => {
    await seeAnswer('all.py', 'a - b')
    await window.picture('vscode-ghost-text')
    await window.press('Tab', 'Control+KeyS')
    await eventually(() => expect(textOf('all.py')).toBe(python.replace(/return\n$/, 'return a - b\n')))
  })

  exercise('inline completion', 'takes a word of it at a time', async ({ window }) => {
    await seeAnswer('words.py', 'first - second')
    await window.press('Control+ArrowRight')
    await eventually(async () => expect((await window.seen.lines())[5]).toBe('    return first'))
    expect(await window.seen.ghostText()).toBe(' - second')
  })

  exercise('inline completion', 'is rid of it by Escape', async ({ window }) => {
    await seeAnswer('none.py', 'a - b')
    await window.press('Escape')
    await eventually(async () => expect(await window.seen.ghostText()).toBe(''))
    expect((await window.seen.lines())[5]).toBe('    return ')
  })

  exercise('inline completion', 'leaves Tab to the editor where nothing is suggested', async ({ window }) => {
    await window.open('tab.py')
    await window.goTo(6, 1)
    await window.press('Tab')
    await eventually(async () => expect((await window.seen.lines())[5]).toBe('        return'))
  })

  exercise('diagnostics', 'underlines what is wrong, and lists it in the Problems view', async ({ window }) => {
    await window.open('loose.py')
    await window.page.locator('.editor-instance .squiggly-warning').waitFor()
    await window.showProblems()
    await eventually(async () => {
      expect(await window.seen.problems('loose.py')).toEqual([
        expect.stringContaining('asks whether two things are the same object'),
      ])
    })
    await window.picture('vscode-problems')
  })

  exercise('workspace diagnosis', 'lists what is wrong with files that nobody has opened', async ({ window }) => {
    await window.showProblems()
    await eventually(async () => {
      expect(await window.seen.problems('closed.py')).toEqual([
        expect.stringContaining('asks whether two things are the same object'),
      ])
    })
  })

  exercise('quick fix', 'fixes by the light bulb, and the finding is gone', async ({ window }) => {
    await window.open('fixed.py')
    await window.page.locator('.editor-instance .squiggly-warning').waitFor()
    await window.goTo(2, 14)
    // A first light bulb may be of somebody else, who is quicker.
    await eventually(async () => {
      await window.press('Escape')
      await window.page.locator('.lightBulbWidget:visible').click({ timeout: 2000 })
      expect((await window.seen.quickFixes())[0]).toBe('Compare values')
    })
    await window.picture('vscode-quick-fix')
    await window.press('Enter')
    await eventually(async () => expect((await window.seen.lines())[1]).toBe('    return name == ""'))
    await window.page.locator('.editor-instance .squiggly-warning').waitFor({ state: 'detached' })
  })

  exercise('hover', 'explains a finding under the pointer', async ({ window }) => {
    await window.open('loose.py')
    await window.page.locator('.view-line', { hasText: 'return' }).getByText('name').hover()
    await eventually(async () => expect(await window.seen.hover()).toContain('Values compared with is'))
    await window.picture('vscode-hover')
  })

  const lens = 'shows how complex a function is once the setting is on, and explains it by a click'
  exercise(['code lens', 'settings live'], lens, async ({ window, changeSettings }) => {
    await window.open('deep.py')
    const complexity = window.page.locator('.codelens-decoration', { hasText: 'complexity 17 (limit 15)' })
    expect(await complexity.count()).toBe(0)
    changeSettings({ 'wayline.diagnosis.codeLens': true })
    await complexity.getByRole('button').click()
    await window.page.locator('.tab.active', { hasText: 'Preview' }).waitFor()
    await window.command('View: Close Editor')
    changeSettings({})
    await complexity.waitFor({ state: 'detached' })
  })

  exercise(
    ['settings live', 'status'],
    'stops and resumes as completions are switched',
    async ({ window, engine, changeSettings }) => {
      changeSettings({ 'wayline.completion.enabled': false })
      await eventually(async () => expect(await window.seen.status()).toContain('Completions are switched off.'))
      const before = engine.requests.length
      await typeReturn('off.py', 'a - b')
      expect(await window.seen.ghostText()).toBe('')
      expect(engine.requests.length).toBe(before)
      changeSettings({})
      await eventually(async () => expect(await window.seen.status()).not.toContain('switched off'))
      await window.press('Backspace')
      await window.type(' ')
      await eventually(async () => expect(await window.seen.ghostText()).toBe('a - b'))
      expect(await window.seen.status()).toContain('Completions by Qwen2.5-Coder-1.5B.')
    },
  )

  exercise(['status', 'commands'], 'offers in its menu what can be done, and does it', async ({ window }) => {
    await window.page.locator('.statusbar-item[id*="wayline"]').click()
    await window.page.locator('.quick-input-title', { hasText: 'Wayline' }).waitFor()
    await window.picture('vscode-menu')
    await window.choose('How things stand')
    await window.seen.notification('Completions by Qwen2.5-Coder-1.5B.').waitFor()
    await window.command('Notifications: Clear All Notifications')
  })

  exercise('commands', 'switches completions off for a language, and on again', async ({ window }) => {
    const title = 'Wayline: Switch Completions On or Off for This Language'
    await window.open('switched.py')
    await window.command(title)
    await eventually(() => expect(settingsOf()).toContain('"python"'))
    await window.command(title)
    await eventually(() => expect(settingsOf()).not.toContain('"python"'))
  })

  const diagnosed = 'diagnoses the workspace at a command, tells how far it is, and can be stopped'
  exercise(['workspace diagnosis', 'progress and cancel', 'commands'], diagnosed, async ({ window, home }) => {
    for (let number = 0; number < 100; number++) home.write(`many/m${number}.py`, many)
    await window.command('Wayline: Diagnose the Workspace')
    const progress = window.seen.notification('Diagnosing the workspace')
    await progress.filter({ hasText: /\d+ of \d+ files/ }).waitFor()
    await window.picture('vscode-progress')
    await progress.getByRole('button', { name: 'Cancel' }).click()
    await window.seen.notification(/Stopped after \d+ files/).waitFor()
    fs.rmSync(path.join(home.project, 'many'), { recursive: true })
    await window.command('Notifications: Clear All Notifications')
  })

  const lost = 'says when the gateway is lost and what to do, and goes on when it is back'
  exercise(['gateway lost and back', 'status'], lost, async ({ window, gateway, restartGateway }) => {
    gateway.child.kill('SIGKILL')
    await gateway.exited
    await typeReturn('lost.py', 'a - b')
    await eventually(async () => expect(await window.seen.status()).toContain('cannot be reached'))
    await window.picture('vscode-gateway-lost')
    await restartGateway()
    await window.press('Backspace')
    await window.type(' ')
    await eventually(async () => expect(await window.seen.ghostText()).toBe('a - b'))
    expect(await window.seen.status()).toContain('Completions by')
  })

  function settingsOf(): string {
    return fs.readFileSync(path.join(vsCode().home.folder, 'vscode/User/settings.json'), 'utf8')
  }
})
