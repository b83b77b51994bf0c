// Fetches the editors before the tests, so that a test knows at once whether it can run.
import fs from 'node:fs'
import { editorsFolder } from './editors-folder.mjs'
import { fetchChromium } from './fetch-chromium.mjs'
import { fetchCodeServer } from './fetch-code-server.mjs'
import { fetchEmacs } from './fetch-emacs.mjs'
import { fetchHelix } from './fetch-helix.mjs'
import { fetchNeovim } from './fetch-neovim.mjs'
import { fetchTmux } from './fetch-tmux.mjs'
import { fetchVim } from './fetch-vim.mjs'

/** One for each editor. Each leaves alone what is there already, and throws where its editor cannot be had. */
const editors = {
  tmux: fetchTmux,
  Chromium: fetchChromium,
  'VS Code': fetchCodeServer,
  Neovim: fetchNeovim,
  Emacs: fetchEmacs,
  Helix: fetchHelix,
  Vim: fetchVim,
}

export default async function fetchEditors() {
  fs.mkdirSync(editorsFolder(), { recursive: true })
  for (const [name, fetch] of Object.entries(editors)) {
    try {
      await fetch(editorsFolder())
    } catch (error) {
      console.error(`${name} could not be fetched: ${error.message} Its tests are skipped.`)
    }
  }
}
