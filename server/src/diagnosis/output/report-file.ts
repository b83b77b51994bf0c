import { compareWithBaseline, type Baseline } from '../baseline/baseline.ts'
import { fingerprints } from '../baseline/fingerprint.ts'
import { relativePath, reported, type ReportedFinding, type Suppression } from './report.ts'
import { isWanted, type Finding, type Range } from '../finding.ts'
import type { SourceText } from '../subject.ts'
import { keyMaterialIn } from '../../safety/secrets/key-blocks.ts'

/** What a report tells of a file's findings. Those that a comment suppresses or the baseline knows are in it, and do not count. */
export function reportFile(
  findings: readonly Finding[],
  source: SourceText,
  folder: string,
  baseline: Baseline | null,
  /** What is shown of it, as long as its text. */
  shown = source.text,
): ReportedFinding[] {
  const file = relativePath(folder, source.path)
  // What is suppressed comes last, so that a comment changes no other finding's name.
  const inOrder = [...findings.filter(isWanted), ...findings.filter(finding => !isWanted(finding))]
  const named = fingerprints(file, source.text, inOrder)
  const known = new Set(
    baseline
      ? compareWithBaseline(
          baseline,
          file,
          named.filter(({ finding }) => isWanted(finding)),
        ).known
      : [],
  )
  const found = findings.filter(({ kind }) => kind === 'secret').map(({ range }) => range)
  // A finding is at the first line of a key; the others stand beside it, and beside whatever is found near it.
  const secrets = [...found, ...keyRanges(shown)]
  return named.map(one => {
    const suppression = suppressionOf(one.finding, known.has(one))
    return reported(
      withoutMark(one.finding),
      { ...source, text: shown },
      folder,
      { fingerprint: one.fingerprint, suppression },
      secrets,
    )
  })
}

function keyRanges(text: string): Range[] {
  return keyMaterialIn(text).map(({ line, start, end }) => ({
    start: { line, character: start },
    end: { line, character: end },
  }))
}

function suppressionOf({ suppressed }: Finding, isKnown: boolean): Suppression | null {
  if (suppressed !== undefined) return { by: 'comment', reason: suppressed }
  return isKnown ? { by: 'baseline', reason: 'It stands in the baseline.' } : null
}

/** Its `suppression` tells the same. */
function withoutMark(finding: Finding): Finding {
  const plain = { ...finding }
  delete plain.suppressed
  return plain
}
