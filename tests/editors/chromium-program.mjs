import fs from 'node:fs'
import path from 'node:path'
import { editorsFolder } from './editors-folder.mjs'
import { onPath } from './on-path.mjs'

/** The Chromium that is installed, else the one that was fetched, or null. */
export function chromiumProgram() {
  const installed = onPath(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'])
  if (installed !== null) return installed
  const fetched = path.join(editorsFolder(), 'chromium/chromium')
  return fs.existsSync(fetched) ? fetched : null
}
