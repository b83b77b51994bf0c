import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { viaTemporaryFile } from '../models/store/temporary-file.ts'

/**
 * The key that requests must bring: `WAYLINE_API_KEY`, or the one in the key file, which is made on the first run and
 * readable by its owner alone.
 */
export function apiKey(env: NodeJS.ProcessEnv, keyFile: string): { key: string; keyFile: string | null } {
  const preset = env['WAYLINE_API_KEY']
  if (preset) return { key: preset, keyFile: null }
  const existing = readKey(keyFile)
  if (existing !== null) return { key: existing, keyFile }
  const key = `wl_${randomBytes(32).toString('base64url')}`
  fs.mkdirSync(path.dirname(keyFile), { recursive: true, mode: 0o700 })
  viaTemporaryFile(keyFile, `${key}\n`, whole => fs.renameSync(whole, keyFile))
  return { key, keyFile }
}

function readKey(keyFile: string): string | null {
  if (!fs.existsSync(keyFile)) return null
  const key = fs.readFileSync(keyFile, 'utf8').trim()
  // Somebody may have copied it about; others on this computer have no business with it.
  fs.chmodSync(keyFile, 0o600)
  return key === '' ? null : key
}
