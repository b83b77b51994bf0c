import type { Finding, Range } from '../diagnosis/finding.ts'
import type { Lines } from '../diagnosis/function-excerpt.ts'
import type { Diagnosis, DocumentFindings } from './diagnosis.ts'
import type { DocumentEdit, Documents, OpenDocument } from './documents.ts'

/** What can be told of a long document that has been edited before all of it has been looked at. */
export interface FirstFindings {
  /**
   * What is wrong with the function in which it has been edited, and with the rest as it was told of last. Null for a document that
   * takes no time, is known, or has been edited in more places.
   */
  of(document: OpenDocument, signal: AbortSignal): Promise<DocumentFindings | null>
  /** All that is wrong with a document, to be told of from now on until it is known anew. */
  keep(document: OpenDocument, found: DocumentFindings | null): void
}

interface Told {
  findings: readonly Finding[]
  /** Where the document has been edited since; null for nowhere. */
  changed: Lines | null
}

/** A shorter document is looked at as a whole in the time that a person takes to look up. */
const longLines = 3000

/** Remembers what has been told of long documents, moves it along with their edits, and asks for the function that has changed. */
export function createFirstFindings(
  documents: Pick<Documents, 'onEdit' | 'onClose'>,
  diagnosis: Pick<Diagnosis, 'inFunction' | 'known'>,
): FirstFindings {
  const told = new Map<string, Told>()
  documents.onEdit(({ uri }, edit) => {
    const known = told.get(uri)
    if (known) told.set(uri, edited(known, edit))
  })
  documents.onClose(({ uri }) => told.delete(uri))

  return {
    async of(document, signal) {
      const { changed } = told.get(document.uri) ?? {}
      if (!changed || diagnosis.known(document)) return null
      const { version } = document
      const found = await diagnosis.inFunction(document, changed, signal).catch(() => null)
      // What has been moved along meanwhile is not of this version.
      const known = told.get(document.uri)
      if (!found || !known || document.version !== version) return null
      const others = known.findings.filter(({ range }) => !isIn(found.range, range))
      const findings = [...others, ...found.findings].sort((a, b) => a.range.start.line - b.range.start.line)
      return { version, findings, all: findings }
    },
    keep({ uri, version, text }, found) {
      if (found?.version === version && text.lineCount > longLines)
        told.set(uri, { findings: found.findings, changed: null })
      else if (!found) told.delete(uri)
    },
  }
}

/** The same after an edit: findings behind it move along, those in it are gone. */
function edited({ findings, changed }: Told, { from, to, text }: DocumentEdit): Told {
  const last = from.line + text.split('\n').length - 1
  const by = last - to.line
  const moved = (line: number): number => (line > to.line ? line + by : line)
  const movedRange = ({ start, end }: Range): Range => ({
    start: { ...start, line: moved(start.line) },
    end: { ...end, line: moved(end.line) },
  })
  return {
    findings: findings
      .filter(({ range: { start, end } }) => start.line > to.line || end.line < from.line)
      .map(finding => ({ ...finding, range: movedRange(finding.range) })),
    changed: changed
      ? { first: Math.min(moved(changed.first), from.line), last: Math.max(moved(changed.last), last) }
      : { first: from.line, last },
  }
}

function isIn(outer: Range, { start }: Range): boolean {
  return start.line >= outer.start.line && start.line <= outer.end.line
}
