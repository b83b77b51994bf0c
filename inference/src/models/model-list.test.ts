import type { Engine, EngineModel } from '../engines/engine.ts'
import { GatewayError } from '../errors.ts'
import { createModelDirectory, type ModelDirectory } from './model-list.ts'
import { createCatalogue } from './profiles/catalogue.ts'

const { signal } = new AbortController()

/** An engine that serves models and knows how many tokens a mark is to them. */
function engineWith(models: () => EngineModel[], tokensOfMark: () => number[] | null = () => null): Engine {
  const unused = (): never => {
    throw new Error('nobody asks for an answer here')
  }
  return {
    kind: 'stand-in',
    canRequireStart: false,
    models: () => Promise.resolve(models()),
    complete: unused,
    chat: unused,
    state: () => Promise.resolve({ kind: 'stand-in', state: 'ready' }),
    tokenize: async () => Promise.resolve(tokensOfMark()),
    dispose: () => Promise.resolve(),
  }
}

const directory = (engine: Engine, preferred?: string): ModelDirectory =>
  createModelDirectory(engine, createCatalogue(), preferred)

test('a model is listed with all that a language server knows of it', async () => {
  const [model] = await directory(engineWith(() => [{ id: 'qwen2.5-coder:7b', contextTokens: 8192 }])).list(signal)
  expect(model).toMatchObject({
    id: 'qwen2.5-coder:7b',
    owned_by: 'stand-in',
    wayline: { profile: 'qwen-coder', contextTokens: 8192, layout: 'fim', budgets: { promptTokens: 4096 } },
  })
})

test('the model that the operator named answers, also when the engine lists none', async () => {
  const models = directory(
    engineWith(() => []),
    'codestral-latest',
  )
  expect((await models.find(undefined, signal)).profile.name).toBe('codestral')
})

test('a model that the engine has loaded since is found', async () => {
  const served = [{ id: 'first' }]
  const models = directory(engineWith(() => served))
  await models.find('first', signal)
  served.push({ id: 'second' })
  expect((await models.find('second', signal)).id).toBe('second')
})

test('a model that does not exist is told together with those that do', async () => {
  const models = directory(engineWith(() => [{ id: 'one' }, { id: 'two' }]))
  await expect(models.find('three', signal)).rejects.toMatchObject({
    code: 'model_not_found',
    message: 'There is no model "three".',
    remedy: 'The models are one, two.',
  })
  await expect(directory(engineWith(() => [])).find(undefined, signal)).rejects.toMatchObject({
    code: 'model_not_found',
    remedy: expect.stringContaining('--model') as string,
  })
})

describe('A model whose tokenizer', () => {
  const served = (): EngineModel[] => [{ id: 'qwen2.5-coder-tuned', contextTokens: 4096 }]

  test('knows the marks as tokens keeps the format of its family', async () => {
    const model = await directory(engineWith(served, () => [151_659])).find(undefined, signal)
    expect(model).toMatchObject({ profile: { name: 'qwen-coder' }, note: null })
  })

  test('takes a mark apart is asked in the plain format, and the reason is told', async () => {
    const models = directory(engineWith(served, () => [1, 2, 3]))
    expect((await models.list(signal))[0]?.wayline).toMatchObject({ profile: 'plain', layout: 'plain' })
    const model = await models.find(undefined, signal)
    expect(model).toMatchObject({
      id: 'qwen2.5-coder-tuned',
      profile: { name: 'plain' },
      limits: { contextTokens: 4096 },
      note: expect.stringContaining('<|fim_prefix|> of profile qwen-coder is 3 tokens') as string,
    })
  })

  test('cannot be asked keeps the format, and is asked again next time', async () => {
    let isAway = true
    const engine = engineWith(served, () => {
      if (isAway) throw new GatewayError('engine_unreachable', 'away')
      return [1, 2]
    })
    const models = directory(engine)
    expect((await models.find(undefined, signal)).profile.name).toBe('qwen-coder')
    isAway = false
    expect((await models.find(undefined, signal)).profile.name).toBe('plain')
  })
})
