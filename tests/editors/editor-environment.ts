import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Home } from '../src/home.ts'

const bin = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url))

/** The environment of an editor whose user has installed Wayline: `wayline` is on its PATH. */
export function editorEnvironment({ env }: Home, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { ...env, PATH: `${bin}${path.delimiter}${env['PATH'] ?? ''}`, ...more }
}

/** A file of `clients/`, as it stands. */
export function clientFile(name: string): string {
  return fileURLToPath(new URL(`../../clients/${name}`, import.meta.url))
}
