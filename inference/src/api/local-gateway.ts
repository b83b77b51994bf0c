import { createHash } from 'node:crypto'
import os from 'node:os'
import path from 'node:path'

/** Everything two processes must agree on to find a user's own gateway without being told where it is. */
export interface LocalGateway {
  /** Models, key and run-time files; private to the user. */
  dataDir: string
  /** Unix socket, or named pipe on Windows. */
  socket: string
  /** Holds the API key, mode 0600. */
  keyFile: string
  /** Says which process is the gateway. */
  lockFile: string
  logFile: string
  modelsDir: string
}

/** TCP port that `wayline start` and `wayline serve` take unless told otherwise: WAYL on a telephone's keys. */
export const defaultPort = 9295

export interface Surroundings {
  env: NodeJS.ProcessEnv
  platform: NodeJS.Platform
  home: string
  user: string
}

export function surroundings(): Surroundings {
  return { env: process.env, platform: process.platform, home: os.homedir(), user: os.userInfo().username }
}

/**
 * Where a user's own gateway lives: below `dataDir` if given, else `WAYLINE_DATA_DIR`, else where the platform keeps
 * application data. Two data folders are two gateways, so both must be absolute: a variable that is not is taken from the
 * home folder, the same one wherever an editor happens to start. Pure: nothing is created.
 */
export function localGateway(where: Surroundings = surroundings(), dataDir?: string): LocalGateway {
  const paths = where.platform === 'win32' ? path.win32 : path.posix
  const named = where.env['WAYLINE_DATA_DIR']
  const data = dataDir ?? (named ? paths.resolve(where.home, named) : paths.join(applicationData(where), 'wayline'))
  const name = createHash('sha256').update(`${where.user}\0${data}`).digest('hex').slice(0, 12)
  const runtime = where.env['XDG_RUNTIME_DIR']
    ? paths.join(where.env['XDG_RUNTIME_DIR'], 'wayline')
    : paths.join(data, 'run')
  return {
    dataDir: data,
    socket: socketPath(where, runtime, name),
    keyFile: paths.join(data, 'key'),
    lockFile: paths.join(data, 'gateway.lock'),
    logFile: paths.join(data, 'gateway.log'),
    modelsDir: paths.join(data, 'models'),
  }
}

function applicationData({ env, platform, home }: Surroundings): string {
  if (platform === 'win32') return env['LOCALAPPDATA'] ?? path.win32.join(home, 'AppData', 'Local')
  if (platform === 'darwin') return path.posix.join(home, 'Library', 'Application Support')
  return env['XDG_DATA_HOME'] ?? path.posix.join(home, '.local', 'share')
}

function socketPath({ platform }: Surroundings, runtime: string, name: string): string {
  if (platform === 'win32') return `\\\\.\\pipe\\wayline-${name}`
  const socket = path.posix.join(runtime, `gateway-${name}.sock`)
  // The kernel's sun_path holds 104 bytes on macOS and 108 on Linux; deep home folders go past that.
  return Buffer.byteLength(socket) < 100 ? socket : path.posix.join('/tmp', `wayline-${name}`, 'gateway.sock')
}
