import fs from 'node:fs'
import { GatewayError } from '../../errors.ts'
import { systemCodeOf } from './system-error.ts'

/** Throws `disk_full` if the folder's disk has less room than that. */
export function checkRoom(folder: string, bytes: number): void {
  const { bavail, bsize } = fs.statfsSync(folder)
  if (bavail * bsize < bytes) throw diskFull(folder, bytes)
}

/** Whether the system says that there was no room left to write. */
export function isDiskFull(error: unknown): boolean {
  const code = systemCodeOf(error)
  return code === 'ENOSPC' || code === 'EDQUOT'
}

/** The failure as people are told it; `bytes` is what would be needed, where that is known. */
export function diskFull(file: string, bytes: number | null): GatewayError {
  const size = bytes === null ? '' : ` (${Math.ceil(bytes / 1e6)} MB are needed)`
  return new GatewayError('disk_full', `There is not enough room on the disk for ${file}${size}.`, {
    remedy: 'Make room, or choose another folder with WAYLINE_DATA_DIR, and try again.',
  })
}
