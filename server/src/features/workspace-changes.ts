import type { Services } from './services.ts'

/** After a change so much time passes before everything is looked at again for an editor that waits. */
const restMs = 2000

/** What changes in the workspace, for editors that wait for it. */
export interface Changes {
  /** Resolves when something has changed since this was last asked; at once where `isFollowing` is false. */
  since(isFollowing: boolean, signal: AbortSignal): Promise<void>
  /** Whether nothing has. */
  isQuiet(): boolean
  /** What has changed was not told after all. */
  notTold(): void
}

/** Follows edits, files and settings from now on. */
export function followChanges({ documents, diagnosis, workspace }: Services): Changes {
  let waiting: (() => void)[] = []
  let hasChanged = true
  const changed = (): void => {
    hasChanged = true
    for (const resolve of waiting.splice(0)) resolve()
  }
  documents.onEdit(changed)
  documents.onClose(changed)
  diagnosis.onStale(changed)
  workspace.onFilesChanged(changed)
  return {
    async since(isFollowing, signal) {
      signal.throwIfAborted()
      if (isFollowing && !hasChanged) {
        await new Promise<void>((resolve, reject) => {
          const timer: { current?: NodeJS.Timeout } = {}
          const wake = (): void => void (timer.current = setTimeout(resolve, restMs).unref())
          signal.addEventListener(
            'abort',
            () => {
              clearTimeout(timer.current)
              waiting = waiting.filter(other => other !== wake)
              reject(signal.reason as Error)
            },
            { once: true },
          )
          waiting.push(wake)
        })
      }
      hasChanged = false
    },
    isQuiet: () => !hasChanged,
    notTold: changed,
  }
}
