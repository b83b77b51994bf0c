import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { catalogue } from '../../models/store/catalogue.ts'
import { writeRecord } from '../../models/store/model-store.ts'
import type { Engine } from '../engine.ts'
import { answerOf, complete, completion, counting, createRealEngine, noRealModel, realModelFile } from './real-model.ts'

const describeWithModel = noRealModel === null ? describe : describe.skip
const isLinux = process.platform === 'linux'
const onLinux = isLinux ? test : test.skip
const unlessLinux = isLinux ? '' : ' (skipped because only Linux tells which processes are ours)'

let folder: string
let modelFile: string
let engine: Engine
let now: number
let pauses: number[]

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-engine-'))
  modelFile = path.join(folder, 'model.gguf')
  now = 0
  pauses = []
  const pause = (waitMs: number, signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted()
    pauses.push(waitMs)
    now += waitMs
    return Promise.resolve()
  }
  engine = createRealEngine({ modelFile, modelId: 'my-model', contextTokens: 256, sequences: 1, now: () => now, pause })
})

afterEach(async () => {
  await engine.dispose()
  fs.rmSync(folder, { recursive: true, force: true })
})

const useRealModel = (): void => fs.symlinkSync(realModelFile, modelFile)

/** The engine's process: the only one that a test here has begun. */
function enginePid(): number {
  const pids = fs
    .readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && parentOf(name) === process.pid && commandOf(name).includes('embedded-child'))
  if (pids.length !== 1) throw new Error(`There are ${pids.length} processes.`)
  return Number(pids[0])
}

