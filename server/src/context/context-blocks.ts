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
 * keep what they have computed of it. It is made when a document is opened, and rebuilt when the user turns to another
 * document, saves, or rests; never while a request waits.
 */
export interface ContextBlocks {
  /** At once what there is, and from now on that there is a user at this place. */
  at(uri: string, place: ContextPlace, room: ContextRoom): ContextPart[]
  /** There will perhaps be a user at this place: gets the first request's block ready. */
  opened(uri: string, place: ContextPlace, room: ContextRoom): void
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
/** Editors open documents by the dozen; of those that come together the last is made ready. */
const openMs = 50
/** A source that takes longer than this is left out. No request waits for it. */
const patienceMs = 150
/** In less than this no piece of code says anything, and on a small processor every token of it costs. */
const leastRoom = 600

export function createContextBlocks(options: ContextBlocksOptions): ContextBlocks {
  const { find, after, onFresh } = options
  const blocks = new LRUCache<string, ContextPart[]>({ max: 20 })
  let current: Target | null = null
  /** The last document that was opened and where nobody has asked yet; never the reason to leave the current one. */
  let opened: { target: Target; takeBack: () => void } | null = null
  let due: { isNow: boolean; takeBack: () => void } | null = null
  let generation = 0
  /** The newest rebuild that is done, or that is not wanted any more. */
  let finished = 0
  let sources = patientSources(() => rebuildIn(0))
  let openingSources = patientSources(openAgain)

  function patientSources(onLate: () => void): ContextSource[] {
    return options.sources.map(source => patientSource(source, { ms: patienceMs, after, onLate }))
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
    if (!current) return
    const { uri } = current
    // Whoever began later and has finished knows more; one that is still at work may itself be overtaken, again and again.
    const parts = await partsFor(current, sources, () => finished >= mine)
    if (!parts) return
    finished = mine
    if (JSON.stringify(parts) === JSON.stringify(blocks.get(uri) ?? [])) return
    blocks.set(uri, parts)
    onFresh(uri)
  }

  /** Null where it is not wanted any more. */
  async function partsFor(
    { uri, place, room }: Target,
    asked: ContextSource[],
    isOvertaken: () => boolean,
  ): Promise<ContextPart[] | null> {
    const document = find(uri)
    if (!document) return null
    const found: ContextPart[] = []
    // What comes last in the prompt is nearest to what is being written: the others share what it leaves.
    for (const source of asked.toReversed()) {
      const left = room.all - charactersOf(found)
      found.unshift(...(await source({ document, ...place, room: left, editsRoom: room.edits })))
      if (isOvertaken()) return null
    }
    return fitting(found, room.all)
  }

  function open(target: Target): void {
    opened?.takeBack()
    const mine = { target, takeBack: after(openMs, () => void makeReady()) }
    opened = mine
    const makeReady = async (): Promise<void> => {
      const parts = await partsFor(target, openingSources, () => opened !== mine)
      if (parts) blocks.set(target.uri, parts)
    }
  }

  function openAgain(): void {
    if (opened) open(opened.target)
  }

  function leaveOpened(): void {
    opened?.takeBack()
    opened = null
  }

  return {
    at(uri, place, room) {
      if (room.all < leastRoom) return []
      const isElsewhere = current?.uri !== uri
      if (opened?.target.uri === uri) leaveOpened()
      current = { uri, place, room }
      if (isElsewhere) rebuildIn(0)
      return fitting(blocks.get(uri) ?? [], room.kept)
    },
    opened(uri, place, room) {
      if (room.all >= leastRoom && current?.uri !== uri) open({ uri, place, room })
    },
    saved(uri) {
      if (current?.uri === uri) rebuildIn(0)
    },
    refresh() {
      if (current) rebuildIn(0)
      openAgain()
    },
    edited() {
      if (current && !due?.isNow) rebuildIn(restMs)
    },
    closed(uri) {
      blocks.delete(uri)
      if (current?.uri === uri) current = null
      if (opened?.target.uri === uri) leaveOpened()
    },
    clear() {
      blocks.clear()
      finished = generation
      sources = patientSources(() => rebuildIn(0))
      openingSources = patientSources(openAgain)
      leaveOpened()
      if (current) rebuildIn(0)
    },
    dispose() {
      finished = Infinity
      due?.takeBack()
      leaveOpened()
    },
  }
}

interface Target {
  uri: string
  place: ContextPlace
  room: ContextRoom
}

/** The pieces that fit, the last ones rather than the first: those are nearest to what is being written. */
function fitting(parts: ContextPart[], room: number): ContextPart[] {
  let first = 0
  while (charactersOf(parts.slice(first)) > room) first++
  return parts.slice(first)
}
