import fs from 'node:fs'
import path from 'node:path'
import { LRUCache } from 'lru-cache'
import type { Grammar } from '../../../syntax/tree.ts'
import type { FieldIr, UnitIr } from '../ir.ts'
import type { FoundClass, Program } from '../program.ts'
import { elsewhere, lowerGo } from './lower-go.ts'

/** Largest file that is read for what another one calls, in bytes. */
const largestFile = 300_000
/** Most text whose functions are kept, in characters; what is made of it is some times as large. */
const mostText = 4_000_000
/** Most files of a package that are searched. */
const mostSearched = 100
/** How long what was read is taken as it is, in milliseconds: longer than a file takes, shorter than a person notices. */
const freshMs = 2000
/** Most folders above a file that may have its `go.mod`. */
const mostAbove = 12

export interface GoProgramOptions {
  grammar: () => Grammar | null
  now: () => number
}

/** The module that a file belongs to. */
interface Module {
  name: string
  root: string
}

/** Finds functions and types of other files: a folder is a package, and `go.mod` says what the folders are called. */
export function createGoProgram({ grammar, now }: GoProgramOptions): Program {
  const texts = new LRUCache<string, { at: number; text: string | null }>({ max: 500 })
  const units = new LRUCache<string, { text: string; unit: UnitIr }>({
    maxSize: mostText,
    sizeCalculation: ({ text }) => text.length + 1,
  })
  const folders = new LRUCache<string, { at: number; names: string[] }>({ max: 100 })
  const indexes = new LRUCache<string, { text: string; names: DeclaredNames }>({ max: 1000 })
  const globals = new LRUCache<string, { at: number; from: string; found: FoundClass | null }>({ max: 100 })
  const modules = new LRUCache<string, { at: number; module: Module | null }>({ max: 500 })

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
      return keep(file, text, () => lowerGo(file, tree.rootNode))
    } finally {
      tree.delete()
    }
  }

  function filesIn(folder: string): string[] {
    const known = folders.get(folder)
    if (known && now() - known.at < freshMs) return known.names
    const names = listFolder(folder)
      .filter(name => name.endsWith('.go') && !name.endsWith('_test.go'))
      .sort()
      .slice(0, mostSearched)
      .map(name => path.posix.join(folder, name))
    folders.set(folder, { at: now(), names })
    return names
  }

  /** The folder of a package: of an import path, or of the folder itself. */
  function folderOf(place: string, from: UnitIr): string | null {
    const own = path.posix.dirname(from.path)
    if (place === own) return own
    const module = moduleOf(own)
    if (!module || (place !== module.name && !place.startsWith(`${module.name}/`))) return null
    return path.posix.join(module.root, place.slice(module.name.length))
  }

  function moduleOf(folder: string): Module | null {
    const known = modules.get(folder)
    if (known && now() - known.at < freshMs) return known.module
    const module = findModule(folder, read)
    modules.set(folder, { at: now(), module })
    return module
  }

  /** What a file declares, as far as its text tells at a glance: most files need not be read for that. */
  function indexOf(file: string): DeclaredNames | null {
    const text = read(file)
    if (text === null) return null
    const known = indexes.get(file)
    if (known?.text === text) return known.names
    const names = declaredNames(text)
    indexes.set(file, { text, names })
    return names
  }

  /** The files of a folder, after another one, that declare something. */
  function* filesThatDeclare(
    declares: (names: DeclaredNames) => boolean,
    folder: string,
    after: string | null,
  ): Generator<UnitIr> {
    const files = filesIn(folder)
    const start = after === null ? 0 : files.indexOf(after) + 1
    // Each file is asked for what comes after it, so they stand in a circle.
    for (const file of [...files.slice(start), ...files.slice(0, start)]) {
      const names = file === after ? null : indexOf(file)
      const unit = names && declares(names) ? unitOf(file) : null
      if (unit) yield unit
    }
  }

  function classNamed(name: string, from: UnitIr): FoundClass | null {
    if (name.endsWith(elsewhere)) return typeAfter(name.slice(0, -elsewhere.length), from)
    const own = folderOf(name, from)
    if (own !== null) return globalsOf(own, from)
    const dot = name.lastIndexOf('.')
    const folder = dot < 0 ? null : folderOf(name.slice(0, dot), from)
    if (folder === null) return null
    const simple = name.slice(dot + 1)
    for (const unit of filesThatDeclare(names => names.types.has(simple), folder, null)) {
      const declared = unit.classes.find(one => one.name === `${folder}.${simple}`)
      if (declared) return { unit, declared }
    }
    return null
  }

  /** What the next file of the folder has of a type. */
  function typeAfter(name: string, from: UnitIr): FoundClass | null {
    const dot = name.lastIndexOf('.')
    const simple = name.slice(dot + 1)
    for (const unit of filesThatDeclare(names => names.types.has(simple), name.slice(0, dot), from.path)) {
      const declared = unit.classes.find(one => one.name === name)
      if (declared) return { unit, declared }
    }
    return null
  }

  /** The variables and constants of a package, but for those of the file that asks, which knows its own. */
  function globalsOf(folder: string, from: UnitIr): FoundClass | null {
    const known = globals.get(folder)
    if (known && now() - known.at < freshMs && known.from === from.path) return known.found
    const fields = new Map<string, FieldIr>()
    for (const unit of filesThatDeclare(names => names.hasGlobals, folder, from.path))
      for (const [name, field] of unit.classes[0]?.fields ?? []) fields.set(name, field)
    const declared = {
      name: folder,
      supertypes: [],
      isInterface: false,
      isModule: true as const,
      annotations: [],
      fields,
      methods: new Map(),
    }
    const found = { unit: from, declared }
    globals.set(folder, { at: now(), from: from.path, found })
    return found
  }

  return {
    classNamed,
    functionNamed(module, name, from) {
      const folder = folderOf(module, from)
      if (folder === null) return null
      for (const unit of filesThatDeclare(names => names.functions.has(name), folder, null)) {
        const found = unit.functions.find(one => one.name === name)
        if (found) return { unit, function: found }
      }
      return null
    },
    onlyImplementation: () => null,
    outcomes: () => outcomes,
    unitOf: ({ path: file, text }, lower) => keep(file, text, lower),
    properties: () => null,
  }
}

