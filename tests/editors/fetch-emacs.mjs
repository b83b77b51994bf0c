import path from 'node:path'
import { unpackDebian } from './unpack-debian.mjs'

/** Emacs 30 with the eglot that comes with it, and lsp-mode 10. */
export function fetchEmacs(folder) {
  unpackDebian(path.join(folder, 'emacs'), 'testing', ['emacs-nox', 'elpa-lsp-mode'])
}
