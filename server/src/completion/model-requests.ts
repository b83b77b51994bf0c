import type { Budgets, Model } from '@wayline/inference/api'
import type { Config } from '../config.ts'
import type { ContextBlocks, ContextRoom } from '../context/context-blocks.ts'
import { charactersOf } from '../context/context-part.ts'
import { WaylineError } from '../errors.ts'
import type { CompletionEvent, Gateway } from '../gateway/gateway.ts'
import type { Redactor } from '../safety/secrets/redactor.ts'
import { placeOf, type Cursor } from './cursor.ts'
import { withoutLeadIn } from './lead-in.ts'
import type { Extent } from './multiline.ts'
import { contextRoom, promptWindow, slidingWindow } from './prompt-window.ts'
import { sessionKey } from './session-key.ts'

/** An answer as it comes in. Nothing is read before somebody iterates over it. */
export interface AnswerStream {
  model: string
  events: AsyncIterable<CompletionEvent>
}

/** Requests to the model, made from places in documents. Failures are WaylineErrors. */
export interface ModelRequests {
  /** The model that answers, by the settings. */
  model(signal: AbortSignal): Promise<Model>
  /** Asks for what comes at the cursor. */
  start(cursor: Cursor, extent: Extent, signal: AbortSignal, temperature?: number): Promise<AnswerStream>
  /** Has other code ready for the first request at a document. Asks nobody. */
  lookAround(cursor: Cursor, model: Model): void
  /** Has the engine read the prompt and answer nothing, so that the next request that extends it starts warm. */
  prepare(cursor: Cursor, signal: AbortSignal): Promise<void>
}

/** Where other code comes from; what is ready at once need not be made ready. */
export type OtherCode = Pick<ContextBlocks, 'at'> & Partial<Pick<ContextBlocks, 'opened'>>

export function createModelRequests(
  gateway: () => Promise<Gateway>,
  config: () => Config,
  blocks: OtherCode,
  secrets: Pick<Redactor, 'redactRequest'>,
): ModelRequests {
  function body(cursor: Cursor, model: Model) {
    const { path, languageId, uri } = cursor.request
    const { budgets } = model.wayline
    const { measuring } = config()
    const context = hasContext() ? blocks.at(uri, placeOf(cursor), roomAt(cursor, budgets)) : []
    const window = measuring.without.includes('prompt') ? slidingWindow : promptWindow
    const { prefix, suffix } = window(cursor, budgets, charactersOf(context))
    const named = config().gateway.model ? { model: model.id } : {}
    const around = {
      before: cursor.prefix.slice(0, cursor.prefix.length - prefix.length),
      after: cursor.suffix.slice(suffix.length),
    }
    // What leaves this computer leaves it from here.
    const parts = secrets.redactRequest({ prompt: prefix, suffix, path, context, language: languageId }, around)
    return { ...named, ...parts, session: sessionKey(uri) }
  }

  function hasContext(): boolean {
    const { completion, measuring } = config()
    return completion.context && !measuring.without.includes('context')
  }

  async function chosenModel(connection: Gateway, signal: AbortSignal): Promise<Model> {
    const models = await connection.models(signal)
    const name = config().gateway.model
    const model = name ? models.find(({ id }) => id === name) : models[0]
    if (model) return model
    const offered = models.map(({ id }) => id).join(', ')
    throw new WaylineError(
      'engine_unavailable',
      name ? `The gateway has no model ${name}.` : 'The gateway has no model.',
      {
        remedy: offered ? `Set wayline.gateway.model to one of: ${offered}.` : 'Ask whoever runs the gateway.',
      },
    )
  }

  return {
    model: async signal => chosenModel(await gateway(), signal),
    lookAround(cursor, { wayline: { budgets } }) {
      if (hasContext()) blocks.opened?.(cursor.request.uri, placeOf(cursor), roomAt(cursor, budgets))
    },
    async start(cursor, extent, signal, temperature = 0) {
      const connection = await gateway()
      const model = await chosenModel(connection, signal)
      const parts = body(cursor, model)
      const asked = { ...parts, max_tokens: tokensFor(extent, model.wayline.budgets), temperature }
      return { model: model.id, events: withoutLeadIn(connection.complete(asked, signal), cursor) }
    },
    async prepare(cursor, signal) {
      const connection = await gateway()
      const model = await chosenModel(connection, signal)
      const events = connection.complete({ ...body(cursor, model), max_tokens: 0 }, signal)
      for await (const event of events) if (event.type === 'completion-end') return
    },
  }
}

function roomAt({ prefix, suffix }: Cursor, budgets: Budgets): ContextRoom {
  return contextRoom(budgets, { before: prefix.length, after: suffix.length })
}

function tokensFor(extent: Extent, budgets: Budgets): number {
  return extent === 'line' ? budgets.lineTokens : budgets.blockTokens
}