/** What a file declares: its types, and those that it has methods of; its functions; whether it has variables. */
interface DeclaredNames {
  types: ReadonlySet<string>
  functions: ReadonlySet<string>
  hasGlobals: boolean
}

function declaredNames(text: string): DeclaredNames {
  const types = new Set<string>()
  const functions = new Set<string>()
  let hasGlobals = false
  for (const [all, receiver, called, type] of text.matchAll(
    /^(?:func \((?:\w+ )?\*?(\w+)|func (\w+)|type (\w+)|type \(|var\b|const\b)/gm,
  )) {
    if (receiver !== undefined) types.add(receiver)
    else if (called !== undefined) functions.add(called)
    else if (type !== undefined) types.add(type)
    else hasGlobals ||= all !== 'type ('
  }
  for (const [group] of text.matchAll(/^type \($[^]*?^\)/gm))
    for (const [, name] of group.matchAll(/^\t(\w+)/gm)) if (name !== undefined) types.add(name)
  return { types, functions, hasGlobals }
}

/** The module whose `go.mod` is in a folder, or in one above it. */
function findModule(folder: string, read: (file: string) => string | null): Module | null {
  let root = folder
  for (let count = 0; count < mostAbove; count++, root = path.posix.dirname(root)) {
    const name = /^module\s+"?([^\s"]+)/m.exec(read(path.posix.join(root, 'go.mod')) ?? '')?.[1]
    if (name !== undefined) return { name: name.replace(/\/v\d+$/, ''), root }
    if (root === '/' || root === '.') break
  }
  return null
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
