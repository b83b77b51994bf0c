import { useSession } from './src/session.ts'
import type { Transport } from './src/transports.ts'

const allWays: Transport[] = ['stdio', 'socket', 'pipe', 'node-ipc']

describe.each(allWays)('A language server connected by %s', transport => {
  const session = useSession(transport)

  test('completes', async () => {
    const { editor } = await session().editorWithEngine()
    const document = await editor.open(session().home.uri('a.ts'), 'const total = |\n')
    expect(await document.inline()).toHaveLength(1)
    expect(await editor.quit()).toBe(0)
  })

  test('ends when its editor goes away without a word', async () => {
    const editor = await session().editor()
    await editor.hangUp()
    await editor.process?.exited
  })
})
