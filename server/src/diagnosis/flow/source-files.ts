import fs from 'node:fs'
import { LRUCache } from 'lru-cache'
import type { Grammar, SyntaxNode } from '../../syntax/tree.ts'
import type { UnitIr } from './ir.ts'
import type { Program } from './program.ts'

/** Largest file that is read for what another one calls, in bytes. */
const largestFile = 300_000
/** Most text whose functions are kept, in characters; what is made of it is some times as large. */
const mostText = 8_000_000
/** How long what was read is taken as it is, in milliseconds: longer than a file takes, shorter than a person notices. */
const freshMs = 2000
/** Longest time for parsing a file that another one calls, in milliseconds. */
const patienceMs = 1000

export interface SourceFilesOptions {
  grammar: () => Grammar | null
  lower: (path: string, root: SyntaxNode) => UnitIr
  now: () => number
}

/** The files around the one that is diagnosed: as they are on disk, lowered when somebody needs what they declare. */
export interface SourceFiles {
  /** Null where there is none, or it is too large. */
  read: (file: string) => string | null
  /** Names in a folder; none where there is no such folder. */
  namesIn: (folder: string) => ReadonlySet<string>
  /** What a file declares; null where it cannot be read. */
  unitOf: (file: string) => UnitIr | null
  /** Takes a file that has just been lowered, so that it need not be read again; or gives the one that it has. */
  keep: (file: string, text: string, lower: () => UnitIr) => UnitIr
  /** The text of a file that has been lowered, as it was then. */
  textOf: (file: string) => string | null
  outcomes: Program['outcomes']
}

/** Reads and lowers files at most once while they do not change. */
export function createSourceFiles({ grammar, lower, now }: SourceFilesOptions): SourceFiles {
  const texts = new LRUCache<string, { at: number; text: string | null }>({ max: 500 })
  const folders = new LRUCache<string, { at: number; names: ReadonlySet<string> }>({ max: 2000 })
  const units = new LRUCache<string, { text: string; unit: UnitIr }>({
    maxSize: mostText,
    sizeCalculation: ({ text }) => text.length + 1,
  })
  let outcomes: ReturnType<Program['outcomes']> = new WeakMap()

  function read(file: string): string | null {
    const known = texts.get(file)
    if (known && now() - known.at < freshMs) return known.text
    const text = readSmall(file)
    texts.set(file, { at: now(), text })
    return text
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
    namesIn(folder) {
      const known = folders.get(folder)
      if (known && now() - known.at < freshMs) return known.names
      const names = listFolder(folder)
      folders.set(folder, { at: now(), names })
      return names
    },
    unitOf(file) {
      const text = read(file)
      if (text === null) return null
      const known = units.get(file)
      if (known?.text === text) return known.unit
      const tree = grammar()?.parse(text, null, patienceMs)
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

function readSmall(file: string): string | null {
  try {
    const { size } = fs.statSync(file)
    return size > largestFile ? null : fs.readFileSync(file, 'utf8')
  } catch {
    // Most names are of libraries, which have no file here.
    return null
  }
}

function listFolder(folder: string): ReadonlySet<string> {
  try {
    return new Set(fs.readdirSync(folder))
  } catch {
    // Most names are of libraries, and a file that has not been saved yet may stand in a folder that is not there.
    return new Set()
  }
}
