import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { viaTemporaryFile } from '../models/store/temporary-file.ts'

/** The keys that requests may bring, one of them. */
export interface ApiKeys {
  /** The one of the environment. */
  preset: string | null
  /** The one of the key file. */
  own: string | null
}

/**
 * `WAYLINE_API_KEY` where it is set, else the key in the key file. A user's own gateway (`isOwn`) takes that one in any case:
 * editors are started from anywhere, and the file is all that they and the gateway are sure to have in common.
 */
export function apiKeys(env: NodeJS.ProcessEnv, keyFile: string, isOwn: boolean): ApiKeys {
  const preset = env['WAYLINE_API_KEY'] || null
  return { preset, own: preset === null || isOwn ? ownKey(keyFile) : null }
}

/** The key in the file, which is made on the first run and readable by its owner alone. */
function ownKey(keyFile: string): string {
  const existing = readKey(keyFile)
  if (existing !== null) return existing
  const key = `wl_${randomBytes(32).toString('base64url')}`
  fs.mkdirSync(path.dirname(keyFile), { recursive: true, mode: 0o700 })
  viaTemporaryFile(keyFile, `${key}\n`, whole => fs.renameSync(whole, keyFile))
  return key
}

function readKey(keyFile: string): string | null {
  if (!fs.existsSync(keyFile)) return null
  const key = fs.readFileSync(keyFile, 'utf8').trim()
  // Somebody may have copied it about; others on this computer have no business with it.
  fs.chmodSync(keyFile, 0o600)
  return key === '' ? null : key
}
