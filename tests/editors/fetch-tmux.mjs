import path from 'node:path'
import { unpackDebian } from './unpack-debian.mjs'

/** In tmux editors that need a terminal are driven. The same one everywhere, whatever the system has. */
export function fetchTmux(folder) {
  unpackDebian(path.join(folder, 'tmux'), 'testing', ['tmux'])
}
