import { pathToFileURL } from 'node:url'
import type { Finding, Position, Range } from '../diagnosis/finding.ts'
import { failureFinding } from '../diagnosis/failures/failure-finding.ts'
import { locate, type LocatedFailure } from '../diagnosis/failures/locate.ts'
import { readFailures } from '../diagnosis/failures/read-failures.ts'
import { workspaceFiles } from '../diagnosis/failures/workspace-files.ts'
import type { Boundary } from '../safety/boundary.ts'
import { slashed } from '../workspace-index/list-files.ts'
import type { Overlay } from './diagnosis.ts'
import type { DocumentEdit, Documents } from './documents.ts'
import { fileOf } from './file-of.ts'
import { lineOfFile } from './line-of-file.ts'
import type { WorkspaceFolders } from './workspace-folders.ts'

/** What compilers, tests and programs have printed, at the places in the workspace that it is about. */
export interface Outputs extends Overlay {
  /** Reads an output; its failures take the place of those of the one before. Without any, those stay. */
  read(output: string, signal: AbortSignal): Promise<LocatedFailure[]>
  /** Forgets the failures. */
  clear(): void
  /** The files that failures are in, by URI. */
  all(): ReadonlyMap<string, readonly Finding[]>
}

export interface OutputsOptions {
  documents: Documents
  folders: WorkspaceFolders
  boundary: Pick<Boundary, 'excludes'>
}

/** Longer output is not read to its end, in characters. */
const longest = 16 * 1024 * 1024
/** The first ones are the ones to mend; the rest often follows from them. */
const mostFailures = 500

export function createOutputs({ documents, folders, boundary }: OutputsOptions): Outputs {
  let findings = new Map<string, Finding[]>()
  const listeners: (() => void)[] = []

  function replace(next: Map<string, Finding[]>): void {
    if (findings.size === 0 && next.size === 0) return
    findings = next
    for (const listener of listeners) listener()
  }

  function isWanted(path: string): boolean {
    const uri = pathToFileURL(path).href
    return !boundary.excludes({ uri, path: folders.pathOf(uri) })
  }

  /** As the editor has it, where it is open. */
  function lineOf(path: string, line: number): string {
    const open = documents.get(pathToFileURL(path).href)
    return (open ? open.text.line(line) : lineOfFile(path, line)).replace(/\r$/, '')
  }

  documents.onEdit((document, edit) => {
    const known = findings.get(document.uri)
    if (!known) return
    const left = known.flatMap(finding => movedBy(finding, edit))
    if (left.length > 0) findings.set(document.uri, left)
    else findings.delete(document.uri)
  })

  return {
    async read(output, signal) {
      const failures = readFailures(output.slice(0, longest)).slice(0, mostFailures)
      if (failures.length === 0) return []
      const workspace = await workspaceFiles(folders.roots().flatMap(fileOf).map(slashed), isWanted, signal)
      const located = failures.map(failure => locate(failure, workspace))
      const next = new Map<string, Finding[]>()
      for (const one of located) {
        const placed = failureFinding(one, lineOf)
        if (!placed) continue
        const uri = pathToFileURL(placed.path).href
        next.set(uri, [...(next.get(uri) ?? []), placed.finding])
      }
      replace(next)
      return located
    },
    clear: () => replace(new Map()),
    all: () => findings,
    apply: (uri, _, others) => [...others, ...(findings.get(uri) ?? [])],
    onChange: listener => void listeners.push(listener),
  }
}

/** A finding after an edit: none where its line has been edited, and further down where lines have come before it. */
function movedBy(finding: Finding, { from, to, text }: DocumentEdit): Finding[] {
  const { line } = finding.range.start
  const added = text.split(/\r\n|\r|\n/).length - 1 - (to.line - from.line)
  if (to.line < line || (to.line === line && to.character === 0 && from.line < line)) {
    const steps = finding.steps.map(step =>
      step.path === null && step.range.start.line >= to.line ? { ...step, range: moved(step.range, added) } : step,
    )
    return [{ ...finding, steps, range: moved(finding.range, added) }]
  }
  const isBehind = from.line > line || (from.line === line && from.character >= endOf(finding) && text.startsWith('\n'))
  return isBehind ? [finding] : []
}

function endOf({ range: { end } }: Finding): number {
  return end.character
}

function moved({ start, end }: Range, by: number): Range {
  const down = ({ line, character }: Position): Position => ({ line: Math.max(0, line + by), character })
  return { start: down(start), end: down(end) }
}
