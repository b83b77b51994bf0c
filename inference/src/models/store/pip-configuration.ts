import fs from 'node:fs'
import path from 'node:path'
import { GatewayError } from '../../errors.ts'

export interface PipSurroundings {
  env: NodeJS.ProcessEnv
  platform: NodeJS.Platform
  home: string
}

/**
 * The package index that `WAYLINE_MODEL_INDEX` names, else the one of pip's own configuration (environment first, then
 * its files, the most specific one winning), else null: pip itself knows its default, and what else it can read, such as
 * a folder. Throws `bad_config` for a WAYLINE_MODEL_INDEX that is no address.
 */
export function configuredIndex(where: PipSurroundings): string | null {
  const named = where.env['WAYLINE_MODEL_INDEX']
  if (named) {
    if (isHttpAddress(named)) return named
    throw new GatewayError('bad_config', `WAYLINE_MODEL_INDEX, ${JSON.stringify(named)}, is not an address.`, {
      remedy: 'Write it as pip wants its index, for example https://packages.example.com/simple.',
    })
  }
  const configured = where.env['PIP_INDEX_URL'] || indexOfFiles(where)
  return configured !== null && isHttpAddress(configured) ? configured : null
}

function indexOfFiles(where: PipSurroundings): string | null {
  let found: string | null = null
  for (const file of pipFiles(where)) found = indexIn(file) ?? found
  return found
}

function isHttpAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

/** pip's configuration files, least specific first. https://pip.pypa.io/en/stable/topics/configuration/ */
function pipFiles({ env, platform, home }: PipSurroundings): string[] {
  const named = env['PIP_CONFIG_FILE']
  if (named === '/dev/null' || named === 'nul') return []
  const configHome = env['XDG_CONFIG_HOME'] ?? path.join(home, '.config')
  const standard =
    platform === 'win32'
      ? [
          path.join(env['ProgramData'] ?? 'C:\\ProgramData', 'pip', 'pip.ini'),
          path.join(home, 'pip', 'pip.ini'),
          path.join(env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming'), 'pip', 'pip.ini'),
        ]
      : [
          ...(platform === 'darwin'
            ? ['/Library/Application Support/pip/pip.conf']
            : ['/etc/xdg/pip/pip.conf', '/etc/pip.conf']),
          path.join(home, '.pip', 'pip.conf'),
          ...(platform === 'darwin' ? [path.join(home, 'Library', 'Application Support', 'pip', 'pip.conf')] : []),
          path.join(configHome, 'pip', 'pip.conf'),
        ]
  const environment = env['VIRTUAL_ENV']
  return [
    ...standard,
    ...(environment ? [path.join(environment, platform === 'win32' ? 'pip.ini' : 'pip.conf')] : []),
    ...(named ? [named] : []),
  ]
}

/** `index-url` of an INI file; that of `[download]` or `[install]` wins over `[global]`. */
function indexIn(file: string): string | null {
  let text: string
  try {
    text = fs.readFileSync(file, 'utf8')
  } catch {
    // Most of these files do not exist.
    return null
  }
  let section = ''
  const found: Record<string, string> = {}
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[([^\]]+)\]/.exec(line)
    if (header?.[1]) section = header[1]
    const setting = /^\s*index[-_]url\s*[=:]\s*(\S+)/.exec(line)
    if (setting?.[1]) found[section] = setting[1]
  }
  return found['download'] ?? found['install'] ?? found['global'] ?? null
}
