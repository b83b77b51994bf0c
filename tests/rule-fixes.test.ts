import fs from 'node:fs'
import path from 'node:path'
import type { CodeAction, Diagnostic, WorkspaceEdit } from 'vscode-languageserver-protocol'
import { actionCapabilities, actionsAt, actionsFor, resolved, withEdit, withoutResolve } from './src/code-actions.ts'
import { itemsOf, pull } from './src/diagnostics.ts'
import type { Editor } from './src/editor.ts'
import { until } from './src/processes.ts'
import { useSession } from './src/session.ts'
import { mainTransports } from './src/transports.ts'

const settings = { completion: { enabled: false }, local: { enabled: false } }
const left = 'function one() {\n  debugger\n  return 1\n}\n\nfunction two() {\n  debugger\n  return 2\n}\n'
const without = (text: string): string => text.replace(/ *debugger\n/, '')

/** A rule of a company's own: what it puts in place of what it finds is no code. */
const ownRule = `id: own-broken
language: Python
severity: warning
message: This is the old way.
rule: { pattern: old($A) }
fix: new(($A)
`

function titled(actions: CodeAction[], title: string): CodeAction | undefined {
  return actions.find(action => action.title.includes(title))
}

describe.each(mainTransports)('Fixes of rules, %s', transport => {
  const session = useSession(transport)
  const uri = (): string => session().home.uri('a.ts')

  async function begin(
    text = left,
    capabilities = actionCapabilities,
    name = uri(),
    languageId = 'typescript',
  ): Promise<{ editor: Editor; found: Diagnostic[]; actions: CodeAction[] }> {
    const editor = await session().editor({
      capabilities,
      settings: { ...settings, diagnosis: { ruleFolders: ['rules'] } },
    })
    await editor.open(name, text, languageId)
    const found = itemsOf(await pull(editor, name))
    const [first] = found
    if (!first) throw new Error('nothing was found')
    return { editor, found, actions: await actionsFor(editor, name, first) }
  }

  test('come as titles at once, and as an edit that has been verified when one is chosen', async () => {
    const { editor, actions } = await begin()
    const fix = titled(actions, 'Remove the statement')
    expect(fix?.kind).toBe('quickfix')
    const { edit } = await resolved(editor, fix ?? { title: '' })
    expect(withEdit(left, edit).replace(/^ *\n/m, '')).toBe(without(left))
  })

  test('are preferred once they are verified', async () => {
    const { editor, found } = await begin()
    let fix: CodeAction | undefined
    await until(async () => {
      fix = titled(await actionsFor(editor, uri(), found[0] as Diagnostic), 'Remove the statement')
      return fix?.edit !== undefined
    })
    expect(fix?.isPreferred).toBe(true)
  })

  test('come with their edits for an editor that cannot ask again', async () => {
    const { actions } = await begin(left, withoutResolve)
    const fix = titled(actions, 'Remove the statement')
    expect(withEdit(left, fix?.edit)).not.toContain('one() {\n  debugger')
  })

  test('are those of the finding that is pointed at, though another reads the same', async () => {
    const { editor, found } = await begin()
    const second = found[1]
    if (!second) throw new Error('there is only one')
    const actions = await actionsFor(editor, uri(), second)
    const fixes = actions.filter(({ title }) => title === 'Remove the statement')
    expect(fixes).toHaveLength(1)
    const [fix] = fixes
    const { edit } = fix?.edit ? fix : await resolved(editor, fix as CodeAction)
    expect(withEdit(left, edit)).toContain('one() {\n  debugger')
  })

  test('are all made together by a source action', async () => {
    const { editor } = await begin()
    const start = { line: 0, character: 0 }
    const [all] = await actionsAt(editor, uri(), { start, end: start }, { only: ['source.fixAll'] })
    expect(all).toMatchObject({ kind: 'source.fixAll.wayline' })
    const { edit } = await resolved(editor, all as CodeAction)
    expect(withEdit(left, edit)).not.toContain('debugger')
  })

  test('that do not hold are never made: the user is told why, and they are offered no more', async () => {
    const folder = path.join(session().home.project, 'rules')
    fs.mkdirSync(folder)
    fs.writeFileSync(path.join(folder, 'own.yml'), ownRule)
    const name = session().home.uri('a.py')
    const { editor, found, actions } = await begin('old(1)\n', actionCapabilities, name, 'python')
    expect(found.map(({ code }) => code)).toEqual(['own-broken'])
    const fix = actions.find(({ data }) => (data as { kind?: string } | undefined)?.kind === 'fix')
    expect(fix).toBeDefined()
    expect((await resolved(editor, fix as CodeAction)).edit).toBeUndefined()
    expect((await editor.nextMessage()).message).toMatch(/does not hold here.*syntax error/)
    const later = await actionsFor(editor, name, found[0] as Diagnostic)
    expect(later.find(({ disabled }) => disabled)?.disabled?.reason).toMatch(/syntax error/)
  })

  test('a finding is suppressed on its line, or in the file', async () => {
    const { editor, found, actions } = await begin()
    const rule = String(found[0]?.code)
    const here = withEdit(left, titled(actions, `Suppress ${rule} here`)?.edit)
    expect(here).toBe(left.replace('  debugger', `  // wayline-ignore[${rule}]\n  debugger`))
    const everywhere = withEdit(left, titled(actions, `Suppress ${rule} in this file`)?.edit)
    const other = session().home.uri('b.ts')
    await editor.open(other, everywhere)
    expect(itemsOf(await pull(editor, other)).map(({ code }) => code)).toEqual(['suppression-without-reason'])
  })

  test('no comment is offered where it would be text like any other', async () => {
    const { actions } = await begin('const text = `\n  AKIAQW3EZRT5VYUI7OPL\n`\n')
    expect(actions.map(({ title }) => title).filter(title => title.startsWith('Suppress'))).toEqual([
      'Suppress secret-token in this file',
    ])
  })

  test('between tags, a comment stands in braces', async () => {
    const page = 'export const page = () => (\n  <p>\n    {eval(location.hash)}\n  </p>\n)\n'
    const { found, actions } = await begin(page, actionCapabilities, session().home.uri('a.tsx'), 'typescriptreact')
    const rule = String(found[0]?.code)
    expect(withEdit(page, titled(actions, `Suppress ${rule} here`)?.edit)).toContain(
      `    {/* wayline-ignore[${rule}] */}\n    {eval`,
    )
  })

  test('keep the ends of lines, and count bytes where the editor does', async () => {
    const general = { positionEncodings: ['utf-8', 'utf-16'] }
    const text = 'import os\r\nn = "😀ß"; k = n is "ß"\r\nprint(k)\r\n'
    const name = session().home.uri('a.py')
    const { editor, actions } = await begin(text, { ...actionCapabilities, general }, name, 'python')
    const bytes = Buffer.from(text)
    const start = { line: 0, character: 0 }
    const [all] = await actionsAt(editor, name, { start, end: start }, { only: ['source.fixAll'] })
    for (const action of [titled(actions, 'Compare values'), all as CodeAction]) {
      const { edit } = action?.edit ? action : await resolved(editor, action ?? { title: '' })
      // In Latin-1 a byte is a character.
      const fixed = Buffer.from(withEdit(bytes.toString('latin1'), inLatin(edit)), 'latin1').toString()
      expect(fixed).toBe(text.replace(' is ', ' == '))
    }
  })
})

/** An edit as an editor makes it in bytes. */
function inLatin(edit: WorkspaceEdit | undefined): WorkspaceEdit | undefined {
  return JSON.parse(JSON.stringify(edit), (key, value: unknown) =>
    key === 'newText' && typeof value === 'string' ? Buffer.from(value).toString('latin1') : value,
  ) as WorkspaceEdit | undefined
}
