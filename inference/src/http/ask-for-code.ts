import type { CompletionRequest } from '../api/index.ts'
import type { Services } from '../app.ts'
import type { Engine, EngineCompletion, EngineEvent } from '../engines/engine.ts'
import { GatewayError } from '../errors.ts'
import type { ServedModel } from '../models/model-list.ts'
import { specialMarks } from '../models/profiles/profile.ts'
import { writePrompt } from '../models/profiles/write-prompt.ts'
import { behindRequiredStart, withoutHeldBack } from './held-back.ts'
import { stripFence } from './strip-fence.ts'

type Sampling = Omit<EngineCompletion, 'prompt' | 'specialMarks' | 'requiredStart'>

/**
 * The model's answer at the cursor, which continues the text before it. Where the model's format holds half a word back the
 * engine has to begin with that; one that turns out not to is asked again with the half word in the prompt, and in
 * that way only from then on.
 */
export async function* askForCode(
  { engine, requiredStarts }: Pick<Services, 'engine' | 'requiredStarts'>,
  model: ServedModel,
  request: CompletionRequest,
  sampling: Sampling,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent, void, void> {
  // A stop string of the client's could end the answer within its start.
  if (engine.canRequireStart && requiredStarts.areKept(model.id) && request.stop == null) {
    if (yield* unlessRefused(ask(engine, model, request, sampling, signal))) return
    for await (const event of ask(engine, withHalfWords(model), request, sampling, signal)) {
      // Only now: were the request itself at fault, it would have been refused once more.
      requiredStarts.ignored(model.id)
      yield event
    }
  } else yield* ask(engine, withHalfWords(model), request, sampling, signal)
}

/** Returns whether the answer begins as it was required to, which without a requirement it does. */
async function* ask(
  engine: Engine,
  { profile, limits }: ServedModel,
  request: CompletionRequest,
  sampling: Sampling,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent, boolean, void> {
  const parts = {
    prefix: request.prompt,
    suffix: request.suffix ?? '',
    context: request.context ?? [],
    path: request.path,
    language: request.language,
  }
  const written = writePrompt(profile, parts, limits.budgets)
  if (written.layout === 'chat') {
    const maxTokens = Math.max(1, sampling.maxTokens)
    yield* stripFence(engine.chat({ ...sampling, maxTokens, messages: written.messages }, signal))
    return true
  }
  const { prompt, heldBack: start, isRequired } = written
  const asked = { ...sampling, prompt, specialMarks: specialMarks(profile) }
  // A request that only warms up has no answer.
  if (!isRequired || sampling.maxTokens === 0) {
    yield* withoutHeldBack(engine.complete(asked, signal), start)
    return true
  }
  const maxTokens = sampling.maxTokens + tokensOf(start)
  return yield* behindRequiredStart(engine.complete({ ...asked, maxTokens, requiredStart: start }, signal), start)
}

/** The model as it is asked where the engine cannot be told how to begin. */
function withHalfWords(model: ServedModel): ServedModel {
  return { ...model, profile: { ...model.profile, holdsBackHalfWords: false } }
}

/** Half of its bytes, as half words are rarely written with shorter tokens. If they are the answer ends a little earlier. */
function tokensOf(start: string): number {
  return Math.ceil(Buffer.byteLength(start) / 2)
}

/** An engine that does not know a field may also refuse it. */
async function* unlessRefused(
  events: AsyncGenerator<EngineEvent, boolean, void>,
): AsyncGenerator<EngineEvent, boolean, void> {
  try {
    return yield* events
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'invalid_request') return false
    throw error
  }
}
