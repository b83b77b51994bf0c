import type { CompletionRequestInput, Model } from '@wayline/inference/api'
import { WaylineError } from '../errors.ts'
import type { CompletionEvent, Gateway } from '../gateway/gateway.ts'

/** A request as the gateway has it, for tests: says what it is told to, when it is told to. */
export interface UnrulyAnswer {
  request: CompletionRequestInput
  /** Everything that has been said so far. */
  said: string
  /** Nobody reads it any more, or it has come to its end. */
  isClosed: boolean
  say(text: string): void
  end(finishReason: 'stop' | 'length'): void
  fail(): void
}

/** A gateway for property tests: answers come in any order, in pieces, or never, and it may be down. */
export class UnrulyGateway implements Gateway {
  readonly address = { url: 'http://unruly', token: '' }
  readonly answers: UnrulyAnswer[] = []
  isDown = false
  readonly #model: Model

  constructor(model: Model) {
    this.#model = model
  }

  get open(): UnrulyAnswer[] {
    return this.answers.filter(answer => !answer.isClosed)
  }

  models(signal: AbortSignal): Promise<Model[]> {
    if (signal.aborted) return Promise.reject(signal.reason as Error)
    return this.isDown ? Promise.reject(failure()) : Promise.resolve([this.#model])
  }

  async *complete(request: CompletionRequestInput, signal: AbortSignal): AsyncGenerator<CompletionEvent, void, void> {
    signal.throwIfAborted()
    const events: (CompletionEvent | { type: 'failure' })[] = []
    let wake: () => void = () => undefined
    const add = (event: (typeof events)[number]): void => {
      events.push(event)
      wake()
    }
    const answer: UnrulyAnswer = {
      request,
      said: '',
      isClosed: false,
      say(text) {
        answer.said += text
        add({ type: 'completion-delta', text })
      },
      end: finishReason => add({ type: 'completion-end', finishReason, usage: null }),
      fail: () => add({ type: 'failure' }),
    }
    this.answers.push(answer)
    const stop = (): void => wake()
    signal.addEventListener('abort', stop)
    try {
      for (;;) {
        signal.throwIfAborted()
        const event = events.shift()
        if (event?.type === 'failure') throw failure()
        if (event) yield event
        if (event?.type === 'completion-end') return
        if (events.length === 0 && !signal.aborted) await new Promise<void>(resolve => (wake = resolve))
      }
    } finally {
      signal.removeEventListener('abort', stop)
      answer.isClosed = true
    }
  }

  health(): never {
    throw new Error('not asked for here')
  }

  report(): never {
    throw new Error('not told here')
  }

  async dispose(): Promise<void> {}
}

function failure(): WaylineError {
  return new WaylineError('gateway_unreachable', 'The gateway is down.', { isRetryable: true, remedy: 'Wait.' })
}
