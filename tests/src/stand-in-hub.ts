import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Home } from './home.ts'
import { sharedModel } from './home.ts'

/** A hub of models on this computer, with the real embedded model on it and nothing else. */
export interface StandInHub {
  url: string
  /** How often a model was asked for. */
  downloads: number
  /** The user's environment with every other source of models closed. */
  environment(home: Home): NodeJS.ProcessEnv
  close(): Promise<void>
}

export async function startStandInHub(): Promise<StandInHub> {
  const server = http.createServer((request, response) => {
    const isModel = /^\/[^/]+\/[^/]+\/resolve\/[^/]+\/.+\.gguf/.test(request.url ?? '')
    if (!isModel) {
      response.writeHead(404).end()
      return
    }
    const { size } = fs.statSync(sharedModel())
    const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': size - from,
      'accept-ranges': 'bytes',
      ...(from > 0 ? { 'content-range': `bytes ${from}-${size - 1}/${size}` } : {}),
    })
    if (request.method === 'HEAD') {
      response.end()
      return
    }
    hub.downloads++
    fs.createReadStream(sharedModel(), { start: from }).pipe(response)
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const hub: StandInHub = {
    url,
    downloads: 0,
    environment: home => ({
      ...home.env,
      HF_ENDPOINT: url,
      // Both know no such package: the hub says 404 to everything that is no model.
      WAYLINE_MODEL_INDEX: `${url}/simple`,
      PIP_INDEX_URL: `${url}/simple`,
      PIP_CONFIG_FILE: '/dev/null',
      PIP_NO_CACHE_DIR: '1',
      PIP_RETRIES: '0',
      PIP_DISABLE_PIP_VERSION_CHECK: '1',
    }),
    async close() {
      server.closeAllConnections()
      await new Promise(closed => server.close(closed))
    },
  }
  return hub
}
