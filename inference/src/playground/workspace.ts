import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isAlive } from '../models/store/is-alive.ts'
import type { Samples } from './samples.ts'

/** A private copy of the samples for one session, and a home folder for its language server. */
export interface Workspace {
  /** Where the samples are. */
  root: string
  /** Where the language server keeps what it remembers. */
  home: string
  remove(): void
}

const prefix = 'wayline-playground-'

/** Makes a copy in a folder that nobody else may enter. It goes with `remove`, and with this process at the latest. */
export function makeWorkspace(samples: Samples, above = os.tmpdir()): Workspace {
  removeLeftovers(above)
  // The language server names files by their real path.
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(above, `${prefix}${process.pid}-`)))
  const root = path.join(folder, 'samples')
  const home = path.join(folder, 'home')
  fs.mkdirSync(home)
  for (const [name, text] of samples) {
    const file = path.join(root, ...name.split('/'))
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, text, { mode: 0o600 })
  }
  const remove = (): void => {
    process.off('exit', remove)
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  process.once('exit', remove)
  return { root, home, remove }
}

/** A gateway that was killed has left its folders behind. */
function removeLeftovers(above: string): void {
  for (const name of fs.readdirSync(above)) {
    if (!name.startsWith(prefix)) continue
    const pid = Number(name.slice(prefix.length).split('-')[0])
    if (!Number.isInteger(pid) || isAlive(pid)) continue
    try {
      fs.rmSync(path.join(above, name), { recursive: true, force: true })
    } catch {
      // It is somebody else's, and theirs to remove.
    }
  }
}
