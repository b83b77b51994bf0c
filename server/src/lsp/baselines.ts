import fs from 'node:fs'
import path from 'node:path'
import { DidChangeWatchedFilesNotification, type Connection } from 'vscode-languageserver/node'
import {
  baselineFile,
  compareWithBaseline,
  readBaseline,
  writeBaseline,
  type Baseline,
} from '../diagnosis/baseline/baseline.ts'
import { fingerprints } from '../diagnosis/baseline/fingerprint.ts'
import type { Finding } from '../diagnosis/finding.ts'
import { WaylineError } from '../errors.ts'
import { slashed } from '../workspace-index/list-files.ts'
import type { Client } from './client.ts'
import type { Overlay } from './diagnosis.ts'
import type { Documents } from './documents.ts'
import { fileOf } from './file-of.ts'
import type { Log } from './log.ts'
import { register } from './registration.ts'
import type { Settings } from './settings.ts'
import type { Workspace } from './workspace.ts'
import type { WorkspaceFolders } from './workspace-folders.ts'

/** The baselines of the workspace's folders: what they know of is shown as the settings say. */
export interface Baselines extends Overlay {
  /** Adds a finding to the baseline of its folder, so that it is known from now on. Throws WaylineError for a file in no folder. */
  add(uri: string, text: string, all: readonly Finding[], finding: Finding): void
}

export interface BaselinesOptions {
  connection: Connection
  client: Client
  documents: Documents
  folders: WorkspaceFolders
  settings: Settings
  workspace: Pick<Workspace, 'onFilesChanged'>
  log: Log
}

interface Kept {
  /** Of the file as it was read; empty for none. */
  state: string
  baseline: Baseline | null
}

export function createBaselines(options: BaselinesOptions): Baselines {
  const { connection, client, documents, folders, settings, workspace, log } = options
  const kept = new Map<string, Kept>()
  const listeners: (() => void)[] = []
  let isWatching = false

  function placeOf(uri: string): { root: string; file: string } | null {
    const [file] = fileOf(uri)
    if (file === undefined) return null
    const roots = folders
      .roots()
      .flatMap(fileOf)
      .filter(root => file.startsWith(`${root}${path.sep}`))
    const root = roots.sort((one, other) => other.length - one.length)[0]
    return root === undefined ? null : { root, file: slashed(path.relative(root, file)) }
  }

  /** As it is on the disk at this moment: looking whether it has changed costs next to nothing. */
  function baselineOf(root: string): Baseline | null {
    const file = path.join(root, baselineFile)
    const state = stateOf(file)
    const known = kept.get(root)
    if (known?.state === state) return known.baseline
    let baseline: Baseline | null = null
    try {
      baseline = state === '' ? null : readBaseline(file)
    } catch (error) {
      log.warn(error instanceof WaylineError ? error.message : String(error))
    }
    kept.set(root, { state, baseline })
    if (baseline) watch()
    return baseline
  }

  /** Whoever shows findings asks again then. Nothing is watched where there is no baseline. */
  function watch(): void {
    if (isWatching || !client.canWatchFiles) return
    isWatching = true
    register(connection, DidChangeWatchedFilesNotification.type, {
      watchers: [{ globPattern: `**/${baselineFile}` }],
    }).catch((error: unknown) => log.debug(`The editor does not watch baselines: ${String(error)}`))
  }

  function lookAgain(): void {
    const hasChanged = [...kept].some(([root, { state }]) => stateOf(path.join(root, baselineFile)) !== state)
    if (hasChanged) for (const listener of listeners) listener()
  }
  workspace.onFilesChanged(lookAgain)
  documents.onSave(({ uri }) => {
    if (uri.endsWith(`/${baselineFile}`)) lookAgain()
  })

  return {
    apply(uri, text, findings) {
      const mode = settings.current.diagnosis.baseline
      const place = mode === 'show' || findings.length === 0 ? null : placeOf(uri)
      const baseline = place && baselineOf(place.root)
      if (!baseline || !(place.file in baseline.files)) return findings
      const { known } = compareWithBaseline(baseline, place.file, fingerprints(place.file, text(), findings))
      const old = new Set(known.map(({ finding }) => finding))
      return findings.flatMap(finding => {
        if (!old.has(finding)) return [finding]
        return mode === 'hide' ? [] : [{ ...finding, severity: 'hint' }]
      })
    },
    add(uri, text, all, finding) {
      const place = placeOf(uri)
      if (!place)
        throw new WaylineError('bad_argument', 'Only a file in a folder of the workspace can be in a baseline.')
      const named = fingerprints(place.file, text, all).find(one => one.finding === finding)
      if (!named) throw new WaylineError('bad_argument', 'The finding is not there any more.')
      const file = path.join(place.root, baselineFile)
      const { files } = readBaseline(file) ?? { files: {} }
      const entries = files[place.file] ?? []
      writeBaseline(file, {
        files: { ...files, [place.file]: [...entries, { rule: finding.rule, fingerprint: named.fingerprint }] },
      })
      for (const listener of listeners) listener()
    },
    onChange: listener => void listeners.push(listener),
  }
}

function stateOf(file: string): string {
  const found = fs.statSync(file, { throwIfNoEntry: false })
  return found ? `${found.mtimeMs} ${found.ctimeMs} ${found.size} ${found.ino}` : ''
}
