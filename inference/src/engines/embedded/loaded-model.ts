import {
  getLlama,
  LlamaLogLevel,
  resolveChatWrapper,
  type ChatHistoryItem,
  type Llama,
  type LlamaContext,
  type LlamaContextSequence,
  type LlamaModel,
  type Token,
} from 'node-llama-cpp'
import { SequencePool } from './sequence-pool.ts'
import { fastestThreads, threadCandidates } from './threads.ts'

export interface LoadOptions {
  modelFile: string
  threads: number | null
  sequences: number
  contextTokens: number
}

export interface LoadedModel {
  model: LlamaModel
  pool: SequencePool<LlamaContextSequence>
  contextTokens: number
  threads: number
  chatTokens(messages: { role: 'system' | 'user' | 'assistant'; content: string }[], room: number): Token[]
}

type Gpu = 'auto' | 'cuda' | 'vulkan' | 'metal' | false

/** Loads the model and makes room for the sequences. Takes a moment; throws what the native library says. */
export async function loadModel(options: LoadOptions): Promise<LoadedModel> {
  const llama = await getLlama({
    gpu: gpuOf(process.env['WAYLINE_GPU']),
    // Nothing is ever compiled or downloaded behind the user's back.
    build: 'never',
    skipDownload: true,
    logLevel: LlamaLogLevel.error,
    logger: (_level, message) => process.stderr.write(`llama.cpp: ${message.trimEnd()}\n`),
    progressLogs: false,
  })
  const candidates = options.threads === null ? threadCandidates(llama.cpuMathCores) : [options.threads]
  llama.maxThreads = candidates[0] ?? 1
  const model = await llama.loadModel({ modelPath: options.modelFile })
  const contextSize = Math.min(options.contextTokens, model.trainContextSize)
  const context = await model.createContext({
    sequences: options.sequences,
    contextSize,
    batchSize: Math.min(512, contextSize),
    threads: candidates[0] ?? 1,
  })
  const sequences = Array.from({ length: options.sequences }, () => context.getSequence())
  llama.maxThreads = await fastestThreads(candidates, threads => timeThreads(llama, context, sequences[0], threads))
  // Resolving the chat template takes a third of a second, which completions need not wait for.
  let chatWrapper: ReturnType<typeof resolveChatWrapper> | null = null
  return {
    model,
    pool: new SequencePool(sequences),
    contextTokens: sequences[0]?.contextSize ?? contextSize,
    threads: llama.maxThreads,
    chatTokens(messages, room) {
      chatWrapper ??= resolveChatWrapper(model)
      for (let dropped = 0; ; dropped++) {
        const { contextText } = chatWrapper.generateContextState({ chatHistory: history(forget(messages, dropped)) })
        const tokens = contextText.tokenize(model.tokenizer)
        if (tokens.length <= room || forget(messages, dropped + 1).length >= forget(messages, dropped).length)
          return tokens
      }
    },
  }
}

/** Milliseconds for a handful of tokens on so many threads. */
async function timeThreads(
  llama: Llama,
  context: LlamaContext,
  sequence: LlamaContextSequence | undefined,
  threads: number,
): Promise<number> {
  if (!sequence) return 0
  llama.maxThreads = threads
  const tokens = context.model.tokenize('for index in range(10): print(index)')
  await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(0, 2))
  const start = performance.now()
  for (const token of tokens.slice(2, 8)) await sequence.evaluateWithoutGeneratingNewTokens([token])
  const took = performance.now() - start
  await sequence.clearHistory()
  return took
}

function gpuOf(value: string | undefined): Gpu {
  return value === 'auto' || value === 'cuda' || value === 'vulkan' || value === 'metal' ? value : false
}

type Message = { role: 'system' | 'user' | 'assistant'; content: string }

/** The messages without the oldest ones; instructions and the last message stay. */
function forget(messages: Message[], count: number): Message[] {
  const old = messages.slice(0, -1).filter(message => message.role !== 'system')
  const forgotten = new Set(old.slice(0, count))
  return messages.filter(message => !forgotten.has(message))
}

function history(messages: Message[]): ChatHistoryItem[] {
  const items = messages.map((message): ChatHistoryItem => {
    switch (message.role) {
      case 'system':
        return { type: 'system', text: message.content }
      case 'user':
        return { type: 'user', text: message.content }
      case 'assistant':
        return { type: 'model', response: [message.content] }
    }
  })
  return [...items, { type: 'model', response: [] }]
}
