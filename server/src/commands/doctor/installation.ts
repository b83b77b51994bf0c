import fs from 'node:fs'
import path from 'node:path'
import packageJson from '../../../package.json' with { type: 'json' }
import { gatewayBuild, gatewayProgram } from '../../gateway/gateway-program.ts'
import type { Finding } from './finding.ts'

/** Whether this Node.js, by its version, is new enough. */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isNewEnough = major > 20 || (major === 20 && minor >= 19)
  return isNewEnough
    ? { what: 'Node.js', state: 'ok', text: version }
    : { what: 'Node.js', state: 'failure', text: `${version} is too old`, remedy: 'Install 20.19 or newer.' }
}

/** Whether all of Wayline is built. */
export function checkBuild(): Finding {
  const { version } = packageJson
  try {
    return { what: 'Wayline', state: 'ok', text: `${version}, build ${gatewayBuild(gatewayProgram()) ?? 'unknown'}` }
  } catch {
    // The gateway's program could not be found, which is the finding.
    return {
      what: 'Wayline',
      state: 'failure',
      text: `${version}, but the gateway is not built`,
      remedy: 'Run `npm ci` in the repository.',
    }
  }
}

/** Which editors are on the path. */
export function checkEditors(env: NodeJS.ProcessEnv): Finding {
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter(Boolean)
  const known = ['code', 'nvim', 'hx', 'emacs', 'vim', 'zed', 'kate', 'subl', 'idea', 'pycharm']
  const found = known.filter(name =>
    folders.some(folder => [name, `${name}.exe`, `${name}.cmd`].some(file => fs.existsSync(path.join(folder, file)))),
  )
  return {
    what: 'Editors',
    state: 'ok',
    text: `${found.join(', ') || 'none found on the PATH'}; \`wayline editors\` shows how to connect them`,
  }
}
