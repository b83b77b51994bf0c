import { createHash } from 'node:crypto'
import path from 'node:path'
import { LRUCache } from 'lru-cache'
import type { Catalog } from '../diagnosis/catalog.ts'
import type { Finding, Fix, Range } from '../diagnosis/finding.ts'
import { verifyFix, type Verdict, type VerifyOptions } from '../diagnosis/fixes/verify-fix.ts'
import type { Lines } from '../diagnosis/function-excerpt.ts'
import { asPython } from '../diagnosis/notebook-cell.ts'
import type { SourceText } from '../diagnosis/subject.ts'
import type { OfferedRefactoring } from '../diagnosis/refactorings/refactorings-at.ts'
import type { FunctionMetrics } from '../diagnosis/metrics/function-metrics.ts'
import { createDiagnosers, type Diagnosers } from '../diagnosis/workers/diagnosers.ts'
import { isIn, realPath } from '../diagnosis/rules/folders.ts'
import type { DiagnosisSetup, FunctionFindings } from '../diagnosis/workers/messages.ts'
import { abortable } from '../gateway/abortable.ts'
import type { Boundary } from '../safety/boundary.ts'
import { createPathPatterns } from '../safety/exclusions.ts'
import { slashed } from '../workspace-index/list-files.ts'
import type { Documents, OpenDocument } from './documents.ts'
import { fileOf } from './file-of.ts'
import type { Log } from './log.ts'
import type { Settings } from './settings.ts'
import type { WorkspaceFolders } from './workspace-folders.ts'

/** What is wrong with one version of a document. */
export interface DocumentFindings {
  version: number
  /** What is to be shown. */
  findings: readonly Finding[]
  /** What is found in its text, shown or not: what a changed text is compared with. */
  all: readonly Finding[]
}

/** Something that adds to what is shown of documents, or takes away from it, beside what is found in their text. */
export interface Overlay {
  apply(uri: string, text: () => string, findings: readonly Finding[]): readonly Finding[]
  onChange(listener: () => void): void
}

/** Open documents, diagnosed in a process of its own, which starts when something is first asked for. */
export interface Diagnosis {
  /**
   * What is wrong with a document as it is at this moment; null for one that nothing is to be said of. Whoever
   * asks while it is being found out waits for the same. Rejects when the signal aborts.
   */
  of(document: OpenDocument, signal: AbortSignal): Promise<DocumentFindings | null>
  /** What is wrong with the function that lines of a document are in, sooner; null where they are in none. */
  inFunction(document: OpenDocument, lines: Lines, signal: AbortSignal): Promise<FunctionFindings | null>
  /** What is wrong with all of it, where that is known already. */
  known(document: OpenDocument): DocumentFindings | null
  /** Whether the settings leave a file out. */
  excludes(uri: string): boolean
  /** A document as diagnosis is shown it. */
  sourceOf(document: OpenDocument): SourceText
  /** Applies a fix to a copy and looks whether that is better. */
  verify(source: SourceText, finding: Finding, fix: Fix, signal: AbortSignal): Promise<Verdict>
  /** What a source is diagnosed and parsed with, for whoever tries several texts of it. */
  tools(signal: AbortSignal): VerifyOptions & Pick<Diagnosers, 'suppress'>
  /** What every process that diagnoses is to know, by the settings and folders as they are. */
  setup(): DiagnosisSetup
  catalog(): Promise<Catalog>
  /** The functions of a document with their figures. */
  functionsOf(document: OpenDocument): Promise<FunctionMetrics[]>
  /** What makes the function at a place of a document simpler. */
  refactoringsAt(document: OpenDocument, range: Range, signal: AbortSignal): Promise<OfferedRefactoring[]>
  /** Called when what has been told of documents may hold no more, though they have not changed; with none, it is all of them. */
  onStale(listener: (except: string | null) => void): void
  dispose(): void
}

export interface DiagnosisOptions {
  documents: Documents
  folders: WorkspaceFolders
  settings: Settings
  boundary: Pick<Boundary, 'excludes'>
  /** Applied in their order. */
  overlays: readonly Overlay[]
  log: Log
}

/** Findings of more documents than anybody has before them are found anew when they are wanted. */
const mostKept = 100
/** Figures are wanted where somebody points, which is in one document or two. */
const mostMeasured = 4
/** Of somebody who reads or thinks for so long nobody is missed by a process of a hundred megabytes. */
const idleMs = 30_000
/** Nobody reads a text as long as this; it is data. */
const longest = { lines: 50_000, characters: 2_000_000 }

type Found = Pick<DocumentFindings, 'version' | 'all'>

interface Run {
  version: number
  setting: number
  findings: Promise<Found>
  waiting: number
  controller: AbortController
}

