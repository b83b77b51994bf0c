import { spawn } from 'node:child_process'
import readline from 'node:readline'
import { localGateway, surroundings, type FetchableModel } from '@wayline/inference/api'
import * as z from 'zod'
import { WaylineError } from '../errors.ts'
import { gatewayProgram, nodeEnvironment } from './gateway-program.ts'

/** What `model pull --json` says, line by line. */
const PullLine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), receivedBytes: z.number(), totalBytes: z.number().nullish() }),
  z.object({ type: z.literal('done'), id: z.string(), file: z.string() }),
  z.object({ type: z.literal('failed'), code: z.string(), message: z.string(), remedy: z.string().nullish() }),
])
type PullLine = z.infer<typeof PullLine>

export interface PullModelOptions {
  env: NodeJS.ProcessEnv
  /** Null: the one that the program takes without a name. */
  model: FetchableModel | null
  onProgress: (receivedBytes: number, totalBytes: number | null) => void
  signal: AbortSignal
  /** Defaults to the gateway's program. */
  program?: string
}

/** Fetches a model by the gateway's program and resolves with the model's name. Aborting ends the download; it can be resumed. */
export async function pullModel({
  env,
  model,
  onProgress,
  signal,
  program = gatewayProgram(),
}: PullModelOptions): Promise<string> {
  signal.throwIfAborted()
  const { dataDir } = localGateway({ ...surroundings(), env })
  const name = model ? [model.id] : []
  const child = spawn(process.execPath, [program, 'model', 'pull', ...name, '--json', '--exit-with-parent'], {
    env: { ...nodeEnvironment(env), WAYLINE_DATA_DIR: dataDir },
    // Nothing is said over the channel: that it closes is how the program notices that we were killed.
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    windowsHide: true,
  })
  const { stdout } = child
  // For the types only: a pipe was asked for.
  if (!stdout) throw notFetched(model, null, null)
  const stop = (): void => void child.kill()
  signal.addEventListener('abort', stop, { once: true })
  const ended = new Promise<Error | null>(resolve => {
    child.on('error', resolve)
    child.on('close', () => resolve(null))
  })
  let last: PullLine | null = null
  try {
    for await (const line of readline.createInterface({ input: stdout })) {
      last = lineIn(line) ?? last
      if (last?.type === 'progress') onProgress(last.receivedBytes, last.totalBytes ?? null)
    }
    const error = await ended
    signal.throwIfAborted()
    if (last?.type === 'done') return last.id
    throw notFetched(model, last?.type === 'failed' ? last : null, error)
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function notFetched(
  model: FetchableModel | null,
  said: (PullLine & { type: 'failed' }) | null,
  cause: unknown,
): WaylineError {
  const name = model ? ` ${model.id}` : ''
  return new WaylineError('model_missing', said?.message ?? `The model${name} could not be fetched.`, {
    cause,
    isRetryable: true,
    remedy: said?.remedy ?? `Run \`wayline model pull${name}\` in a terminal; it says more.`,
    ...(model ? { missingModel: model } : {}),
  })
}

function lineIn(line: string): PullLine | null {
  try {
    return PullLine.safeParse(JSON.parse(line)).data ?? null
  } catch {
    // Anything that is not JSON was not meant for us.
    return null
  }
}
