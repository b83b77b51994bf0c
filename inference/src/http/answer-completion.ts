import type { CompletionRequest } from '../api/index.ts'
import type { Services } from '../app.ts'
import type { EngineEvent } from '../engines/engine.ts'
import { createStopFinder } from '../engines/stop-strings.ts'
import type { ServedModel } from '../models/model-list.ts'
import { specialMarks } from '../models/profiles/profile.ts'
import { askForCode } from './ask-for-code.ts'

const noUsage = { finishReason: 'stop', usage: null } as const

/**
 * One completion. With `suffix`, `context` or `path` the prompt is written in the model's own format; with `prompt`
 * alone it goes to the model as it stands. No mark of the format ever leaves here.
 */
export async function* answerCompletion(
  services: Pick<Services, 'engine' | 'requiredStarts'>,
  model: ServedModel,
  request: CompletionRequest,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent, void, void> {
  const isCode = request.suffix != null || request.context !== undefined || request.path !== undefined
  const stops = ownStops(request)
  const sampling = {
    model: model.id,
    maxTokens: request.max_tokens ?? 16,
    temperature: request.temperature ?? (isCode ? 0 : 1),
    topP: request.top_p ?? 1,
    ...(request.seed == null ? {} : { seed: request.seed }),
    ...(request.session === undefined ? {} : { session: request.session }),
  }
  if (!isCode) {
    yield* withoutWarmUpText(
      services.engine.complete({ ...sampling, prompt: request.prompt, stop: stops }, signal),
      sampling.maxTokens,
    )
    return
  }
  const marks = specialMarks(model.profile)
  // The request's own stop strings come first; engines take four in all.
  const stop = [...new Set([...stops, ...model.profile.stop])].slice(0, 4)
  const events = askForCode(services, model, request, { ...sampling, stop }, signal)
  yield* withoutWarmUpText(stopAtMarks(events, [...marks, ...model.profile.stop]), sampling.maxTokens)
}

function ownStops({ stop }: CompletionRequest): string[] {
  if (stop == null) return []
  return typeof stop === 'string' ? [stop] : stop
}

/** Some engines cannot be asked for no tokens at all; theirs is dropped. */
async function* withoutWarmUpText(
  events: AsyncIterable<EngineEvent>,
  maxTokens: number,
): AsyncGenerator<EngineEvent, void, void> {
  for await (const event of events) if (maxTokens > 0 || event.type === 'end') yield event
}

/** A mark in the answer means that the model has said its last: the rest would be another file, or nonsense. */
async function* stopAtMarks(
  events: AsyncIterable<EngineEvent>,
  marks: string[],
): AsyncGenerator<EngineEvent, void, void> {
  const finder = createStopFinder(marks)
  for await (const event of events) {
    if (event.type === 'end') {
      const rest = finder.end()
      if (rest !== '') yield { type: 'delta', text: rest }
      yield event
      return
    }
    const { text, isStopped } = finder.push(event.text)
    if (text !== '') yield { type: 'delta', text }
    if (isStopped) {
      yield { type: 'end', ...noUsage }
      return
    }
  }
}
