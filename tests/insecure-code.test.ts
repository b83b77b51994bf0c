import fs from 'node:fs'
import path from 'node:path'
import { withoutInlineCompletion } from './src/capabilities.ts'
import { wayline } from './src/command.ts'
import { companyKey } from './src/gateway.ts'
import { useSession } from './src/session.ts'
import { mainTransports } from './src/transports.ts'

const insecure = 'subprocess.run(command, shell=True)'
const start = 'import subprocess\nresult = |\n'

describe.each(mainTransports)('Code that is known to be insecure, %s', transport => {
  const session = useSession(transport)
  /** Nothing is asked ahead, so that what is asked for can be counted. */
  const set = (insecureCode: string) => ({ completion: { insecureCode, askAhead: false } })

  test('is no ghost text while typing, also not when it is known already', async () => {
    const { editor, engine } = await session().editorWithEngine()
    engine.answer = () => insecure
    const document = await editor.open(session().home.uri('run.py'), start, 'python')
    expect(await document.inline()).toEqual([])
    await document.type('subprocess.run(command, ')
    expect(await document.inline()).toEqual([])
    expect(engine.requests).toHaveLength(1)
    expect(editor.shown).toEqual([])
    // What is harmless is there as ever.
    engine.answer = () => 'check=True)'
    await document.type('env, ')
    expect(await document.inline()).toMatchObject([{ insertText: 'check=True)' }])
  })

  test('is no ghost text when asked for by hand either, and the user hears why', async () => {
    const { editor, engine } = await session().editorWithEngine()
    engine.answer = () => insecure
    const document = await editor.open(session().home.uri('run.py'), start, 'python')
    expect(await document.inline({ invoked: true })).toEqual([])
    const { message } = await editor.nextMessage()
    expect(message).toMatch(/not shown.*CWE-78.*wayline\.completion\.insecureCode/)
  })

  test('is in the list of completions with its warning, last and not selected', async () => {
    const { editor, engine } = await session().editorWithEngine({ capabilities: withoutInlineCompletion })
    engine.answer = () => insecure
    const document = await editor.open(session().home.uri('run.py'), start, 'python')
    const [item, ...others] = await document.completions()
    expect(others).toEqual([])
    expect(item).toMatchObject({
      label: `⚠ ${insecure}`,
      detail: '⚠ Insecure (CWE-78) · Wayline · Qwen2.5-Coder-1.5B',
      documentation: expect.stringMatching(/^⚠ CWE-78: shell=True .*\n\nsubprocess/) as string,
      preselect: false,
      sortText: '\uffff',
      filterText: insecure,
      textEdit: { newText: insecure },
    })
  })

  test('is not in the list by the setting "hide"', async () => {
    const options = { capabilities: withoutInlineCompletion, settings: set('hide') }
    const { editor, engine } = await session().editorWithEngine(options)
    engine.answer = () => insecure
    const document = await editor.open(session().home.uri('run.py'), start, 'python')
    expect(await document.completions()).toEqual([])
  })

  test('is shown by the setting "show", from the moment on at which it is set', async () => {
    const { editor, engine, gateway } = await session().editorWithEngine()
    engine.answer = () => insecure
    const document = await editor.open(session().home.uri('run.py'), start, 'python')
    expect(await document.inline()).toEqual([])
    await editor.configure({ gateway: gateway.settings, ...set('show') })
    await editor.settled()
    expect(await document.inline()).toMatchObject([{ insertText: insecure }])
  })

  test('is so by what it adds: a key is kept back, and a line after an insecure one is not', async () => {
    const { editor, engine } = await session().editorWithEngine()
    engine.answer = () => ['"gh', 'p_16C7e42F292c6912E7710c838347Ae178B4a"'].join('')
    const document = await editor.open(session().home.uri('a.py'), 'login(|)\n', 'python')
    expect(await document.inline()).toEqual([])
    engine.answer = () => 'result.stdout'
    const other = await editor.open(session().home.uri('b.py'), `result = ${insecure}\nprint(|)\n`, 'python')
    expect(await other.inline()).toMatchObject([{ insertText: expect.stringContaining('result.stdout') as string }])
  })
})

describe('wayline complete', () => {
  const session = useSession('stdio')

  test('tells beside the code what is insecure about it', async () => {
    const engine = await session().engine()
    const { url } = await session().gateway(engine)
    engine.answer = () => insecure
    fs.writeFileSync(path.join(session().home.project, 'run.py'), 'import subprocess\nresult = \n')
    const ask = (...more: string[]) =>
      wayline(session().home, ['complete', 'run.py:2:10', '--gateway-url', url, '--token', companyKey, ...more], {
        cwd: session().home.project,
      })
    const said = await ask()
    expect(said.output).toBe(`result = ${insecure}\n`)
    expect(said.errors).toMatch(/^Warning: CWE-78: shell=True .*\n\(/)
    const { output } = await ask('--json')
    expect(JSON.parse(output)).toMatchObject({
      items: [{ insertText: insecure, warning: { id: 'python-shell', cwe: 78 } }],
    })
  })
})
