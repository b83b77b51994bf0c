// What a measurement stands in: a stand-in engine, a gateway in front of it, and the language server to be measured.
import { fork, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { pause } from './numbers.mjs'
import { endTree, remember } from './processes.mjs'

/** Starts the stand-in engine. */
export async function startEngine() {
  const child = remember(fork(path.join(import.meta.dirname, 'engine.mjs')))
  const ended = new Promise((_, reject) => {
    child.once('exit', code => reject(new Error(`The stand-in engine ended with ${code}.`)))
  })
  // When it is stopped at the end, nobody waits for it any more.
  ended.catch(() => undefined)
  const ask = message => {
    const answer = new Promise(resolve => child.once('message', resolve))
    if (message) child.send(message)
    return Promise.race([answer, ended])
  }
  const { port } = await ask(null)
  return {
    url: `http://127.0.0.1:${port}`,
    set: behaviour => ask({ set: behaviour }),
    /** Completions since it was last asked. */
    takeLog: async () => (await ask({ take: true })).log,
    stop: () => endTree(child),
  }
}

/** How our own server is started; any other is described by a file of the same shape. */
export const ownServer = {
  name: 'wayline',
  gateway: {
    cmd: 'node_modules/.bin/wayline',
    args: [
      ...['serve', '--port', '$GATEWAY_PORT', '--engine', 'openai', '--engine-url', '$ENGINE'],
      ...['--data-dir', '$SCRATCH/gateway'],
    ],
    env: { WAYLINE_API_KEY: 'bench-key', HOME: '$SCRATCH' },
    ready: '$GATEWAY/readyz',
  },
  cmd: 'node_modules/.bin/wayline',
  args: ['lsp', '--stdio'],
  env: homeIn('$SCRATCH'),
  initializationOptions: { wayline: { gateway: { url: '$GATEWAY', token: 'bench-key' } } },
  config: { wayline: { gateway: { url: '$GATEWAY', token: 'bench-key' } } },
}

/** A user's folders below one folder. */
export function homeIn(folder) {
  return {
    HOME: folder,
    XDG_CACHE_HOME: `${folder}/cache`,
    XDG_CONFIG_HOME: `${folder}/config`,
    XDG_DATA_HOME: `${folder}/data`,
    XDG_STATE_HOME: `${folder}/state`,
  }
}

/** Fills the addresses of this run into a server's description, and writes the files it wants. */
export function prepareServer(description, { engineUrl, gatewayPort, scratch }) {
  const text = JSON.stringify(description)
    .replaceAll('$ENGINE', engineUrl)
    .replaceAll('$GATEWAY_PORT', String(gatewayPort))
    .replaceAll('$GATEWAY', `http://127.0.0.1:${gatewayPort}`)
    .replaceAll('$SCRATCH', scratch)
  const server = JSON.parse(text)
  for (const [file, content] of Object.entries(server.files ?? {})) {
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, content)
  }
  return { method: 'textDocument/inlineCompletion', ...server }
}

/** Starts a gateway, and waits until it says that it is ready. */
export async function startGateway({ cmd, args, env, ready }) {
  const child = remember(spawn(cmd, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] }))
  let errors = ''
  child.stderr.on('data', data => (errors = (errors + data).slice(-2000)))
  for (let attempt = 0; attempt < 240; attempt++) {
    const answer = await fetch(ready).catch(() => null)
    if (answer?.ok) return { pid: child.pid, stop: () => endTree(child) }
    if (child.exitCode !== null) break
    await pause(250)
  }
  endTree(child)
  throw new Error(`The gateway did not get ready. ${errors}`)
}
