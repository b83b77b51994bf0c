import type { KeptEvent } from '@wayline/inference/api'
import { endOf, linesOf, minimal, type Edit, type Place } from './edit.ts'
import type { Insertion } from './suggestion.ts'

/** How much of an accepted suggestion nobody has touched since. */
export type Kept = Pick<KeptEvent, 'id' | 'language' | 'model' | 'afterMs' | 'characters' | 'ofCharacters'>

export interface TrackerOptions {
  /** Calls back later; the returned function takes it back. */
  after: (delayMs: number, run: () => void) => () => void
  /** The branch that a document's repository is on; null if there is none. Never fails. */
  branchOf: (uri: string) => Promise<string | null>
  onMeasured: (kept: Kept) => void
}

/**
 * Follows what was accepted through later edits and tells how much is left of it after 30 s, 2 and 10 minutes. It keeps
 * places only, never text. What is in a document that closes, or whose repository goes to another branch, is not told of
 * any more: what became of it cannot be seen.
 */
export interface Tracker {
  /** The insertion has been made. Pieces of one suggestion count as one for as long as it has not been measured. */
  follow(insertion: Insertion): void
  /** To be called for each edit in order, that of an insertion before `follow`. */
  edited(uri: string, edit: Edit): void
  closed(uri: string): void
  /** Forgets everything. */
  clear(): void
}

/** A piece of one line, all of it accepted and untouched. Ends of lines belong to nobody. */
interface Run {
  line: number
  start: number
  end: number
}

interface Followed extends Pick<Insertion, 'id' | 'uri' | 'language' | 'model'> {
  runs: Run[]
  ofCharacters: number
  isMeasured: boolean
  branch: Promise<string | null>
  takeBack: () => void
}

const timesMs = [30_000, 120_000, 600_000] as const satisfies KeptEvent['afterMs'][]
/** Nobody accepts more than this in ten minutes; what is older then is let go. */
const mostFollowed = 500

export function createTracker({ after, branchOf, onMeasured }: TrackerOptions): Tracker {
  const all = new Set<Followed>()

  function drop(followed: Followed): void {
    followed.takeBack()
    all.delete(followed)
  }

  function measureLater(followed: Followed, index: number): void {
    const afterMs = timesMs[index]
    if (afterMs === undefined) drop(followed)
    else followed.takeBack = after(afterMs - (timesMs[index - 1] ?? 0), () => void measure(followed, index, afterMs))
  }

  async function measure(followed: Followed, index: number, afterMs: Kept['afterMs']): Promise<void> {
    const { id, uri, language, model, ofCharacters } = followed
    followed.isMeasured = true
    const characters = lengthOf(followed.runs)
    const isSameBranch = (await followed.branch) === (await branchOf(uri))
    if (!all.has(followed)) return
    if (isSameBranch) onMeasured({ id, language, model, afterMs, characters, ofCharacters })
    measureLater(followed, isSameBranch ? index + 1 : timesMs.length)
  }

  return {
    follow({ id, uri, language, model, from, text }) {
      const runs = runsOf(from, text)
      const before = [...all].find(followed => followed.id === id && followed.uri === uri && !followed.isMeasured)
      if (before) {
        before.runs.push(...runs)
        before.ofCharacters += lengthOf(runs)
        return
      }
      const [oldest] = all
      if (oldest && all.size >= mostFollowed) drop(oldest)
      const followed: Followed = {
        id,
        uri,
        language,
        model,
        runs,
        ofCharacters: lengthOf(runs),
        isMeasured: false,
        branch: branchOf(uri),
        takeBack: () => undefined,
      }
      all.add(followed)
      measureLater(followed, 0)
    },
    edited(uri, sent) {
      const edit = minimal(sent)
      const end = endOf(edit.from, edit.text)
      for (const followed of all) {
        if (followed.uri === uri) followed.runs = followed.runs.flatMap(run => left(run, edit, end))
      }
    },
    closed(uri) {
      for (const followed of all) if (followed.uri === uri) drop(followed)
    },
    clear() {
      for (const followed of all) drop(followed)
    },
  }
}

function runsOf(from: Place, text: string): Run[] {
  return linesOf(text).flatMap((line, index) => {
    const start = index === 0 ? from.character : 0
    return line === '' ? [] : [{ line: from.line + index, start, end: start + line.length }]
  })
}

function lengthOf(runs: Run[]): number {
  return runs.reduce((sum, { start, end }) => sum + end - start, 0)
}

/** What an edit has left of a run, where that is now; `end` is where its text ends. */
function left(run: Run, { from, to }: Edit, end: Place): Run[] {
  if (run.line < from.line || (run.line === from.line && run.end <= from.character)) return [run]
  const line = run.line + end.line - to.line
  const shift = run.line === to.line ? end.character - to.character : 0
  if (run.line > to.line || (run.line === to.line && run.start >= to.character))
    return [{ line, start: run.start + shift, end: run.end + shift }]
  const rest: Run[] = []
  if (run.line === from.line && run.start < from.character)
    rest.push({ line: run.line, start: run.start, end: from.character })
  if (run.line === to.line && run.end > to.character) rest.push({ line, start: end.character, end: run.end + shift })
  return rest
}
