import path from 'node:path'
import { LRUCache } from 'lru-cache'
import type { Grammar } from '../../../syntax/tree.ts'
import type { FieldIr, UnitIr } from '../ir.ts'
import { nothingElse, type FoundClass, type Program } from '../program.ts'
import { createKept } from '../reads.ts'
import { createSourceFiles } from '../source-files.ts'
import { elsewhere, lowerGo } from './lower-go.ts'

/** Most files of a package that are searched. */
const mostSearched = 100
/** Most folders above a file that may have its `go.mod`. */
const mostAbove = 12

export interface GoProgramOptions {
  grammar: (file: string) => Grammar | null
  now: () => number
}

/** The module that a file belongs to. */
interface Module {
  name: string
  root: string
}

/** Finds functions and types of other files: a folder is a package, and `go.mod` says what the folders are called. */
export function createGoProgram({ grammar, now }: GoProgramOptions): Program {
  const files = createSourceFiles({ grammar, lower: lowerGo, now })
  const { read, reads } = files
  const keptFolder = createKept<string[]>(reads, now, 100)
  const indexes = new LRUCache<string, { text: string; names: DeclaredNames }>({ max: 1000 })
  const keptGlobals = createKept<FoundClass>(reads, now, 100)
  const keptModule = createKept<Module | null>(reads, now, 500)

  function filesIn(folder: string): string[] {
    return keptFolder(folder, () =>
      [...files.namesIn(folder)]
        .filter(name => name.endsWith('.go') && !name.endsWith('_test.go'))
        .sort()
        .slice(0, mostSearched)
        .map(name => path.posix.join(folder, name)),
    )
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
    return keptModule(folder, () => findModule(folder, read))
  }

  /** What a file declares, as far as its text tells at a glance: most files need not be read for that. */
  function indexOf(file: string): DeclaredNames | null {
    const text = files.read(file)
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
    const all = filesIn(folder)
    const start = after === null ? 0 : all.indexOf(after) + 1
    // Each file is asked for what comes after it, so they stand in a circle.
    for (const file of [...all.slice(start), ...all.slice(0, start)]) {
      const names = file === after ? null : indexOf(file)
      const unit = names && declares(names) ? files.unitOf(file) : null
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
  function globalsOf(folder: string, from: UnitIr): FoundClass {
    return keptGlobals(`${folder}\n${from.path}`, () => findGlobals(folder, from))
  }

  function findGlobals(folder: string, from: UnitIr): FoundClass {
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
    return { unit: from, declared }
  }

  return {
    ...nothingElse,
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
    outcomes: files.outcomes,
    unitOf: ({ path: file, text }, lower) => files.keep(file, text, lower),
    textOf: files.textOf,
    reads,
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
