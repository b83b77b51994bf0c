import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { Health } from '@wayline/inference/api'
import type { Home } from './home.ts'
import { programs, startProcess, type RunningProcess } from './processes.ts'

/** What the user's own gateway says of itself; null when none answers. */
export async function localHealth(home: Home): Promise<Health | null> {
  const text = await new Promise<string | null>(resolve => {
    const request = http.get({ socketPath: home.local.socket, path: '/healthz' }, response => {
      let body = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
      response.on('end', () => {
        resolve(body)
      })
    })
    request.on('error', () => {
      resolve(null)
    })
  })
  return text === null ? null : Health.parse(JSON.parse(text))
}

/** The same, of a gateway that has to be there. */
export async function runningGateway(home: Home): Promise<Health> {
  const health = await localHealth(home)
  if (!health) throw new Error('no gateway of the user’s own is running')
  return health
}

/** Starts the user's own gateway as an editor would, and resolves once it listens. */
export function startLocalGateway(home: Home): Promise<RunningProcess> {
  return startProgram(programs.gateway, home)
}

/** Starts a gateway for the user as an older version of the program would have done, and resolves once it listens. */
export async function startGatewayOfAnotherBuild(home: Home): Promise<RunningProcess> {
  const copy = path.join(home.folder, 'older')
  const dist = path.dirname(programs.gateway)
  fs.cpSync(dist, path.join(copy, 'dist'), { recursive: true })
  fs.copyFileSync(path.join(dist, '../package.json'), path.join(copy, 'package.json'))
  fs.writeFileSync(path.join(copy, 'dist/build-id'), 'older')
  return startProgram(path.join(copy, 'dist/gateway.js'), home)
}

async function startProgram(program: string, home: Home): Promise<RunningProcess> {
  const running = startProcess(program, ['serve', '--local'], {
    env: home.env,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const first = new Promise(resolve => running.child.once('message', resolve))
  await Promise.race([first, running.exited])
  return running
}
