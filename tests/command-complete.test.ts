import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { expectSentence, wayline } from './src/command.ts'
import { companyKey } from './src/gateway.ts'
import { makeHome } from './src/home.ts'
import type { Finished } from './src/processes.ts'
import { useSession } from './src/session.ts'
import type { StandInEngine } from './src/stand-in-engine.ts'

const Position = z.strictObject({ line: z.int().min(0), character: z.int().min(0) })
const Answer = z.strictObject({
  items: z.array(z.strictObject({ insertText: z.string(), range: z.strictObject({ start: Position, end: Position }) })),
  model: z.string().nullable(),
  latencyMs: z.int().min(0),
})

const Failure = z.strictObject({
  error: z.strictObject({ code: z.string(), message: z.string(), remedy: z.string().nullable() }),
})

describe('wayline complete', () => {
  const session = useSession('stdio')
  let engine: StandInEngine
  let url: string

  beforeEach(async () => {
    engine = await session().engine()
    url = (await session().gateway(engine)).url
  })

  /** Asks for a completion in a file with this text. */
  function complete(name: string, text: string | Uint8Array, place: string, ...more: string[]): Promise<Finished> {
    fs.writeFileSync(path.join(session().home.project, name), text)
    return ask(`${name}:${place}`, ...more)
  }

  function ask(place: string, ...more: string[]): Promise<Finished> {
    const args = ['complete', place, '--gateway-url', url, '--token', companyKey, ...more]
    return wayline(session().home, args, { cwd: session().home.project })
  }

  test('prints the line as it would be, on standard output alone, and the model beside it', async () => {
    engine.answer = () => 'sum(prices)'
    const { code, output, errors } = await complete('a.py', 'prices = [1]\ntotal = \n', '2:9')
    expect(output).toBe('total = sum(prices)\n')
    expect(errors).toMatch(/^\(Qwen2\.5-Coder-1\.5B, \d+ ms\)\n$/)
    expect(code).toBe(0)
  })

  test('prints JSON of one shape, with positions as the protocol counts them', async () => {
    engine.answer = () => 'sum(prices)'
    const { code, output, errors } = await complete('a.py', 's = "😀"\r\ns = "😀"; total = \r\n', '2:18', '--json')
    const { items, model } = Answer.parse(JSON.parse(output))
    const position = { line: 1, character: 18 }
    expect(items[0]).toEqual({ insertText: 'sum(prices)', range: { start: position, end: position } })
    expect(model).toBe(engine.model)
    expect(engine.requests[0]?.body.prompt).toContain('s = "😀"; total =')
    expect(errors).toBe('')
    expect(code).toBe(0)
  })

  test('where there is nothing to offer says so, and is no failure', async () => {
    engine.answer = () => ''
    const said = await complete('a.py', 'total = \n', '1:9')
    expect(said.output).toBe('Nothing to offer here.\n')
    expect(said.code).toBe(0)
    const json = await ask('a.py:1:9', '--json')
    expect(Answer.parse(JSON.parse(json.output)).items).toEqual([])
  })

  test('takes the column behind the last character', async () => {
    const { output } = await complete('a.ts', 'const total = \r\nconst b = 2\r\n', '1:15', '--json')
    expect(Answer.parse(JSON.parse(output)).items[0]?.range.start).toEqual({ line: 0, character: 14 })
  })

  test('works in a file whose name is not easily written as an address', async () => {
    const { code, output } = await complete('a #1 100%.py', 'total = \n', '1:9', '--json')
    expect(Answer.parse(JSON.parse(output)).items).toHaveLength(1)
    expect(code).toBe(0)
  })

  test('never sends a file that holds secrets, and says why nothing is offered in it', async () => {
    const { code, output, errors } = await complete('.env', 'PASSWORD=\n', '1:10')
    expect(output).toMatch(/^\.env is excluded: nothing of it ever leaves this computer/)
    expect(errors).toBe('')
    const json = await ask('.env:1:10', '--json')
    expect(JSON.parse(json.output)).toEqual({ items: [], model: null, latencyMs: 0, isExcluded: true })
    expect(engine.requests).toEqual([])
    expect(code).toBe(0)
  })

  test.each([
    ['a line behind the last one', 'a.py:9:1', 2, /2 lines.* from 1 to 2\./],
    ['a column behind the end of its line', 'a.py:1:9999', 2, /8 characters.* from 1 to 9\./],
    ['a file that is not there', 'none.py:1:1', 1, /There is no file none\.py/],
    ['a folder', 'folder:1:1', 1, /folder is a folder/],
    ['a file that is not text', 'a.bin:1:1', 1, /not text/],
  ])('ends with a sentence for %s', async (_, place, code, sentence) => {
    const { project } = session().home
    fs.writeFileSync(path.join(project, 'a.py'), 'total = \n')
    fs.writeFileSync(path.join(project, 'a.bin'), Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 0, 1))
    fs.mkdirSync(path.join(project, 'folder'))
    const ran = await ask(place)
    expect(ran.errors).toMatch(sentence)
    expectSentence(ran)
    expect(ran.output).toBe('')
    expect(ran.code).toBe(code)
    const json = await ask(place, '--json')
    const { error } = Failure.parse(JSON.parse(json.output))
    expect(`wayline: ${error.message} ${error.remedy ?? ''}\n`).toBe(ran.errors)
    expect(json.errors).toBe('')
    expect(json.code).toBe(code)
    expect(engine.requests).toEqual([])
  })

  test.each([
    ['a wrong key', ['--token', 'wrong'], /did not accept the key/],
    ['an address where nothing listens', ['--gateway-url', 'http://127.0.0.1:9'], /127\.0\.0\.1:9/],
    ['an address that is none', ['--gateway-url', 'nowhere'], /nowhere is not an address/],
  ])('ends with code 1, a sentence and a remedy for %s', async (_, more, sentence) => {
    const ran = await complete('a.py', 'total = \n', '1:9', ...more)
    expect(ran.errors).toMatch(sentence)
    expectSentence(ran)
    expect(ran.errors.trim().split('. ').length).toBeGreaterThan(1)
    expect(ran.code).toBe(1)
  })

  test.each(['0.5', '0.001'])('gives up after %s seconds if it is told to', async seconds => {
    engine.hold()
    const ran = await complete('a.py', 'total = \n', '1:9', '--timeout', seconds)
    expect(ran.errors).toMatch(new RegExp(`No completion within ${seconds} s\\. Give it longer with --timeout`))
    expectSentence(ran)
    expect(ran.code).toBe(1)
  })
})

test('a local gateway that does not come in time is told like that', async () => {
  const home = makeHome()
  try {
    const ran = await wayline(home, ['complete', 'tests/fixtures/prices.py:11:12', '--timeout', '0.001'])
    expect(ran.errors).toMatch(/No completion within 0\.001 s\. Give it longer with --timeout/)
    expectSentence(ran)
    expect(ran.code).toBe(1)
  } finally {
    await home.remove()
  }
})
