import { systemClock } from '../completion/clock.ts'
import { createIsWanted } from '../completion/is-wanted.ts'
import { branchOf } from '../events/git-branch.ts'
import { createJournal, type Journal } from '../events/journal.ts'
import { createEventSender } from '../events/sender.ts'
import type { EventStore } from '../events/store.ts'
import type { Gateway } from '../gateway/gateway.ts'
import type { Boundary } from '../safety/boundary.ts'
import type { Documents, OpenDocument } from './documents.ts'
import type { Log } from './log.ts'
import type { Settings } from './settings.ts'
import type { WorkspaceFolders } from './workspace-folders.ts'

export interface EventsOptions {
  documents: Documents
  folders: WorkspaceFolders
  settings: Settings
  boundary: Pick<Boundary, 'excludes'>
  gateway: Pick<Gateway, 'report'>
  env: NodeJS.ProcessEnv
  log: Log
  onAccepted: () => void
  onRejected: () => void
}

/** The journal of what becomes of suggestions, fed by what happens in the editor, and where its events go. */
export interface Events {
  journal: Journal
  /** Writes and sends what is left, for half a second at most. Never rejects. */
  finish(): Promise<void>
}

const finishMs = 500

/** Of a document in which completions are off, nothing is counted; when they are off altogether, or events are, nothing is written. */
export function createEvents({
  documents,
  folders,
  settings,
  boundary,
  gateway,
  env,
  log,
  onAccepted,
  onRejected,
}: EventsOptions): Events {
  const isOn = createIsWanted(() => settings.current.completion)
  const isKept = (): boolean => settings.current.completion.enabled && settings.current.events.store
  const isSent = (): boolean => settings.current.completion.enabled && settings.current.telemetry.send

  /** Opened by the first event: starting up need not wait for what it takes to write one. */
  let opening: Promise<EventStore> | null = null
  const store = (): Promise<EventStore> => (opening ??= openStore(env, log))
  const sender = createEventSender({
    send: (events, signal) => gateway.report(events, signal),
    after: systemClock.after,
    log: message => log.debug(message),
  })
  const journal = createJournal({
    now: systemClock.now,
    after: systemClock.after,
    date: () => Date.now(),
    branchOf: uri => (isKept() || isSent() ? branchOf(uri) : Promise.resolve(null)),
    record(event, circumstances) {
      const kept = circumstances ? { ...event, circumstances } : event
      if (isKept()) void store().then(opened => isKept() && opened.add(kept))
      if (isSent()) sender.add(event)
    },
    onAccepted,
    onRejected,
  })

  function isCounted({ uri, languageId, isBinary }: OpenDocument): boolean {
    const path = folders.pathOf(uri)
    return !isBinary && isOn({ languageId, path }) && !boundary.excludes({ uri, path })
  }

  documents.onEdit((document, edit) => {
    if (isCounted(document)) journal.edited({ uri: document.uri, language: document.languageId }, edit)
  })
  documents.onClose(({ uri }) => journal.closed(uri))
  settings.onChange((now, before) => {
    const [one, other] = [now, before].map(({ completion, exclude, excludeRepositories, events, telemetry }) => {
      const { enabled, disabledLanguages, disabledFolders } = completion
      return JSON.stringify({
        enabled,
        disabledLanguages,
        disabledFolders,
        exclude,
        excludeRepositories,
        events,
        telemetry,
      })
    })
    // What may not be told any more is not told from here on, whatever was known of it before.
    if (one !== other) journal.clear()
    if (!isSent()) sender.clear()
    if (!isKept()) void opening?.then(opened => opened.clear())
  })

  return {
    journal,
    async finish() {
      journal.finish()
      const written = opening?.then(opened => opened.flush())
      let takeBack: (() => void) | undefined
      const limit = new Promise<void>(resolve => (takeBack = systemClock.after(finishMs, resolve)))
      await Promise.race([Promise.all([written, sender.finish(finishMs)]), limit])
      takeBack?.()
    },
  }
}

async function openStore(env: NodeJS.ProcessEnv, log: Log): Promise<EventStore> {
  const [{ localGateway, surroundings }, { eventFiles }, { createEventStore }] = await Promise.all([
    import('@wayline/inference/api'),
    import('../events/event-files.ts'),
    import('../events/store.ts'),
  ])
  return createEventStore({
    files: eventFiles(localGateway({ ...surroundings(), env }).dataDir),
    after: systemClock.after,
    onFailure: sentence => log.warn(sentence),
  })
}
