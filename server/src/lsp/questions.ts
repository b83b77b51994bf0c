import type { ChatMessage } from '@wayline/inference/api'
import type { Config } from '../config.ts'
import type { ReconnectingGateway } from '../gateway/reconnecting-gateway.ts'
import { createRedactor } from '../safety/secrets/redactor.ts'
import type { Log } from './log.ts'
import type { Settings } from './settings.ts'

/** Questions to a model, other than for completions. What is in them has been through `redact`. */
export interface Questions {
  /** Whether the settings name somebody to ask. */
  canAsk(): boolean
  /** Whether somebody answers already: asking starts nothing. */
  isConnected(): boolean
  /** The answer, piece by piece. Failures are WaylineErrors. */
  ask(messages: ChatMessage[], options: { maxTokens: number; signal: AbortSignal }): AsyncIterable<string>
  /** Covers the secrets of a text, each character with an `x`. */
  redact(text: string, languageId: string): string
  /** Resolves when every rule for secrets is there, before which nothing is to be sent. */
  ready(): Promise<void>
}

export function createQuestions(gateway: ReconnectingGateway, settings: Settings, log: Log): Questions {
  const secrets = createRedactor({ log: message => log.debug(message) })
  const named = ({ gateway: { model } }: Config): { model?: string } => (model ? { model } : {})
  return {
    canAsk: () => settings.current.gateway.url !== '' || settings.current.local.enabled,
    isConnected: () => gateway.address.url !== '',
    // The same question is to have the same answer.
    ask: (messages, { maxTokens, signal }) =>
      gateway.chat({ ...named(settings.current), messages, max_tokens: maxTokens, temperature: 0 }, signal),
    redact: (text, languageId) => secrets.redact(text, languageId),
    ready: () => secrets.ready(),
  }
}
