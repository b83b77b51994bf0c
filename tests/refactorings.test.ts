import { CodeActionTriggerKind, type CodeAction } from 'vscode-languageserver-protocol'
import { actionCapabilities, actionsAt, resolved, withEdit, withoutResolve } from './src/code-actions.ts'
import type { Editor } from './src/editor.ts'
import { useSession } from './src/session.ts'
import { mainTransports } from './src/transports.ts'

const complex = `def total(items, rate):
    result = 0
    if rate < 0:
        raise ValueError(rate)
    for item in items:
        if item.price > 0:
            if item.taxed and not item.free:
                result += item.price * rate
            else:
                result += item.price
    return result
`
const name = { start: { line: 0, character: 6 }, end: { line: 0, character: 6 } }
const loop = { start: { line: 4, character: 0 }, end: { line: 10, character: 0 } }

describe.each(mainTransports)('Refactorings, %s', transport => {
  const session = useSession(transport)
  const uri = (): string => session().home.uri('a.py')
  const settings = { completion: { enabled: false }, diagnosis: { complexityLimit: 5 } }

  async function begin(text = complex, capabilities = actionCapabilities, more = {}): Promise<Editor> {
    const editor = await session().editor({ capabilities, settings: { ...settings, ...more } })
    await editor.open(uri(), text, 'python')
    return editor
  }

  async function refactorings(editor: Editor, range = name, only = ['refactor']): Promise<CodeAction[]> {
    const actions = await actionsAt(editor, uri(), range, { only })
    return actions.filter((action): action is CodeAction => typeof action.command !== 'string')
  }

  test('are offered for a function that is hard to follow, with what they gain, and come when they are chosen', async () => {
    const editor = await begin()
    const actions = await refactorings(editor)
    expect(actions.map(({ kind, title, edit }) => ({ kind, title, edit }))).toEqual([
      {
        kind: 'refactor.extract',
        title: 'Extract lines 7 to 10 into `_total_part` (complexity 9 → 4)',
        edit: undefined,
      },
      {
        kind: 'refactor.extract',
        title: 'Extract lines 6 to 10 into `_total_part` (complexity 9 → 2)',
        edit: undefined,
      },
      {
        kind: 'refactor.rewrite',
        title: 'Turn the `if` of line 6 into an early continue (complexity 9 → 8)',
        edit: undefined,
      },
    ])
    const [first] = actions
    if (!first) throw new Error('nothing is offered')
    expect(withEdit(complex, (await resolved(editor, first)).edit)).toContain(
      '            result = _total_part(item, result, rate)\n',
    )
  })

  test('are those for the selection where there is one, and of the kind that is asked for', async () => {
    const editor = await begin()
    const titles = async (only: string[]): Promise<string[]> =>
      (await refactorings(editor, loop, only)).map(({ title }) => title)
    expect(await titles(['refactor.extract'])).toEqual(['Extract lines 5 to 10 into `_total_part` (complexity 9 → 1)'])
    expect(await titles(['refactor.rewrite', 'quickfix'])).toEqual([])
  })

  test('are not looked for where the editor asks by itself and there is neither a selection nor a finding', async () => {
    const editor = await begin()
    const line = { start: { line: 5, character: 8 }, end: { line: 5, character: 8 } }
    const automatic = { only: ['refactor'], triggerKind: CodeActionTriggerKind.Automatic }
    expect(await actionsAt(editor, uri(), line, automatic)).toEqual([])
    expect(await actionsAt(editor, uri(), name, automatic)).not.toEqual([])
    expect(await refactorings(editor, line)).not.toEqual([])
  })

  test('come with their edits where these cannot be asked for later, and only those that lead to no finding', async () => {
    // The new function would be hard to follow as well.
    const strict = { diagnosis: { complexityLimit: 2 } }
    const editor = await begin(complex, withoutResolve)
    const [first] = await refactorings(editor)
    expect(withEdit(complex, first?.edit)).toContain('def _total_part(item, result, rate):')
    const other = await session().editor({ capabilities: withoutResolve, settings: { ...settings, ...strict } })
    await other.open(uri(), complex, 'python')
    expect((await refactorings(other)).map(({ kind }) => kind)).toEqual(['refactor.rewrite'])
  })

  test('that would lead to another finding are not made when they are chosen: the user is told why', async () => {
    const editor = await begin(complex, actionCapabilities, { diagnosis: { complexityLimit: 2 } })
    const [first] = await refactorings(editor, loop, ['refactor.extract'])
    if (!first) throw new Error('nothing is offered')
    expect((await resolved(editor, first)).edit).toBeUndefined()
    expect((await editor.nextMessage()).message).toMatch(/does not hold here.*complex-function/)
  })

  test('are none where diagnosis is off', async () => {
    const editor = await begin(complex, actionCapabilities, { diagnosis: { enabled: false } })
    expect(await refactorings(editor)).toEqual([])
  })
})
