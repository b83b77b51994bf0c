import fs from 'node:fs'
import path from 'node:path'
import { noModel } from './src/home.ts'
import { useSession } from './src/session.ts'
import { describeUnless } from './src/skip.ts'
import { startStandInHub, type StandInHub } from './src/stand-in-hub.ts'
import { mainTransports } from './src/transports.ts'

/** The embedded model is slow where another test computes beside it. */
const patient = { completion: { timeoutMs: 60_000 } }
const code = 'def add(a, b):\n    return a + b\n\n\ndef subtract(a, b):\n    return |\n'

describe.each(mainTransports)('The embedded model, %s', transport => {
  describeUnless(noModel())('which is there', () => {
    const session = useSession(transport, { model: true })

    test('completes code with nothing set up', async () => {
      const editor = await session().editor({ settings: patient })
      const document = await editor.open(session().home.uri('a.py'), code, 'python')
      const [item] = await document.inline({ invoked: true })
      expect(item?.insertText).toMatch(/a|b/)
      expect(editor.shown).toEqual([])
    })
  })

  describeUnless(noModel())('which is missing', () => {
    const session = useSession(transport)
    let hub: StandInHub

    beforeEach(async () => {
      hub = await startStandInHub()
      Object.assign(session().home.env, hub.environment(session().home))
    })

    afterEach(() => hub.close())

    test('is fetched once the person at the editor says yes, and then completes', async () => {
      const editor = await session().editor({ settings: patient })
      const questions: string[] = []
      const progress = editor.progressEnd('Fetching the model SmolLM2-135M-Instruct')
      editor.onQuestion = (question, buttons) => {
        questions.push(question)
        return buttons[0] ?? null
      }
      const document = await editor.open(session().home.uri('a.py'), code, 'python')
      await document.inline({ invoked: true })
      await progress
      expect(questions).toEqual([expect.stringContaining('98 MB, licence Apache-2.0')])
      expect(hub.downloads).toBe(1)
      const names = fs.readdirSync(session().home.local.modelsDir)
      expect(names).toContain('SmolLM2-135M-Instruct.Q4_1.gguf')
      expect(names.filter(name => /part|lock/.test(name))).toEqual([])
      expect(await document.inline({ invoked: true })).toHaveLength(1)
    })

    test('is not fetched, nor asked for again, when the person says no', async () => {
      const editor = await session().editor({ settings: patient })
      let questions = 0
      const asked = new Promise<void>(resolve => {
        editor.onQuestion = () => {
          questions++
          resolve()
          return null
        }
      })
      const document = await editor.open(session().home.uri('a.py'), code, 'python')
      expect(await document.inline({ invoked: true })).toEqual([])
      await asked
      expect(await document.inline({ invoked: true })).toEqual([])
      await editor.settled()
      expect(questions).toBe(1)
      expect(hub.downloads).toBe(0)
    })

    test('is never asked for where a setting says never', async () => {
      const editor = await session().editor({ settings: { ...patient, local: { download: 'never' } } })
      let questions = 0
      editor.onQuestion = () => {
        questions++
        return null
      }
      const document = await editor.open(session().home.uri('a.py'), code, 'python')
      expect(await document.inline({ invoked: true })).toEqual([])
      expect((await editor.nextMessage()).message).toContain('wayline model pull')
      expect(questions).toBe(0)
      expect(hub.downloads).toBe(0)
    })

    test('is told to be broken, with a remedy, when its file is', async () => {
      const { modelsDir } = session().home.local
      fs.mkdirSync(modelsDir, { recursive: true })
      fs.writeFileSync(path.join(modelsDir, 'SmolLM2-135M-Instruct.Q4_1.gguf'), 'not a model')
      const editor = await session().editor({ settings: { ...patient, local: { download: 'never' } } })
      const document = await editor.open(session().home.uri('a.py'), code, 'python')
      expect(await document.inline({ invoked: true })).toEqual([])
      expect((await editor.nextMessage()).message).toContain('wayline model pull')
    })
  })
})