function parentOf(pid: string): number {
  const stat = readProcess(pid, 'stat')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

const commandOf = (pid: string): string => readProcess(pid, 'cmdline')

function readProcess(pid: string, name: string): string {
  try {
    return fs.readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    // It has ended meanwhile.
    return ''
  }
}

/** Asks for a long answer and kills the engine's process in the middle of it. */
async function killDuringAnswer(): Promise<void> {
  let isKilled = false
  for await (const event of engine.complete(completion(counting, { maxTokens: 120 }), new AbortController().signal)) {
    if (event.type === 'end' || isKilled) continue
    process.kill(enginePid(), 'SIGKILL')
    isKilled = true
  }
}

const crash = {
  code: 'engine_error',
  isRetryable: true,
  message: expect.stringContaining('ended unexpectedly') as string,
  remedy: expect.stringContaining('started anew') as string,
}

describe('A model file that is missing', () => {
  test('is told with its remedy, by requests and by the state', async () => {
    const missing = {
      message: 'The model my-model is not on this computer.',
      remedy: `There is no file ${modelFile}; \`wayline model list\` shows which models there are.`,
    }
    await expect(complete(engine, counting)).rejects.toMatchObject({ code: 'model_missing', ...missing })
    await expect(engine.tokenize('my-model', 'x')).rejects.toMatchObject({ code: 'model_missing' })
    const { message: reason, remedy } = missing
    const state = { kind: 'embedded', model: 'my-model', state: 'failed', code: 'model_missing', reason, remedy }
    expect(await engine.state()).toEqual(state)
  })

  test('is told with what fetches that very model, where there is one', async () => {
    const [, known] = catalogue
    if (!known) throw new Error('The catalogue has no second model.')
    const { id, bytes, licence } = known
    const lacking = createRealEngine({ modelFile: path.join(folder, known.file), modelId: id })
    expect(await lacking.state()).toMatchObject({
      remedy: `Run \`wayline model pull ${id}\`.`,
      missingModel: { id, bytes, licence },
    })
    await lacking.dispose()
  })
})

describe('A model file that is damaged', () => {
  const corrupt = {
    code: 'model_corrupt',
    message: expect.stringContaining('model.gguf is damaged') as string,
    remedy: 'Run `wayline model remove my-model`, and bring it again from where it came.',
  }

  test('is told when it is no model at all', async () => {
    fs.writeFileSync(modelFile, '<html>sign in</html>')
    await expect(complete(engine, counting)).rejects.toMatchObject(corrupt)
    fs.rmSync(modelFile)
    fs.mkdirSync(modelFile)
    await expect(complete(engine, counting)).rejects.toMatchObject(corrupt)
  })

  test('is told before it is loaded when it has not the size that was pulled', async () => {
    fs.writeFileSync(modelFile, 'GGUF')
    const pulledAt = '2026-01-01T00:00:00.000Z'
    writeRecord(modelFile, { id: 'my-model', sha256: '', bytes: 5, licence: 'MIT', source: 'file', pulledAt })
    await expect(complete(engine, counting)).rejects.toMatchObject({
      ...corrupt,
      message: expect.stringContaining('4 bytes where 5') as string,
    })
  })

  test('is told by one and the same failure however often it is asked, also while the next start is put off', async () => {
    fs.writeFileSync(modelFile, `GGUF${'\u0003junk'.repeat(1000)}`)
    for (const time of [0, 0, 0, 100_000, 100_000, 100_000]) {
      now = time
      await expect(complete(engine, counting)).rejects.toMatchObject(corrupt)
      expect(await engine.state()).toMatchObject({ state: 'failed', reason: corrupt.message, remedy: corrupt.remedy })
    }
  })
})

describeWithModel(`With the real model${noRealModel === null ? '' : ` (${noRealModel})`}`, () => {
  test('a file that arrives is used by the next request', async () => {
    await expect(complete(engine, counting)).rejects.toMatchObject({ code: 'model_missing' })
    useRealModel()
    expect((await complete(engine, counting, { maxTokens: 2 })).text).toBe(' 7')
  })

  test('a damaged file that is replaced is used by the next request, without waiting', async () => {
    fs.writeFileSync(modelFile, `GGUF${'\u0003junk'.repeat(1000)}`)
    for (let time = 0; time < 3; time++) {
      await expect(complete(engine, counting)).rejects.toMatchObject({ code: 'model_corrupt' })
    }
    fs.rmSync(modelFile)
    useRealModel()
    expect((await complete(engine, counting, { maxTokens: 2 })).text).toBe(' 7')
    expect(await engine.state()).toEqual({ kind: 'embedded', state: 'ready', model: 'my-model' })
  })

  onLinux(`a file that is replaced under a loaded model is loaded by the next request${unlessLinux}`, async () => {
    fs.copyFileSync(realModelFile, modelFile, fs.constants.COPYFILE_FICLONE)
    await complete(engine, counting)
    const before = enginePid()
    fs.utimesSync(modelFile, 1, 1)
    expect((await complete(engine, counting, { maxTokens: 2 })).text).toBe(' 7')
    expect(enginePid()).not.toBe(before)
    expect(await engine.state()).toMatchObject({ state: 'ready' })
  })

  test('a model that is cut off is damaged', async () => {
    const bytes = Buffer.alloc(4_000_000)
    const handle = fs.openSync(realModelFile, 'r')
    fs.readSync(handle, bytes)
    fs.closeSync(handle)
    fs.writeFileSync(modelFile, bytes)
    await expect(complete(engine, counting)).rejects.toMatchObject({ code: 'model_corrupt' })
  })

  onLinux(`a process killed between requests is replaced unnoticed${unlessLinux}`, async () => {
    useRealModel()
    await complete(engine, counting)
    process.kill(enginePid(), 'SIGKILL')
    expect((await complete(engine, counting, { maxTokens: 2 })).text).toBe(' 7')
  })

  onLinux(`a process killed in an answer costs that answer, and the next request works${unlessLinux}`, async () => {
    useRealModel()
    await expect(killDuringAnswer()).rejects.toMatchObject(crash)
    expect((await complete(engine, counting, { maxTokens: 2 })).text).toBe(' 7')
  })

  onLinux(`a process that keeps ending is put off, and a request waits for its next start${unlessLinux}`, async () => {
    useRealModel()
    await expect(killDuringAnswer()).rejects.toMatchObject(crash)
    await expect(killDuringAnswer()).rejects.toMatchObject(crash)
    expect(await engine.state()).toMatchObject({
      state: 'starting',
      reason: 'The embedded model ended unexpectedly; the next start is in 1 s.',
      remedy: expect.stringContaining('doctor') as string,
    })
    expect((await complete(engine, counting, { maxTokens: 2 })).text).toBe(' 7')
    expect(pauses).toEqual([250])
    expect(await engine.state()).toEqual({ kind: 'embedded', state: 'ready', model: 'my-model' })
  })

  onLinux(`a request does not wait for a start that is far off, nor after its end${unlessLinux}`, async () => {
    useRealModel()
    await expect(killDuringAnswer()).rejects.toMatchObject(crash)
    await expect(killDuringAnswer()).rejects.toMatchObject(crash)
    const gone = engine.complete(completion(counting), AbortSignal.abort(new Error('gone')))
    await expect(answerOf(gone)).rejects.toThrow('gone')
    now -= 5000
    await expect(complete(engine, counting)).rejects.toMatchObject({ code: 'engine_starting', isRetryable: true })
  })

  onLinux(`nothing runs on once the engine is disposed of${unlessLinux}`, async () => {
    useRealModel()
    await complete(engine, counting)
    const pid = enginePid()
    await engine.dispose()
    expect(parentOf(String(pid))).not.toBe(process.pid)
    await expect(complete(engine, counting)).rejects.toMatchObject({ message: 'The gateway is shutting down.' })
  })
})
