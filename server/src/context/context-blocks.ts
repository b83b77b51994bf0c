import { LRUCache } from 'lru-cache'
import type { ContextDocument } from './context-document.ts'
import { charactersOf, type ContextPart } from './context-part.ts'
import { patientSource, type ContextSource } from './patient-source.ts'

export interface ContextBlocksOptions {
  /** In the order of the prompt: what changes least comes first. */
  sources: ContextSource[]
  find: (uri: string) => ContextDocument | undefined
  after: (delayMs: number, run: () => void) => () => void
  /** A document's block is another one now, so that engines may read it ahead. */
  onFresh: (uri: string) => void
}

/** Where the cursor is, from 0. */
export interface ContextPlace {
  line: number
  character: number
}

/** How much a model takes, in characters. */
export interface ContextRoom {
  all: number
  /** As long as a block is not larger than this it stays whole, though the document has grown since it was made. */
  kept: number
  edits: number
}

/**
 * The block of other code that goes before a document's own, frozen from one rebuild to the next, byte for byte: engines
 * keep what they have computed of it. It is rebuilt when the user turns to another document, saves, or rests; never
 * while a request waits.
 */
export interface ContextBlocks {
  /** At once what there is, and from now on that there is a user at this place. */
  at(uri: string, place: ContextPlace, room: ContextRoom): ContextPart[]
  saved(uri: string): void
  /** The sources know much more than before. */
  refresh(): void
  /** Something has changed: the block is rebuilt when nobody has typed for a while. */
  edited(): void
  closed(uri: string): void
  /** Forgets everything: what may be shown has changed. */
  clear(): void
  dispose(): void
}

const restMs = 3000
/** A source that takes longer than this is left out. No request waits for it. */
const patienceMs = 150
/** In less than this no piece of code says anything, and on a small processor every token of it costs. */
const leastRoom = 600

export function createContextBlocks(options: ContextBlocksOptions): ContextBlocks {
  const { find, after, onFresh } = options
  const blocks = new LRUCache<string, ContextPart[]>({ max: 20 })
  let current: { uri: string; place: ContextPlace; room: ContextRoom } | null = null
  let due: { isNow: boolean; takeBack: () => void } | null = null
  let generation = 0
  /** The newest rebuild that is done, or that is not wanted any more. */
  let finished = 0
  let sources = patientSources()

  function patientSources(): ContextSource[] {
    return options.sources.map(source => patientSource(source, { ms: patienceMs, after, onLate: () => rebuildIn(0) }))
  }

  function rebuildIn(delayMs: number): void {
    due?.takeBack()
    const takeBack = after(delayMs, () => {
      due = null
      void rebuild()
    })
    due = { isNow: delayMs === 0, takeBack }
  }

  async function rebuild(): Promise<void> {
    const mine = ++generation
    const document = current && find(current.uri)
    if (!current || !document) return
    const { uri, place, room } = current
    const found: ContextPart[] = []
    // What comes last in the prompt is nearest to what is being written: the others share what it leaves.
    for (const source of sources.toReversed()) {
      const left = room.all - charactersOf(found)
      found.unshift(...(await source({ document, ...place, room: left, editsRoom: room.edits })))
      // Whoever began later and has finished knows more; one that is still at work may itself be overtaken, again and again.
      if (finished >= mine) return
    }
    finished = mine
    const parts = fitting(found, room.all)
    if (JSON.stringify(parts) === JSON.stringify(blocks.get(uri) ?? [])) return
    blocks.set(uri, parts)
    onFresh(uri)
  }

  return {
    at(uri, place, room) {
      if (room.all < leastRoom) return []
      const isElsewhere = current?.uri !== uri
      current = { uri, place, room }
      if (isElsewhere) rebuildIn(0)
      return fitting(blocks.get(uri) ?? [], room.kept)
    },
    saved(uri) {
      if (current?.uri === uri) rebuildIn(0)
    },
    refresh() {
      if (current) rebuildIn(0)
    },
    edited() {
      if (current && !due?.isNow) rebuildIn(restMs)
    },
    closed(uri) {
      blocks.delete(uri)
      if (current?.uri === uri) current = null
    },
    clear() {
      blocks.clear()
      finished = generation
      sources = patientSources()
      if (current) rebuildIn(0)
    },
    dispose() {
      finished = Infinity
      due?.takeBack()
    },
  }
}

/** The pieces that fit, the last ones rather than the first: those are nearest to what is being written. */
function fitting(parts: ContextPart[], room: number): ContextPart[] {
  let first = 0
  while (charactersOf(parts.slice(first)) > room) first++
  return parts.slice(first)
}
