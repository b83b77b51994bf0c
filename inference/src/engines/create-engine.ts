import { createDispatcher } from '../api/dispatcher.ts'
import type { GatewayConfig } from '../config.ts'
import { engineRoot } from './engine-http.ts'
import type { Engine } from './engine.ts'
import { createEmbeddedEngine } from './embedded/embedded-engine.ts'
import { createLlamaServerEngine } from './llama-server-engine.ts'
import { createOpenAiEngine, openAi, vllm } from './openai-engine.ts'

/** What the embedded engine needs beyond the configuration. */
export interface EmbeddedPlace {
  modelId: string
  modelFile: string
  lockFile: string | null
  removeWhenOrphaned: string[]
}

/** The engine that the configuration names. */
export function createEngine(config: GatewayConfig, embedded: EmbeddedPlace, env: NodeJS.ProcessEnv): Engine {
  if (config.engine === 'embedded') {
    return createEmbeddedEngine({
      ...embedded,
      threads: config.threads ?? null,
      sequences: config.sequences,
      contextTokens: config.contextTokens,
    })
  }
  const http = {
    root: engineRoot(config.engineUrl ?? ''),
    key: config.engineKey,
    dispatcher: createDispatcher({ env, headersTimeoutMs: 60_000 }),
  }
  switch (config.engine) {
    case 'openai':
      return createOpenAiEngine(http, openAi)
    case 'vllm':
      return createOpenAiEngine(http, vllm)
    case 'llama-server':
      return createLlamaServerEngine(http)
  }
}
