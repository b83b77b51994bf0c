import { localGateway, surroundings } from '@wayline/inference/api'
import { recordWindow } from '../gateway/windows.ts'
import type { Log } from './log.ts'

/** Keeps it written down, for `wayline doctor`, that this language server uses a gateway. */
export interface WindowRecord {
  write(): void
  remove(): void
}

/** `editor` is what the editor calls itself. Nothing is written before a gateway is used: off means off. */
export function createWindowRecord(
  editor: string | undefined,
  version: string,
  env: NodeJS.ProcessEnv,
  log: Log,
): WindowRecord {
  const { dataDir } = localGateway({ ...surroundings(), env })
  const startedAt = Date.now()
  let takeBack: (() => void) | null = null
  return {
    write() {
      try {
        takeBack ??= recordWindow(dataDir, {
          pid: process.pid,
          startedAt,
          editor: editor ?? 'an editor without a name',
          version,
        })
      } catch (error) {
        // The language server does without; `wayline doctor` says what is wrong with the folder.
        log.debug(`This window is not written down for wayline doctor: ${String(error)}`)
      }
    },
    remove() {
      takeBack?.()
      takeBack = null
    },
  }
}
