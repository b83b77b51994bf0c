// The embedded model for real: our own gateway, our own language server, and nothing that stands in for anything.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startServer } from './language-server.mjs'
import { emptyLines, generatedLines } from './generated-code.mjs'
import { now, percentile } from './numbers.mjs'
import { homeIn, ownServer, prepareServer, startGateway } from './surroundings.mjs'

const modelFile = 'SmolLM2-135M-Instruct.Q4_1.gguf'
const key = 'bench-key'

/** Why the embedded model cannot be measured here, or null. */
export function noModel() {
  return fs.existsSync(path.join(modelsFolder(), modelFile)) ? null : 'the model is missing: run `wayline model pull`'
}

/**
 * The first completion after opening a 400-line file (the gateway runs, the file is new to it), and completions of 16
 * tokens of which each extends the last one's prompt by its answer.
 */
export async function measureEmbedded({ scratch, project, gatewayPort }, { files, extensions }) {
  const dataDir = path.join(scratch, 'embedded')
  fs.mkdirSync(path.join(dataDir, 'models'), { recursive: true })
  fs.symlinkSync(path.join(modelsFolder(), modelFile), path.join(dataDir, 'models', modelFile))
  const url = `http://127.0.0.1:${gatewayPort}`
  const gateway = await startGateway({
    cmd: ownServer.gateway.cmd,
    args: ['serve', '--port', String(gatewayPort), '--engine', 'embedded', '--data-dir', dataDir],
    env: { ...homeIn(scratch), WAYLINE_API_KEY: key },
    ready: `${url}/readyz`,
  })
  try {
    const first = await measureFirst({ scratch, project, gatewayPort }, files)
    return { ...first, ...(await measureExtensions(url, extensions)) }
  } finally {
    gateway.stop()
  }
}

async function measureFirst({ scratch, project, gatewayPort }, files) {
  const settings = {
    gateway: { url: `http://127.0.0.1:${gatewayPort}`, token: key },
    completion: { timeoutMs: 60_000 },
  }
  const description = { ...ownServer, initializationOptions: { wayline: settings }, config: { wayline: settings } }
  const server = startServer(prepareServer(description, { engineUrl: '', gatewayPort, scratch }), project)
  await server.initialize()
  const times = []
  for (let i = 0; i < files; i++) {
    const lines = generatedLines(400, { name: `first${i}_` })
    const [position] = emptyLines(lines, 2).slice(-1)
    const begin = now()
    await server.open(`first${i}.ts`, lines.join('\n'))
    await server.ask(`first${i}.ts`, position).items
    times.push(now() - begin)
  }
  await server.stop()
  return { files, firstP50: percentile(times, 50), firstMax: Math.max(...times) }
}

async function measureExtensions(url, extensions) {
  let prompt = generatedLines(40).join('\n')
  const times = []
  let tokens = 0
  // The first one is cold and is left out.
  for (let i = 0; i <= extensions; i++) {
    const begin = now()
    const response = await fetch(`${url}/v1/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ prompt, max_tokens: 16, temperature: 0, session: 'bench' }),
    })
    const answer = await response.json()
    if (!response.ok) throw new Error(answer.error?.message)
    const tookMs = now() - begin
    prompt += answer.choices[0].text
    if (i === 0) continue
    times.push(tookMs)
    tokens += answer.usage?.completion_tokens ?? 0
  }
  const perToken = times.reduce((sum, tookMs) => sum + tookMs, 0) / tokens
  return { extensions, extendedP50: percentile(times, 50), extendedMax: Math.max(...times), perToken }
}

function modelsFolder() {
  if (process.env.WAYLINE_TEST_MODELS) return process.env.WAYLINE_TEST_MODELS
  const data = process.env.WAYLINE_DATA_DIR ?? path.join(applicationData(), 'wayline')
  return path.join(data, 'models')
}

function applicationData() {
  if (process.platform === 'win32') return process.env.LOCALAPPDATA ?? path.join(os.homedir(), 'AppData', 'Local')
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Application Support')
  return process.env.XDG_DATA_HOME ?? path.join(os.homedir(), '.local', 'share')
}
