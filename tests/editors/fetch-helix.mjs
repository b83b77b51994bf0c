import path from 'node:path'
import { unpackDebian } from './unpack-debian.mjs'

/** Debian’s package of Helix is `hx`. */
export function fetchHelix(folder) {
  unpackDebian(path.join(folder, 'helix'), 'testing', ['hx'])
}
