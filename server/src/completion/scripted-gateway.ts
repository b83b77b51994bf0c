import type { CompletionRequestInput, Model } from '@wayline/inference/api'
import type { CompletionEvent, Gateway } from '../gateway/gateway.ts'

/** A model that fills in the middle, with room for a thousand tokens. */
export const scriptedModel = {
  id: 'coder',
  object: 'model',
  created: 0,
  owned_by: 'test',
  wayline: {
    profile: 'coder',
    contextTokens: 8192,
    layout: 'fim',
    budgets: {
      promptTokens: 1024,
      lineTokens: 24,
      blockTokens: 200,
      prefixShare: 0.6,
      suffixShare: 0.2,
      contextShare: 0.2,
      editsShare: 0,
    },
  },
} satisfies Model

/** A gateway whose answers the test gives, piece by piece. */
export class ScriptedGateway implements Gateway {
  readonly address = { url: 'http://scripted', token: '' }
  readonly asked: CompletionRequestInput[] = []
  readonly open: { say: (text: string) => void; end: () => void; signal: AbortSignal }[] = []
  #waiting: (() => void)[] = []

  models(): Promise<Model[]> {
    return Promise.resolve([scriptedModel])
  }

  async *complete(request: CompletionRequestInput, signal: AbortSignal): AsyncGenerator<CompletionEvent, void, void> {
    const events: CompletionEvent[] = []
    let wake: () => void = () => undefined
    const add = (event: CompletionEvent): void => {
      events.push(event)
      wake()
    }
    signal.addEventListener('abort', () => wake())
    this.asked.push(request)
    this.open.push({
      say: text => add({ type: 'completion-delta', text }),
      end: () => add({ type: 'completion-end', finishReason: 'stop', usage: null }),
      signal,
    })
    for (const tell of this.#waiting.splice(0)) tell()
    for (;;) {
      signal.throwIfAborted()
      const event = events.shift()
      if (event) yield event
      if (event?.type === 'completion-end') return
      if (events.length === 0) await new Promise<void>(resolve => (wake = resolve))
    }
  }

  /** Resolves once so many requests have come. */
  async until(count: number): Promise<void> {
    while (this.asked.length < count) await new Promise<void>(resolve => this.#waiting.push(resolve))
  }

  health(): never {
    throw new Error('not asked for here')
  }

  report(): never {
    throw new Error('not told here')
  }

  async dispose(): Promise<void> {}
}
