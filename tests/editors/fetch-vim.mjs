import path from 'node:path'
import { unpackDebian } from './unpack-debian.mjs'

/** Vim with ALE, its language client, as Debian has them. */
export function fetchVim(folder) {
  unpackDebian(path.join(folder, 'vim'), 'testing', ['vim', 'vim-ale'])
}
