import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { EngineUsage } from '../engines/engine.ts'
import { createUsageMetrics, type UsageMetrics } from './usage-metrics.ts'

/** Times of completions are fractions of a second, those of chats tens of seconds. */
const buckets = [0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30, 60, 120]

export interface RequestMetrics {
  /** Begins measuring one answer; `end` is called exactly once. */
  start(feature: 'completion' | 'chat'): {
    firstToken(): void
    tokens(usage: EngineUsage | null): void
    end(outcome: 'ok' | 'aborted' | 'error'): void
  }
  /** What clients tell of suggestions. */
  readonly usage: UsageMetrics
  render(): Promise<{ contentType: string; text: string }>
}

/** Metrics of the gateway's own answers, all named `wayline_…`. */
export function createRequestMetrics(now: () => number = () => performance.now()): RequestMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'wayline_' })
  const registers = [registry]
  const requests = new Counter({
    name: 'wayline_requests_total',
    help: 'Answers, by how they ended',
    labelNames: ['feature', 'outcome'],
    registers,
  })
  const running = new Gauge({
    name: 'wayline_requests_running',
    help: 'Answers being given',
    labelNames: ['feature'],
    registers,
  })
  const duration = new Histogram({
    name: 'wayline_request_duration_seconds',
    help: 'Time to the end of an answer',
    labelNames: ['feature'],
    buckets,
    registers,
  })
  const firstTokenTime = new Histogram({
    name: 'wayline_time_to_first_token_seconds',
    help: 'Time to the first text',
    labelNames: ['feature'],
    buckets,
    registers,
  })
  const tokens = new Counter({
    name: 'wayline_tokens_total',
    help: 'Tokens, as the engine counts them',
    labelNames: ['feature', 'kind'],
    registers,
  })
  return {
    start(feature) {
      const begin = now()
      let hasText = false
      running.inc({ feature })
      return {
        firstToken() {
          if (!hasText) firstTokenTime.observe({ feature }, (now() - begin) / 1000)
          hasText = true
        },
        tokens(usage) {
          tokens.inc({ feature, kind: 'prompt' }, usage?.promptTokens ?? 0)
          tokens.inc({ feature, kind: 'cached' }, usage?.cachedTokens ?? 0)
          tokens.inc({ feature, kind: 'completion' }, usage?.completionTokens ?? 0)
        },
        end(outcome) {
          running.dec({ feature })
          requests.inc({ feature, outcome })
          if (outcome === 'ok') duration.observe({ feature }, (now() - begin) / 1000)
        },
      }
    },
    usage: createUsageMetrics(registry),
    async render() {
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
  }
}
