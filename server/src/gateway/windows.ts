import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'

/** A language server that runs for an editor's window, as it is told to whoever asks what runs on this computer. It never leaves it. */
const EditorWindow = z.object({
  pid: z.number().int().positive(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  /** What the editor says that it is. */
  editor: z.string(),
  version: z.string(),
})
export type EditorWindow = z.infer<typeof EditorWindow>

/**
 * Writes down that a language server runs, as a file of its own below the data folder, and returns what removes it. Of one that is killed the
 * file stays, so readers check whether the process is there.
 */
export function recordWindow(dataDir: string, window: EditorWindow): () => void {
  const folder = windowsFolder(dataDir)
  const file = path.join(folder, `${window.pid}.json`)
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  fs.writeFileSync(file, JSON.stringify(window), { mode: 0o600 })
  return () => fs.rmSync(file, { force: true })
}

/** Every language server that was written down and not removed. Files that are none of ours are passed over. */
export function recordedWindows(dataDir: string): EditorWindow[] {
  const folder = windowsFolder(dataDir)
  return namesIn(folder).flatMap(name => {
    const window = readWindow(path.join(folder, name))
    return window && name === `${window.pid}.json` ? [window] : []
  })
}

/** Removes what a language server that was killed has left. */
export function forgetWindow(dataDir: string, { pid }: EditorWindow): void {
  fs.rmSync(path.join(windowsFolder(dataDir), `${pid}.json`), { force: true })
}

function windowsFolder(dataDir: string): string {
  return path.join(dataDir, 'windows')
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder)
  } catch {
    // No language server has run yet, or what is there is no folder; both mean none.
    return []
  }
}

function readWindow(file: string): EditorWindow | null {
  try {
    return EditorWindow.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
  } catch {
    // Half written, removed meanwhile, or somebody else's.
    return null
  }
}
