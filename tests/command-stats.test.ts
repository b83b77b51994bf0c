import fs from 'node:fs'
import * as z from 'zod'
import { eventFiles } from '../server/src/events/event-files.ts'
import { expectSentence, wayline } from './src/command.ts'
import { useSession } from './src/session.ts'

const Report = z.looseObject({
  folder: z.string(),
  days: z.number().nullable(),
  since: z.iso.datetime().nullable(),
  events: z.number(),
  shown: z.number(),
  accepted: z.number(),
  acceptanceRate: z.number().nullable(),
  languages: z.record(z.string(), z.looseObject({ shown: z.number() })),
})

describe('wayline stats', () => {
  const session = useSession('stdio')
  const run = (args: string[] = [], env: NodeJS.ProcessEnv = { LANG: 'C', LC_ALL: 'C' }) =>
    wayline(session().home, ['stats', ...args], { env })
  const report = async (...args: string[]) => Report.parse(JSON.parse((await run(['--json', ...args])).output))

  /** One accepted suggestion, in a real editor. */
  async function useEditor(): Promise<void> {
    const { editor } = await session().editorWithEngine()
    const document = await editor.open(session().home.uri('a.ts'), 'const total = |\n')
    const [item] = await document.inline({ invoked: true })
    if (typeof item?.insertText !== 'string') throw new Error('there is no suggestion')
    await document.type(item.insertText)
    await editor.quit()
  }

  test('without any events says so, and where they would be', async () => {
    const { code, output, errors } = await run()
    const { folder } = eventFiles(session().home.local.dataDir)
    expect(output).toBe(
      `There are no events yet. Editors keep them in ${folder} once suggestions are shown, unless the setting wayline.events.store is off.\n`,
    )
    expect([code, errors]).toEqual([0, ''])
    expect(await report()).toMatchObject({ folder, events: 0, shown: 0, since: null, acceptanceRate: null })
  })

  test('says the same in Chinese to whoever reads that', async () => {
    expect((await run([], { LC_ALL: 'zh_CN.UTF-8' })).output).toMatch(/^还没有事件/)
  })

  test('tells what an editor has done', async () => {
    await useEditor()
    expect(await report()).toMatchObject({
      days: null,
      shown: 1,
      accepted: 1,
      acceptanceRate: 1,
      languages: { typescript: { shown: 1 } },
    })
    const { code, output, errors } = await run()
    expect(output).toMatch(/Accepted +100\.0 %; 1 whole/)
    expect(output).toMatch(/^ {2}typescript +1 +100\.0 %/m)
    expect([code, errors]).toEqual([0, ''])
  })

  test('leaves out what is longer ago than so many days', async () => {
    await useEditor()
    const { newer } = eventFiles(session().home.local.dataDir)
    const longAgo = Date.now() - 3 * 24 * 60 * 60 * 1000
    fs.writeFileSync(newer, fs.readFileSync(newer, 'utf8').replaceAll(/"time":\d+/g, `"time":${longAgo}`))
    expect(await report('--days', '4')).toMatchObject({ days: 4, shown: 1 })
    expect(await report('--days', '2')).toMatchObject({ days: 2, shown: 0 })
    expect((await run(['--days', '2'])).output).toMatch(/^There are no events of the last 2 days in /)
  })

  test('says in a sentence that the events cannot be read', async () => {
    const { newer } = eventFiles(session().home.local.dataDir)
    fs.mkdirSync(newer, { recursive: true })
    const ran = await run()
    expectSentence(ran)
    expect(ran.errors).toContain(newer)
    expect(ran.code).toBe(1)
  })
})
