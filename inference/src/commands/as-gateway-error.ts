import { GatewayError } from '../errors.ts'
import { isDiskFull } from '../models/store/disk-room.ts'
import { systemCodeOf } from '../models/store/system-error.ts'

/** Whatever has ended a command, as people are told it: what the system refuses in our words, not in its own. */
export function asGatewayError(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error
  if (isDiskFull(error))
    return new GatewayError('disk_full', 'The disk is full.', { cause: error, remedy: 'Make room and try again.' })
  switch (systemCodeOf(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new GatewayError('internal', `${pathOf(error)} cannot be used.`, {
        cause: error,
        remedy: 'Check its permissions, or set WAYLINE_DATA_DIR to a folder of your own.',
      })
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'EISDIR':
      return new GatewayError('internal', `${pathOf(error)} is not what it should be.`, {
        cause: error,
        remedy: 'Look at it, or set WAYLINE_DATA_DIR to another folder.',
      })
    default:
      return new GatewayError('internal', sentence(error instanceof Error ? error.message : String(error)), {
        cause: error,
        remedy: '`wayline doctor` tells whether everything is in place.',
      })
  }
}

function pathOf(error: unknown): string {
  return error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : 'A file'
}

/** What comes from elsewhere may be no sentence. */
function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
