import fs from 'node:fs'
import { GatewayError } from '../errors.ts'
import { isDiskFull } from '../models/store/disk-room.ts'

/** Makes the folder for models, key and log, if it is not there. Throws `bad_config` where it cannot be written. */
export function makeDataFolder(dataDir: string): void {
  try {
    fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    fs.accessSync(dataDir, fs.constants.W_OK)
  } catch (cause) {
    if (isDiskFull(cause)) throw cause
    throw new GatewayError('bad_config', `The data folder ${dataDir} cannot be written to.`, {
      cause,
      remedy: 'Correct its permissions, or name another with --data-dir or WAYLINE_DATA_DIR.',
    })
  }
}
