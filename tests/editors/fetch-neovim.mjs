import path from 'node:path'
import { unpackDebian } from './unpack-debian.mjs'

/** Debian testing is the nearest place that has Neovim 0.12. */
export function fetchNeovim(folder) {
  unpackDebian(path.join(folder, 'neovim'), 'testing', ['neovim'])
}
