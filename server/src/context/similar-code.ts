import { linesBetween, type ContextDocument, type ContextQuery } from './context-document.ts'
import { charactersOf, type ContextPart } from './context-part.ts'

/** Less alike than this is chance; more alike makes a model repeat it instead of going on. */
const likeness = { least: 0.3, most: 0.5 }
const mostFiles = 4
const longestWindowLines = 60
/** Longer documents are compared up to here: the rest would cost more than it is worth. */
const mostLines = 4000
const charactersPerLine = 40

/**
 * Pieces of other open documents in the same language that look like the code around the cursor, by the share of words that
 * both have (Jaccard index) over windows of lines; at most one of each document, the best one last.
 */
export function similarCode(query: ContextQuery, others: Iterable<ContextDocument>): ContextPart[] {
  const windowLines = Math.min(longestWindowLines, Math.floor(query.room / charactersPerLine))
  if (windowLines < 5) return []
  const { document, line } = query
  const half = Math.floor(longestWindowLines / 2)
  const wanted = new Set(linesBetween(document, line - half, line + half).flatMap(wordsOf))
  if (wanted.size < 5) return []
  const found: { score: number; part: ContextPart }[] = []
  for (const other of others) {
    if (other.uri === document.uri || family(other.languageId) !== family(document.languageId)) continue
    const best = bestWindow(other, wanted, windowLines)
    if (best) found.push(best)
  }
  const parts: ContextPart[] = []
  for (const { part } of found.sort((a, b) => b.score - a.score).slice(0, mostFiles)) {
    if (charactersOf([...parts, part]) <= query.room) parts.unshift(part)
  }
  return parts
}

function bestWindow(
  document: ContextDocument,
  wanted: ReadonlySet<string>,
  windowLines: number,
): { score: number; part: ContextPart } | null {
  const words = linesBetween(document, 0, mostLines).map(wordsOf)
  const counts = new Map<string, number>()
  let shared = 0
  const add = (line: string[] | undefined, step: 1 | -1): void => {
    for (const word of line ?? []) {
      const count = (counts.get(word) ?? 0) + step
      if (count === 0) counts.delete(word)
      else counts.set(word, count)
      if (wanted.has(word) && (step === 1 ? count === 1 : count === 0)) shared += step
    }
  }
  let best = { score: 0, start: 0 }
  for (let end = 0; end < words.length; end++) {
    add(words[end], 1)
    if (end >= windowLines) add(words[end - windowLines], -1)
    if (end < Math.min(windowLines, words.length) - 1) continue
    const score = shared / (counts.size + wanted.size - shared)
    if (score > best.score && score <= likeness.most) best = { score, start: Math.max(0, end - windowLines + 1) }
  }
  if (best.score < likeness.least) return null
  const text = linesBetween(document, best.start, best.start + windowLines)
    .join('\n')
    .trimEnd()
  return { score: best.score, part: { path: document.path, text: `${text}\n`, kind: 'snippet' } }
}

/** Words of a line that say something: names, not numbers or marks. */
function wordsOf(line: string): string[] {
  return line.match(/[\p{L}_$][\p{L}\p{N}_$]{2,}/gu) ?? []
}

/** Languages whose code is of use to each other. */
function family(languageId: string): string {
  if (/^(?:java|type)script(?:react)?$|^vue$|^svelte$/.test(languageId)) return 'javascript'
  if (/^(?:c|cpp|cuda-cpp|objective-c|objective-cpp)$/.test(languageId)) return 'c'
  return languageId
}
