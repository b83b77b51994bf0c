import type { CompletionRequestInput, Model } from '@wayline/inference/api'
import { limitsOf } from '../../inference/src/models/profiles/budgets.ts'
import { createCatalogue } from '../../inference/src/models/profiles/catalogue.ts'
import type { Profile } from '../../inference/src/models/profiles/profile.ts'
import type { Clock } from '../../server/src/completion/clock.ts'
import { createCompletionEngine, type CompletionEngine } from '../../server/src/completion/completion-engine.ts'
import { parseConfig } from '../../server/src/config.ts'
import type { ContextBlocks } from '../../server/src/context/context-blocks.ts'
import type { CompletionEvent, Gateway } from '../../server/src/gateway/gateway.ts'

/** Answers one request; what it throws is a failure of the gateway. */
export type Oracle = (request: CompletionRequestInput, signal: AbortSignal) => AsyncIterable<CompletionEvent>

export interface EngineUnderTestOptions {
  oracle: Oracle
  /** A name as an engine would tell it; format and budgets follow from it, as in the gateway. */
  model: string
  clock: Clock
  context?: Pick<ContextBlocks, 'at'>
  /** Settings of `wayline.completion`. */
  completion?: Record<string, unknown>
}

/** The completion engine of the language server, whole and as it is, in front of a gateway that an oracle answers for. */
export function createEngineUnderTest(options: EngineUnderTestOptions): CompletionEngine {
  const { oracle, model, clock, context = noContext, completion = {} } = options
  const { config, problems } = parseConfig({ completion })
  if (problems.length > 0) throw new Error(problems.join(' '))
  const gateway = gatewayOf(servedModel(model), oracle)
  return createCompletionEngine({
    gateway: () => Promise.resolve(gateway),
    config: () => config,
    context,
    log: () => undefined,
    clock,
  })
}

/** The profile that the gateway would choose for a model of this name. */
export function profileOf(model: string): Profile {
  return createCatalogue().of(model)
}

/** The model as the gateway would list it. */
export function servedModel(id: string): Model {
  const profile = profileOf(id)
  const { contextTokens, budgets } = limitsOf(profile, id)
  return {
    id,
    object: 'model',
    created: 0,
    owned_by: 'eval',
    wayline: { profile: profile.name, contextTokens, budgets, layout: profile.layout },
  }
}

const noContext: Pick<ContextBlocks, 'at'> = { at: () => [] }

function gatewayOf(model: Model, oracle: Oracle): Gateway {
  return {
    address: { url: '', token: '' },
    models: () => Promise.resolve([model]),
    complete: oracle,
    health: () => Promise.reject(new Error('The oracle is not asked how it is.')),
    report: () => Promise.resolve(),
    dispose: () => Promise.resolve(),
  }
}
