import path from 'node:path'
import * as z from 'zod'
import { programs, startProcess, type RunningProcess } from './processes.ts'
import type { Home } from './home.ts'

const Listening = z.object({ type: z.literal('gateway-listening'), url: z.string(), build: z.string() })
const Failed = z.object({
  type: z.literal('gateway-failed'),
  code: z.string(),
  message: z.string(),
  remedy: z.string(),
})

/** A company's gateway, as one process on a free port. */
export interface CompanyGateway extends RunningProcess {
  url: string
  key: string
  /** The `wayline.gateway` settings of an editor that uses it. */
  settings: { url: string; token: string }
}

/** Key of every company gateway in these tests. */
export const companyKey = 'test-key'

/** Starts the real gateway program in front of an engine, and resolves once it listens. */
export async function startGateway(
  home: Home,
  engineUrl: string,
  options: { engine?: string; args?: string[] } = {},
): Promise<CompanyGateway> {
  const args = ['serve', '--port', '0', '--engine', options.engine ?? 'openai', '--engine-url', engineUrl]
  const dataDir = path.join(home.folder, 'company')
  const running = startProcess(programs.gateway, [...args, '--data-dir', dataDir, ...(options.args ?? [])], {
    env: { ...home.env, WAYLINE_API_KEY: companyKey },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  // Nobody reads its log; a full pipe would stop it.
  running.child.stdout?.resume()
  const { url } = Listening.parse(await firstMessage(running))
  return { ...running, url, key: companyKey, settings: { url, token: companyKey } }
}

async function firstMessage(running: RunningProcess): Promise<unknown> {
  const message = new Promise<unknown>(resolve => running.child.once('message', resolve))
  const first = await Promise.race([message, running.exited])
  const failed = Failed.safeParse(first)
  if (failed.success) throw new Error(`${failed.data.message} ${failed.data.remedy}`)
  if (Listening.safeParse(first).success) return first
  throw new Error(`the gateway ended before it listened: ${JSON.stringify(first)} ${running.errors()}`)
}
