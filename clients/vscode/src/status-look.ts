import type { WaylineStatus } from '@wayline/server/protocol'

/** What the client itself knows when there is no server to tell it. */
export type ClientState = WaylineStatus | { state: 'stopped' | 'idle'; message: string; remedy?: string }

/** What a state looks like in the status bar: an icon by its name, and how much it asks for attention. */
export interface StatusLook {
  icon: string
  severity: 'none' | 'warning' | 'error'
}

const looks: Record<ClientState['state'], StatusLook> = {
  starting: { icon: 'loading~spin', severity: 'none' },
  idle: { icon: 'sparkle', severity: 'none' },
  ready: { icon: 'sparkle', severity: 'none' },
  off: { icon: 'circle-slash', severity: 'none' },
  'fetching-model': { icon: 'cloud-download', severity: 'none' },
  'model-missing': { icon: 'cloud-download', severity: 'warning' },
  'gateway-unreachable': { icon: 'debug-disconnect', severity: 'warning' },
  'gateway-refused': { icon: 'warning', severity: 'warning' },
  unauthorized: { icon: 'key', severity: 'warning' },
  'engine-unavailable': { icon: 'warning', severity: 'warning' },
  slow: { icon: 'watch', severity: 'none' },
  stopped: { icon: 'error', severity: 'error' },
}

/** How a state is shown. */
export function lookOf({ state }: ClientState): StatusLook {
  return looks[state]
}
