import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { WaylineError } from '../errors.ts'

/** The gateway's program. It is started as a process and never imported. Throws WaylineError where it was not built. */
export function gatewayProgram(): string {
  try {
    return createRequire(import.meta.url).resolve('@wayline/inference/gateway')
  } catch (error) {
    throw new WaylineError('local_gateway_failed', 'This build of Wayline has no gateway of its own.', {
      cause: error,
      // Extensions may bring the language server alone.
      remedy:
        'Set wayline.gateway.url to the address of a gateway (in VS Code: “Wayline: Sign In to a Gateway”), or install the build with the local gateway; in a checkout `npm ci` makes it.',
    })
  }
}

/** Name of the build that `gatewayProgram()` starts, as its `Health` tells it; null where the build left no name. */
export function gatewayBuild(program: string): string | null {
  try {
    return fs.readFileSync(path.join(path.dirname(program), 'build-id'), 'utf8').trim() || null
  } catch {
    // A program run from its sources has no build name; then any running gateway will do.
    return null
  }
}

/** Environment for a Node program: inside an editor made with Electron, its executable is Node only when told so. */
export function nodeEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return process.versions['electron'] ? { ...env, ELECTRON_RUN_AS_NODE: '1' } : env
}
