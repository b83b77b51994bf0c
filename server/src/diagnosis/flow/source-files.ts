import fs from 'node:fs'
import path from 'node:path'
import { LRUCache } from 'lru-cache'
import type { Grammar, SyntaxNode } from '../../syntax/tree.ts'
import { absent, contentState, folderState, present } from '../dependencies.ts'
import type { UnitIr } from './ir.ts'
import type { Program } from './program.ts'
import { createReads, type Reads } from './reads.ts'

/** Largest file that is read for what another one calls, in bytes. */
const largestFile = 300_000
/** Most text whose functions are kept, in characters; what is made of it is some times as large. */
const mostText = 8_000_000
/** How long what was read is taken as it is, in milliseconds: longer than a file takes, shorter than a person notices. */
const freshMs = 2000
/** Longest time for parsing a file that another one calls, in milliseconds. */
const patienceMs = 1000

export interface SourceFilesOptions {
  /** What reads a file. */
  grammar: (file: string) => Grammar | null
  lower: (path: string, root: SyntaxNode) => UnitIr
  now: () => number
}

/** The files around the one that is diagnosed: as they are on disk, lowered when somebody needs what they declare. */
export interface SourceFiles {
  /** Null where there is none, or it is too large. */
  read: (file: string) => string | null
  /** Names in a folder; none where there is no such folder. */
  namesIn: (folder: string) => FolderNames
  /** What a file declares; null where it cannot be read. */
  unitOf: (file: string) => UnitIr | null
  /** Takes a file that has just been lowered, so that it need not be read again; or gives the one that it has. */
  keep: (file: string, text: string, lower: () => UnitIr) => UnitIr
  /** The text of a file that has been lowered, as it was then. */
  textOf: (file: string) => string | null
  outcomes: Program['outcomes']
  /** Everything that is read here is recorded there. */
  reads: Reads
}

/** The names in a folder. */
export interface FolderNames extends Iterable<string> {
  has: (name: string) => boolean
}

interface ReadFile {
  at: number
  text: string | null
  /** What the answer depends on, and how that was: the file itself, or the uppermost folder that is not there. */
  place: string
  state: string
}

/** Reads and lowers files at most once while they do not change. */
export function createSourceFiles({ grammar, lower, now }: SourceFilesOptions): SourceFiles {
  const texts = new LRUCache<string, ReadFile>({ max: 500 })
  const folders = new LRUCache<string, { at: number; names: FolderNames }>({ max: 2000 })
  const missing = new LRUCache<string, { at: number; uppermost: string }>({ max: 2000 })
  const reads = createReads(now)
  const units = new LRUCache<string, { text: string; unit: UnitIr }>({
    maxSize: mostText,
    sizeCalculation: ({ text }) => text.length + 1,
  })
  let outcomes: ReturnType<Program['outcomes']> = new WeakMap()

  function read(file: string): string | null {
    const known = texts.get(file)
    const one = known && now() - known.at < freshMs ? known : readNow(file)
    reads.add(one.place, one.state)
    return one.text
  }

  function readNow(file: string): ReadFile {
    const { text, state } = readSmall(file)
    const one = { at: now(), text, place: state === absent ? uppermostMissing(file) : file, state }
    texts.set(file, one)
    return one
  }

  /** Of the folders of a library none is there: one of them says it for all files below it. */
  function uppermostMissing(file: string): string {
    const folder = path.posix.dirname(file)
    const known = missing.get(folder)
    if (known && now() - known.at < freshMs) return known.uppermost === '' ? file : known.uppermost
    const isThere = folder === path.posix.dirname(folder) || fs.existsSync(folder)
    const uppermost = isThere ? '' : uppermostMissing(folder)
    missing.set(folder, { at: now(), uppermost })
    return uppermost === '' ? file : uppermost
  }

  function keep(file: string, text: string, lowerIt: () => UnitIr): UnitIr {
    const known = units.get(file)
    if (known?.text === text) return known.unit
    // What is known of calls may be of functions that have changed.
    if (known) outcomes = new WeakMap()
    const unit = lowerIt()
    units.set(file, { text, unit })
    return unit
  }

  return {
    read,
    keep,
    reads,
    namesIn(folder) {
      const known = folders.get(folder)
      if (known && now() - known.at < freshMs) return known.names
      const names = listFolder(folder, reads)
      folders.set(folder, { at: now(), names })
      return names
    },
    unitOf(file) {
      const text = read(file)
      if (text === null) return null
      const known = units.get(file)
      if (known?.text === text) return known.unit
      const tree = grammar(file)?.parse(text, null, patienceMs)
      if (!tree) return null
      try {
        return keep(file, text, () => lower(file, tree.rootNode))
      } finally {
        tree.delete()
      }
    },
    textOf: file => units.get(file)?.text ?? null,
    outcomes: () => outcomes,
  }
}

function readSmall(file: string): Pick<ReadFile, 'text' | 'state'> {
  try {
    const stats = fs.statSync(file, { throwIfNoEntry: false })
    if (!stats) return { text: null, state: absent }
    if (!stats.isFile() || stats.size > largestFile) return { text: null, state: present }
    const bytes = fs.readFileSync(file)
    return { text: bytes.toString('utf8'), state: contentState(bytes) }
  } catch {
    // A name that no file can have, or a file that nobody may read.
    return { text: null, state: absent }
  }
}

/** Whoever asks for one name depends on that one; whoever goes through all of them, on each. */
function listFolder(folder: string, reads: Reads): FolderNames {
  let names: readonly string[]
  let state: string | null = null
  try {
    names = fs.readdirSync(folder)
  } catch {
    // Most names are of libraries, and a file that has not been saved yet may stand in a folder that is not there.
    names = []
    state = absent
  }
  const known = new Set(names)
  return {
    has(name) {
      const isThere = known.has(name)
      reads.add(path.posix.join(folder, name), isThere ? present : absent)
      return isThere
    },
    [Symbol.iterator]() {
      state ??= folderState(names)
      reads.add(folder, state)
      return known.values()
    },
  }
}
