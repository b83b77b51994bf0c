import type { EngineState, FinishReason } from '../api/index.ts'

/** A model as its engine names it. `contextTokens` is absent where the engine does not tell. */
export interface EngineModel {
  id: string
  contextTokens?: number
}

interface Sampling {
  model: string
  maxTokens: number
  temperature: number
  topP: number
  stop: string[]
  seed?: number
  /** Same value, same document or conversation: an engine that keeps state per sequence continues from it. */
  session?: string
}

/** The prompt is final: fill-in-the-middle marks are already in it. `maxTokens` 0 only evaluates the prompt. */
export interface EngineCompletion extends Sampling {
  prompt: string
  /** The marks that our own template put into the prompt: an engine that tokenises itself reads only these as special tokens, and all else as plain text. */
  specialMarks?: string[]
  /** What the answer must begin with, for engines that `canRequireStart`; it is part of the answer and costs tokens of it. */
  requiredStart?: string
}

export interface EngineChat extends Sampling {
  messages: { role: 'system' | 'user' | 'assistant'; content: string }[]
}

export interface EngineUsage {
  promptTokens: number
  completionTokens: number
  cachedTokens?: number
}

/** What an engine streams: any number of deltas, then exactly one end. Failures are thrown as GatewayError. */
export type EngineEvent =
  { type: 'delta'; text: string } | { type: 'end'; finishReason: FinishReason; usage: EngineUsage | null }

/**
 * One inference engine behind one dialect. Every adapter allow-lists what it sends, keeps to 4 stop strings, closes its
 * upstream socket in the same turn in which `signal` aborts, and answers usage once, on the `end` event.
 */
export interface Engine {
  readonly kind: string
  /** Whether it knows how to ask for answers with a `requiredStart`. A server may still be too old for it, and ignore it. */
  readonly canRequireStart: boolean
  /** What the engine serves; throws GatewayError `engine_unreachable` and the like. */
  models(signal: AbortSignal): Promise<EngineModel[]>
  complete(request: EngineCompletion, signal: AbortSignal): AsyncIterable<EngineEvent>
  chat(request: EngineChat, signal: AbortSignal): AsyncIterable<EngineEvent>
  /** Asks the engine now whether it can answer; never throws. */
  state(): Promise<EngineState>
  /** Token identifiers of a text, where the engine can tell; null where it cannot. Used to check a profile's marks. */
  tokenize(model: string, text: string): Promise<number[] | null>
  dispose(): Promise<void>
}
