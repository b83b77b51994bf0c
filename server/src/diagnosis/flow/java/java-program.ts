import fs from 'node:fs'
import path from 'node:path'
import { LRUCache } from 'lru-cache'
import type { Grammar } from '../../../syntax/tree.ts'
import { readConfiguration } from '../configuration-file.ts'
import type { UnitIr } from '../ir.ts'
import { lastPart } from '../last-part.ts'
import type { FoundClass, Program } from '../program.ts'
import { lowerJava } from './lower-java.ts'

/** Largest file that is read for what another one calls, in bytes. */
const largestFile = 300_000
/** Most text whose classes are kept, in characters; what is made of it is some times as large. */
const mostText = 4_000_000
/** Most files of a package that are searched for implementations. */
const mostSearched = 200
/** How long what was read is taken as it is, in milliseconds: longer than a file takes, shorter than a person notices. */
const freshMs = 2000

export interface JavaProgramOptions {
  grammar: () => Grammar | null
  now: () => number
}

/** Finds classes of other files by their names: folders are packages. */
export function createJavaProgram({ grammar, now }: JavaProgramOptions): Program {
  const texts = new LRUCache<string, { at: number; text: string | null }>({ max: 500 })
  const units = new LRUCache<string, { text: string; unit: UnitIr }>({
    maxSize: mostText,
    sizeCalculation: ({ text }) => text.length + 1,
  })
  const folders = new LRUCache<string, { at: number; names: string[] }>({ max: 100 })

  let outcomes: ReturnType<Program['outcomes']> = new WeakMap()

  function keep(file: string, text: string, lower: () => UnitIr): UnitIr {
    const known = units.get(file)
    if (known?.text === text) return known.unit
    if (known) outcomes = new WeakMap()
    const unit = lower()
    units.set(file, { text, unit })
    return unit
  }

  function read(file: string): string | null {
    const known = texts.get(file)
    if (known && now() - known.at < freshMs) return known.text
    const text = readSmall(file)
    texts.set(file, { at: now(), text })
    return text
  }

  function unitOf(file: string): UnitIr | null {
    const text = read(file)
    if (text === null) return null
    const known = units.get(file)
    if (known?.text === text) return known.unit
    const tree = grammar()?.parse(text, null, 1000)
    if (!tree) return null
    try {
      return keep(file, text, () => lowerJava(file, tree.rootNode))
    } finally {
      tree.delete()
    }
  }

  function classNamed(name: string, from: UnitIr): FoundClass | null {
    for (const full of name.includes('.') ? [name] : from.wildcards.map(place => `${place}.${name}`)) {
      const found = findQualified(full, from)
      if (found) return found
    }
    return null
  }

  function findQualified(name: string, from: UnitIr): FoundClass | null {
    const parts = name.split('.')
    // Libraries of the language itself are not in the workspace.
    if (/^(java|javax|jakarta)\./.test(name)) return null
    for (const root of sourceRoots(from)) {
      // Nested classes stand in the file of the one around them.
      for (let count = parts.length; count > Math.max(0, parts.length - 3); count--) {
        const unit = unitOf(`${path.posix.join(root, ...parts.slice(0, count))}.java`)
        const declared = unit?.classes.find(one => one.name === name)
        if (unit && declared) return { unit, declared }
      }
    }
    return null
  }

  function namesIn(folder: string): string[] {
    const known = folders.get(folder)
    if (known && now() - known.at < freshMs) return known.names
    const names = listFolder(folder)
    folders.set(folder, { at: now(), names })
    return names
  }

  return {
    classNamed,
    functionNamed: () => null,
    onlyImplementation({ unit, declared }) {
      const folder = path.posix.dirname(unit.path)
      const simple = lastPart(declared.name)
      const mention = new RegExp(`\\b(implements|extends)\\b[^{;]*\\b${simple}\\b`)
      const found: FoundClass[] = []
      for (const name of namesIn(folder).slice(0, mostSearched)) {
        const file = path.posix.join(folder, name)
        const text = name.endsWith('.java') ? read(file) : null
        if (text === null || !mention.test(text)) continue
        const other = unitOf(file)
        for (const one of other?.classes ?? [])
          if (other && one.supertypes.some(above => classNamed(above, other)?.declared === declared))
            found.push({ unit: other, declared: one })
        if (found.length > 1) return null
      }
      return found[0] ?? null
    },
    outcomes: () => outcomes,
    unitOf: ({ path: file, text }, lower) => keep(file, text, lower),
    properties(name, from) {
      for (const place of resourceFolders(from)) {
        const file = path.posix.join(place, name.replace(/^\//, ''))
        const text = file.startsWith(place) ? read(file) : null
        if (text !== null) return readConfiguration(file, text)
      }
      return null
    },
  }
}

/** The folder in which packages begin, and those of the same module beside it. */
function sourceRoots(from: UnitIr): string[] {
  const root = sourceRoot(from)
  const other = root.replace(/\/src\/test\/java$/, '/src/main/java')
  return other === root ? [root] : [root, other]
}

function sourceRoot({ path: file, wildcards }: UnitIr): string {
  const folder = path.posix.dirname(file)
  const own = wildcards.at(-1)?.replaceAll('.', '/')
  return own !== undefined && folder.endsWith(`/${own}`) ? folder.slice(0, -own.length - 1) : folder
}

/** Where a file that a program loads by its name may be. */
function resourceFolders(from: UnitIr): string[] {
  const root = sourceRoot(from)
  const folder = path.posix.dirname(from.path)
  return [
    path.posix.join(root, '../resources'),
    root,
    folder,
    path.posix.join(root, '../../..'),
    path.posix.join(root, '..'),
  ]
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

function listFolder(folder: string): string[] {
  try {
    return fs.readdirSync(folder)
  } catch {
    // A file that has not been saved yet may stand in a folder that is not there.
    return []
  }
}
