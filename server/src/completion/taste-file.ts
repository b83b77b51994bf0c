import fs from 'node:fs/promises'
import { systemCode } from '../errors.ts'
import type { EventFiles } from '../events/event-files.ts'
import { viaTemporaryFile } from '../workspace-index/via-temporary-file.ts'
import { neutralTaste, Taste } from './taste.ts'

/** What was learned last; neutral where there is nothing, where it cannot be read, or where the events that taught it are gone. */
export async function readTaste(files: EventFiles): Promise<Taste> {
  try {
    if ((await stateOfEvents(files)) === '') return neutralTaste
    return Taste.parse(JSON.parse(await fs.readFile(files.taste, 'utf8')))
  } catch {
    // A damaged file is as good as none: it is learned again soon.
    return neutralTaste
  }
}

/**
 * Keeps what has been learned beside the events, as a whole or not at all. What is neutral is kept by there being no file.
 * The folder is not made: without it there are no events. Rejects with what the system says.
 */
export async function writeTaste({ taste: file }: EventFiles, taste: Taste): Promise<void> {
  if (taste.threshold === 0) return fs.rm(file, { force: true })
  await viaTemporaryFile(file, temporary => fs.writeFile(temporary, JSON.stringify(taste), { mode: 0o600 }))
}

/** Another text whenever there are other events; empty where there are none. */
export async function stateOfEvents({ older, newer }: EventFiles): Promise<string> {
  const states = await Promise.all(
    [older, newer].map(async file => {
      try {
        const { size, mtimeMs } = await fs.stat(file)
        return `${size} ${mtimeMs}`
      } catch (error) {
        if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return ''
        throw error
      }
    }),
  )
  return states.join(' ').trim()
}
