// Fetches the editors before the tests, so that a test knows at once whether it can run.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { editorsFolder } from './editors-folder.mjs'

export default function fetchEditors() {
  const folder = path.join(editorsFolder(), 'neovim')
  if (fs.existsSync(path.join(folder, 'run'))) return
  fs.mkdirSync(path.dirname(folder), { recursive: true })
  const script = path.join(import.meta.dirname, 'deb-unpack.sh')
  // Debian testing is the nearest place that has Neovim 0.12.
  const { status, error } = spawnSync(script, [folder, 'testing', 'neovim'], { stdio: 'inherit' })
  if (status !== 0)
    console.error(`Neovim could not be fetched${error ? `: ${error.message}` : ''}; its tests are skipped.`)
}
