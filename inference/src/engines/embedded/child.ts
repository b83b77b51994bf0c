import fs from 'node:fs'
import { lockHolder } from '../../models/store/file-lock.ts'
import { generate, promptRoom } from './generate.ts'
import { loadModel, type LoadedModel } from './loaded-model.ts'
import { ToChild, type FromChild } from './messages.ts'
import { promptTokens } from './prompt-tokens.ts'

/**
 * The engine's own process: whatever happens in the native library ends here and not in the gateway. It lives exactly as
 * long as the gateway: when that is gone without a word, it cleans up behind it and goes too.
 */
const running = new Map<number, AbortController>()
const orphaned: { lockFile: string | null; files: string[] } = { lockFile: null, files: [] }
/** Asked at once: afterwards it may be another process that has adopted this one. */
const gatewayPid = process.ppid
let loaded: LoadedModel | null = null

process.on('message', message => {
  const parsed = ToChild.safeParse(message)
  if (parsed.success) void answer(parsed.data)
})
process.on('disconnect', () => {
  cleanUpAfterParent()
  process.exit(0)
})
// Ctrl-C in a terminal reaches the whole process group; the gateway decides when this process ends.
process.on('SIGINT', () => undefined)

async function answer(message: ToChild): Promise<void> {
  switch (message.type) {
    case 'load':
      orphaned.lockFile = message.lockFile
      orphaned.files = message.removeWhenOrphaned
      return load(message)
    case 'cancel':
      running.get(message.id)?.abort()
      return
    case 'tokenize':
      if (loaded) send({ type: 'tokens', id: message.id, tokens: loaded.model.tokenize(message.text, true) })
      return
    case 'complete':
    case 'chat':
      return run(message)
  }
}

async function load(message: Extract<ToChild, { type: 'load' }>): Promise<void> {
  try {
    loaded = await loadModel(message)
    const { contextTokens, threads, model } = loaded
    send({ type: 'loaded', contextTokens, threads, trainContextTokens: model.trainContextSize })
  } catch (error) {
    send({ type: 'load-failed', message: sentenceOf(error) })
  }
}

async function run(message: Extract<ToChild, { type: 'complete' | 'chat' }>): Promise<void> {
  const controller = new AbortController()
  running.set(message.id, controller)
  try {
    const model = loaded
    if (!model) throw new Error('The model is not loaded.')
    const usage = await model.pool.use(message.session, sequence =>
      generate(
        sequence,
        {
          ...message,
          tokens: tokensOf(model, message),
          seed: message.seed,
          requiredStart: message.type === 'complete' ? message.requiredStart : undefined,
          priority: message.type === 'complete' ? 5 : 1,
          onText: text => text !== '' && send({ type: 'delta', id: message.id, text }),
        },
        controller.signal,
      ),
    )
    send({ type: 'end', id: message.id, ...usage })
  } catch (error) {
    if (!controller.signal.aborted) send({ type: 'failed', id: message.id, message: sentenceOf(error) })
  } finally {
    running.delete(message.id)
  }
}

function tokensOf(
  loadedModel: LoadedModel,
  message: Extract<ToChild, { type: 'complete' | 'chat' }>,
): ReturnType<typeof promptTokens> {
  const { model, contextTokens } = loadedModel
  if (message.type === 'chat')
    return loadedModel.chatTokens(message.messages, promptRoom(contextTokens, message.maxTokens))
  const bos = model.tokens.shouldPrependBosToken ? model.tokens.bos : null
  return promptTokens(model.tokenizer, message.prompt, message.specialMarks, bos)
}

function cleanUpAfterParent(): void {
  const holder = orphaned.lockFile === null ? null : lockHolder(orphaned.lockFile)
  // A gateway that is already there again has its own files. The dead one may still look alive while the system ends it.
  if (holder && holder.pid !== gatewayPid) return
  for (const file of [...orphaned.files, orphaned.lockFile]) {
    if (file !== null) fs.rmSync(file, { force: true })
  }
}

function send(message: FromChild): void {
  // The channel may be closing; then nobody waits for the answer.
  if (process.connected) process.send?.(message)
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