/** Keeps the findings of each document's last version. */
export function createDiagnosis({
  documents,
  folders,
  settings,
  boundary,
  overlays,
  log,
}: DiagnosisOptions): Diagnosis {
  const kept = new LRUCache<string, Found>({ max: mostKept })
  const measured = new LRUCache<string, { version: number; functions: FunctionMetrics[] }>({ max: mostMeasured })
  const runs = new Map<string, Run>()
  const listeners: ((except: string | null) => void)[] = []
  let diagnosers: Diagnosers | null = null
  let usedSetup = ''
  let catalog: Promise<Catalog> | null = null
  const told = new Set<string>()
  let isLeftOut = createPathPatterns(settings.current.diagnosis.exclude)
  /** Grows with everything but a document's own text that its findings depend on. */
  let setting = 0
  let isDisposed = false

  function setup(): DiagnosisSetup {
    const { ruleFolders, rules, complexityLimit } = settings.current.diagnosis
    const roots = folders.roots().flatMap(fileOf)
    return {
      rules,
      complexityLimit,
      roots: roots.map(slashed),
      // An absolute one is the user's own; what a workspace says of itself does not lead out of it.
      ruleFolders: ruleFolders.flatMap(folder =>
        path.isAbsolute(folder)
          ? slashed(folder)
          : roots.filter(root => isInside(root, folder)).map(root => slashed(path.resolve(root, folder))),
      ),
    }
  }

  function tellFoldersOutside(): void {
    const roots = folders.roots().flatMap(fileOf)
    for (const folder of settings.current.diagnosis.ruleFolders)
      if (!path.isAbsolute(folder) && !roots.every(root => isInside(root, folder)))
        log.warn(
          `wayline.diagnosis.ruleFolders names ${folder}, which leads out of the workspace: it is left out there.`,
        )
  }

  /** Processes come and go, and each says the same again. */
  function tellOnce(message: string): void {
    if (told.has(message)) log.debug(message)
    else log.info(message)
    told.add(message)
  }

  function process(): Diagnosers {
    if (isDisposed) throw new Error('Diagnosis has ended.')
    if (!diagnosers) {
      const current = setup()
      usedSetup = JSON.stringify(current)
      tellFoldersOutside()
      diagnosers = createDiagnosers({ setup: current, processes: 1, idleMs, log: tellOnce })
    }
    return diagnosers
  }

  function isWanted({ uri, isBinary, text }: OpenDocument): boolean {
    if (isDisposed || isBinary || !settings.current.diagnosis.enabled || text.lineCount > longest.lines) return false
    return !excludes(uri)
  }

  function excludes(uri: string): boolean {
    const path = folders.pathOf(uri)
    return isLeftOut(path) || boundary.excludes({ uri, path })
  }

  function known(document: OpenDocument): DocumentFindings | null {
    const found = kept.get(document.uri)
    return found?.version === document.version && isWanted(document) ? shown(document, found) : null
  }

  function shown({ uri, text }: OpenDocument, { version, all }: Found): DocumentFindings {
    const findings = overlays.reduce((left, one) => one.apply(uri, () => text.toString(), left), all)
    return { version, all, findings }
  }

  function sourceOf({ uri, languageId, text }: OpenDocument): SourceText {
    const [file] = fileOf(uri)
    // To diagnosis a line ends with `\n`, to the protocol with a lone `\r` as well.
    const plain = text.toString().replaceAll(/\r(?!\n)/g, '\n')
    return {
      path: file === undefined ? `/${folders.pathOf(uri)}` : slashed(file),
      languageId,
      text: languageId === 'python' && documents.isCell(uri) ? asPython(plain) : plain,
    }
  }

  async function find(document: OpenDocument, signal: AbortSignal): Promise<Found> {
    const { version } = document
    const source = sourceOf(document)
    if (source.text.length > longest.characters) return { version, all: [] }
    try {
      // Whoever types waits for no file of the workspace.
      return { version, all: await process().diagnose(source, { signal, isUrgent: true }) }
    } catch (error) {
      signal.throwIfAborted()
      log.warn(`${folders.pathOf(document.uri)} could not be diagnosed: ${String(error)}`)
      // What fails would fail again: there is nothing to be said of this version.
      return { version, all: [] }
    }
  }

  /** The run for a document as it is now; an earlier one is given up. */
  function runOf(document: OpenDocument): Run {
    const { uri, version } = document
    const running = runs.get(uri)
    if (running?.version === version && running.setting === setting) return running
    running?.controller.abort()
    const controller = new AbortController()
    const findings = find(document, controller.signal)
    const run: Run = { version, setting, findings, waiting: 0, controller }
    runs.set(uri, run)
    findings
      .then(found => {
        if (runs.get(uri) !== run || run.setting !== setting) return
        runs.delete(uri)
        if (documents.get(uri) === document) kept.set(uri, found)
      })
      .catch(() => undefined)
    return run
  }

  function giveUp(uri: string): void {
    runs.get(uri)?.controller.abort()
    runs.delete(uri)
  }

  /** Everything that is known is forgotten, but of one document. */
  function forget(except: string | null): void {
    if (isDisposed) return
    setting++
    for (const uri of [...kept.keys()]) if (uri !== except) kept.delete(uri)
    for (const listener of listeners) listener(except)
  }

  function setUpAnew(): void {
    diagnosers?.dispose()
    diagnosers = null
    catalog = null
    forget(null)
  }

  for (const overlay of overlays) {
    overlay.onChange(() => {
      for (const listener of listeners) listener(null)
    })
  }
  settings.onChange((now, before) => {
    const isSame = JSON.stringify(now.diagnosis) === JSON.stringify(before.diagnosis)
    const isSameBoundary =
      JSON.stringify([now.exclude, now.excludeRepositories]) ===
      JSON.stringify([before.exclude, before.excludeRepositories])
    isLeftOut = createPathPatterns(now.diagnosis.exclude)
    if (!isSame) setUpAnew()
    else if (!isSameBoundary) forget(null)
  })
  folders.onChange(() => {
    if (JSON.stringify(setup()) !== usedSetup) setUpAnew()
  })
  documents.onSave(({ uri }) => {
    const [file] = fileOf(uri)
    // Rules that have been written hold from now on; other code may be called by what is open.
    if (file !== undefined && setup().ruleFolders.some(folder => slashed(file).startsWith(`${folder}/`))) setUpAnew()
    else forget(uri)
  })
  documents.onClose(({ uri }) => {
    giveUp(uri)
    kept.delete(uri)
    measured.delete(uri)
  })

  function tools(signal: AbortSignal): ReturnType<Diagnosis['tools']> {
    return {
      suppress: (source, findings) => process().suppress(source, findings, { signal, isUrgent: true }),
      diagnose: source => process().diagnose(source, { signal }),
      countErrors: source => process().countErrors(source, { signal, isUrgent: true }),
    }
  }

  return {
    known,
    excludes,
    sourceOf,
    setup,
    tools,
    async of(document, signal) {
      for (;;) {
        signal.throwIfAborted()
        if (!isWanted(document)) {
          giveUp(document.uri)
          return null
        }
        const found = known(document)
        if (found) return found
        const run = runOf(document)
        run.waiting++
        try {
          const answer = await abortable(run.findings, signal)
          // The document may have gone on meanwhile, and what was found is of no use then.
          if (answer.version === document.version && run.setting === setting) return shown(document, answer)
        } catch (error) {
          if (signal.aborted || !run.controller.signal.aborted) throw error
          if (documents.get(document.uri) !== document) return null
        } finally {
          run.waiting--
          if (run.waiting === 0 && signal.aborted && runs.get(document.uri) === run) giveUp(document.uri)
        }
      }
    },
    async inFunction(document, lines, signal) {
      if (!isWanted(document)) return null
      const { version } = document
      const found = await process().diagnoseFunction(sourceOf(document), lines, { signal, isUrgent: true })
      return found && { ...found, findings: [...shown(document, { version, all: found.findings }).findings] }
    },
    verify: (source, finding, fix, signal) => verifyFix(source, finding, fix, tools(signal)),
    async functionsOf(document) {
      if (!isWanted(document)) return []
      const known = measured.get(document.uri)
      if (known?.version === document.version) return known.functions
      const { uri, version } = document
      const functions = await process().measure(sourceOf(document), { isUrgent: true })
      measured.set(uri, { version, functions })
      return functions
    },
    async refactoringsAt(document, range, signal) {
      if (!isWanted(document)) return []
      return process().refactorings(sourceOf(document), range, { signal, isUrgent: true })
    },
    catalog() {
      catalog ??= process()
        .rules({ isUrgent: true })
        .then(rules => new Map(rules.map(info => [info.id, info])))
        .catch((error: unknown) => {
          catalog = null
          throw error
        })
      return catalog
    },
    onStale: listener => void listeners.push(listener),
    dispose() {
      isDisposed = true
      for (const uri of [...runs.keys()]) giveUp(uri)
      diagnosers?.dispose()
      diagnosers = null
    },
  }
}

/** Text that stays the same while what it stands for does. */
export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16)
}

/** Whether a folder, named from a root, lies in it, whatever links there are. */
function isInside(root: string, folder: string): boolean {
  const full = path.resolve(root, folder)
  return isIn(root, full) && isIn(realPath(root), realPath(full))
}
