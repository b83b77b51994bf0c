import { LlamaGrammarEvaluationState, type LlamaContextSequence, type Token } from 'node-llama-cpp'
import { grammarStartingWith } from '../required-start.ts'
import { createStopFinder } from '../stop-strings.ts'

/** Tokens evaluated between two looks at the abort signal: small enough to stop within half a second on one slow core. */
const chunkTokens = 32

export interface GenerateOptions {
  tokens: Token[]
  maxTokens: number
  temperature: number
  topP: number
  seed: number | undefined
  stop: string[]
  requiredStart: string | undefined
  /** 1 to 5; more important work gets more of the batch. */
  priority: 1 | 5
  onText: (text: string) => void
}

export interface Generated {
  finishReason: 'stop' | 'length'
  promptTokens: number
  completionTokens: number
  cachedTokens: number
}

/**
 * Evaluates the prompt and generates, reusing whatever the sequence already holds of it. When aborted it throws the
 * signal's reason and leaves the sequence valid: what was evaluated serves the next request.
 */
export async function generate(
  sequence: LlamaContextSequence,
  options: GenerateOptions,
  signal: AbortSignal,
): Promise<Generated> {
  // Of a prompt that is too long the end counts: that is where the cursor is.
  const tokens = options.tokens.slice(-promptRoom(sequence.contextSize, options.maxTokens))
  const last = tokens.at(-1)
  if (last === undefined) return { finishReason: 'stop', promptTokens: 0, completionTokens: 0, cachedTokens: 0 }
  signal.throwIfAborted()
  // The last token is evaluated again in any case: from it the next one is chosen.
  const isWarmUp = options.maxTokens === 0
  const needed = isWarmUp ? tokens : tokens.slice(0, -1)
  await sequence.adaptStateToTokens(needed, false)
  const cachedTokens = sequence.nextTokenIndex
  const evaluation = { evaluationPriority: options.priority } as const
  for (let at = cachedTokens; at < needed.length; at += chunkTokens) {
    signal.throwIfAborted()
    await sequence.evaluateWithoutGeneratingNewTokens(needed.slice(at, at + chunkTokens), evaluation)
  }
  const usage = { promptTokens: tokens.length, cachedTokens }
  if (isWarmUp) return { finishReason: 'length', completionTokens: 0, ...usage }
  signal.throwIfAborted()
  const maxTokens = Math.min(options.maxTokens, sequence.contextSize - tokens.length)
  return { ...(await generateFrom(sequence, last, { ...options, maxTokens }, signal)), ...usage }
}

/** Tokens of the window that a prompt may take: all that the answer leaves, and half of it however long that may become. */
export function promptRoom(contextTokens: number, maxTokens: number): number {
  return Math.max(contextTokens - maxTokens - 1, Math.floor(contextTokens / 2))
}

async function generateFrom(
  sequence: LlamaContextSequence,
  last: Token,
  options: GenerateOptions,
  signal: AbortSignal,
): Promise<{ finishReason: 'stop' | 'length'; completionTokens: number }> {
  const stops = createStopFinder(options.stop)
  const detokenize = createDetokenizer(sequence, last)
  let completionTokens = 0
  const grammar = await grammarOf(sequence, options.requiredStart)
  const answer = sequence.evaluate([last], {
    temperature: options.temperature,
    topP: options.topP,
    topK: 40,
    evaluationPriority: options.priority,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(grammar === null ? {} : { grammarEvaluationState: grammar }),
  })
  for await (const token of answer) {
    signal.throwIfAborted()
    if (sequence.model.isEogToken(token)) {
      options.onText(stops.end())
      return { finishReason: 'stop', completionTokens }
    }
    completionTokens++
    const { text, isStopped } = stops.push(detokenize(token))
    if (text !== '') options.onText(text)
    if (isStopped) return { finishReason: 'stop', completionTokens }
    if (completionTokens >= options.maxTokens) break
  }
  options.onText(stops.end())
  return { finishReason: 'length', completionTokens }
}

async function grammarOf(
  { model }: LlamaContextSequence,
  requiredStart: string | undefined,
): Promise<LlamaGrammarEvaluationState | null> {
  if (requiredStart === undefined) return null
  const grammar = await model.llama.createGrammar({ grammar: grammarStartingWith(requiredStart) })
  return new LlamaGrammarEvaluationState({ model, grammar })
}

/** Text token by token; a character whose bytes are spread over tokens comes with the last of them. */
function createDetokenizer(sequence: LlamaContextSequence, last: Token): (token: Token) => string {
  let shown: Token[] = [last]
  let pending: Token[] = []
  return token => {
    pending.push(token)
    const text = sequence.model.detokenize(pending, false, shown)
    // Four bytes are the longest a character can be; after that it is broken for good.
    if (text.endsWith('\uFFFD') && pending.length < 4) return ''
    shown = [...shown, ...pending].slice(-8)
    pending = []
    return text
  }
}
