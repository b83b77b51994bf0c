import type {
  ChatRequest,
  CompletionRequestInput,
  FinishReason,
  Health,
  Model,
  Usage,
  UsageEvent,
} from '@wayline/inference/api'

/** Where a gateway listens, and the key it wants. With `socket`, requests go through that unix socket or named pipe and `url` only names the host. */
export interface GatewayAddress {
  url: string
  socket?: string
  token: string
}

export type CompletionEvent =
  | { type: 'completion-delta'; text: string }
  | { type: 'completion-end'; finishReason: FinishReason | null; usage: Usage | null }

/** The gateway as the language server sees it. Every method throws WaylineError, and rejects at once when its signal aborts. */
export interface Gateway {
  readonly address: GatewayAddress
  models(signal: AbortSignal): Promise<Model[]>
  /** Streams one completion. Aborting, or leaving the loop early, closes the socket, which frees the engine. */
  complete(request: CompletionRequestInput, signal: AbortSignal): AsyncIterable<CompletionEvent>
  /** `/readyz`, whose body also says why the gateway is not ready. */
  health(signal: AbortSignal): Promise<Health>
  /** Tells what became of suggestions; at most `batchLimit` events. */
  report(events: UsageEvent[], signal: AbortSignal): Promise<void>
  dispose(): Promise<void>
}

/** What answers messages. It throws and rejects as a gateway does. */
export interface ChatGateway {
  /** Streams one answer, piece by piece. Aborting, or leaving the loop early, closes the socket as well. */
  chat(request: ChatRequest, signal: AbortSignal): AsyncIterable<string>
}

/** All that a gateway does for a language server. */
export type WholeGateway = Gateway & ChatGateway
