import fs from 'node:fs'
import path from 'node:path'
import { localGateway } from '../../api/index.ts'
import { defaultModel } from '../../models/store/catalogue.ts'
import type { Engine, EngineChat, EngineCompletion, EngineEvent, EngineUsage } from '../engine.ts'
import { createEmbeddedEngine, type EmbeddedEngineOptions } from './embedded-engine.ts'

/** The embedded model that tests use: from `WAYLINE_TEST_MODELS`, or where `wayline model pull` puts it. */
export const realModelFile = path.join(
  process.env['WAYLINE_TEST_MODELS'] ?? localGateway().modelsDir,
  defaultModel.file,
)

/** Why tests of the real model are left out here, or null. */
export const noRealModel = fs.existsSync(realModelFile)
  ? null
  : 'skipped because the embedded model is not on this computer: run `wayline model pull`'

/** The engine with the real model and as little of a machine as possible. */
export function createRealEngine(options: Partial<EmbeddedEngineOptions> = {}): Engine {
  return createEmbeddedEngine({
    modelFile: realModelFile,
    modelId: defaultModel.id,
    threads: 1,
    sequences: 3,
    contextTokens: 512,
    lockFile: null,
    removeWhenOrphaned: [],
    ...options,
  })
}

export interface Answer {
  text: string
  finishReason: string
  usage: EngineUsage
}

/** All of an answer, or its failure. */
export async function answerOf(events: AsyncIterable<EngineEvent>): Promise<Answer> {
  let text = ''
  for await (const event of events) {
    if (event.type === 'delta') text += event.text
    else if (event.usage) return { text, finishReason: event.finishReason, usage: event.usage }
  }
  throw new Error('The answer has no end.')
}

const sampling = { model: defaultModel.id, maxTokens: 4, temperature: 0, topP: 1, stop: [] }

/** A request for the likeliest continuation, in a session of its own unless it says another. */
export function completion(prompt: string, more: Partial<EngineCompletion> = {}): EngineCompletion {
  return { ...sampling, session: prompt, prompt, ...more }
}

export const complete = (engine: Engine, prompt: string, more: Partial<EngineCompletion> = {}): Promise<Answer> =>
  answerOf(engine.complete(completion(prompt, more), new AbortController().signal))

export const chat = (engine: Engine, messages: EngineChat['messages']): Promise<Answer> =>
  answerOf(engine.chat({ ...sampling, messages }, new AbortController().signal))

/** What even a small model continues with 7. */
export const counting = 'one 1, two 2, three 3, four 4, five 5, six 6, seven'

/** About two hundred and fifty tokens that are different with every seed. */
export function longPrompt(seed: number): string {
  return Array.from({ length: 18 }, (_, index) => `value_${seed}_${index} = compute(${index})\n`).join('')
}
