import fs from 'node:fs'
import path from 'node:path'
import type { Grammar } from '../../../syntax/tree.ts'
import type { UnitIr } from '../ir.ts'
import { nothingElse, type Exporting, type FoundClass, type HandedOn, type Program } from '../program.ts'
import { createKept } from '../reads.ts'
import { createSourceFiles } from '../source-files.ts'
import { exportsOf, lowerTypescript } from './lower-typescript.ts'
import { classNameIn } from './names.ts'
import { candidatesOf } from './specifiers.ts'

/** Most files that are looked into for where a name comes from. */
const mostHops = 30

export interface TypescriptProgramOptions {
  /** The grammar of a file by its ending. */
  grammar: (file: string) => Grammar | null
  /** Folders of the workspace: nothing else is read. */
  roots: readonly string[]
  now: () => number
}

/** Finds what files of the workspace export, by the paths that others import them by. */
export function createTypescriptProgram({ grammar, roots, now }: TypescriptProgramOptions): Program {
  const files = createSourceFiles({ grammar, lower: lowerTypescript, now })
  const { reads } = files
  const keptFile = createKept<string | null>(reads, now, 10_000)
  const keptExport = createKept<{ file: string; name: string | null } | null>(reads, now, 20_000)
  const keptLook = createKept<boolean>(reads, now, 10_000)
  const realRoots = new Map<string, string | null>()

  /** The file that a module is, as another one imports it. */
  function fileOf(module: string, from: UnitIr): string | null {
    return keptFile(`${isScript(from) ? 'js' : 'ts'} ${module}`, () => {
      for (const candidate of candidatesOf(module, isScript(from))) {
        const [folder, name] = [path.posix.dirname(candidate), path.posix.basename(candidate)]
        if (folder === module && !hasName(module)) return null
        if (files.namesIn(folder).has(name)) return isOfWorkspace(candidate, from) ? candidate : null
      }
      return null
    })
  }

  function hasName(file: string): boolean {
    return files.namesIn(path.posix.dirname(file)).has(path.posix.basename(file))
  }

  /** Neither a package, nor reached by a link that leads out of the workspace. */
  function isOfWorkspace(file: string, from: UnitIr): boolean {
    const real = realPath(file)
    if (real === null || real.includes('/node_modules/')) return false
    const around = roots.length > 0 ? roots : [path.posix.dirname(from.path)]
    return around.some(root => {
      const realRoot = realRoots.get(root) ?? realPath(root)
      realRoots.set(root, realRoot)
      return realRoot !== null && real.startsWith(realRoot.endsWith('/') ? realRoot : `${realRoot}/`)
    })
  }

  function unitOf(file: string, from: UnitIr): UnitIr | null {
    return file === from.path ? from : files.unitOf(file)
  }

  /** Where something is declared that a module exports: whoever only hands it on is passed by. */
  function exporting(module: string, name: string | null, from: UnitIr): Exporting | null {
    const found = keptExport(`${isScript(from) ? 'js' : 'ts'} ${module} ${name ?? ''}`, () => {
      const one = find(module, name, from, { hops: 0 })
      return one && { file: one.unit.path, name: one.name }
    })
    const unit = found && unitOf(found.file, from)
    return unit && { unit, name: found.name }
  }

  function find(module: string, name: string | null, from: UnitIr, way: { hops: number }): Exporting | null {
    const file = way.hops++ < mostHops ? fileOf(module, from) : null
    const unit = file === null ? null : unitOf(file, from)
    const table = unit && exportsOf(unit)
    if (!unit || !table) return null
    const other = name === null ? undefined : table.handedOn.get(name)
    if (other) return find(other.module, other.name, unit, way)
    // A file without `export` is what it exports.
    if (name === 'default' && !table.isModule) return { unit, name: null }
    if (name === null || name === 'default' || !table.isModule || table.own.has(name)) return { unit, name }
    for (const whole of table.wholes) {
      const inside = mayExport(whole, name, unit) ? find(whole, name, unit, way) : null
      if (inside) return inside
    }
    return null
  }

  /** Whether it is worth while to read a file for a name: most do not mention it. */
  function mayExport(module: string, name: string, from: UnitIr): boolean {
    const file = fileOf(module, from)
    const text = file === null ? null : files.read(file)
    return text !== null && (text.includes(name) || /export\s*\*/.test(text))
  }

  function classNamed(name: string, from: UnitIr): FoundClass | null {
    // Names that are no paths are of libraries.
    if (!/^([a-z]:)?\//i.test(name)) return null
    const dot = name.lastIndexOf('.')
    const [module, simple] = [name.slice(0, dot), name.slice(dot + 1)]
    const declaredIn = /\.[cm]?[jt]sx?$/.test(module) ? fileOf(module, from) : null
    const unit = declaredIn === module ? unitOf(module, from) : null
    const own = unit?.classes.find(one => one.name === name)
    if (unit && own) return { unit, declared: own }
    const found = exporting(module, simple, from)
    if (!found || found.name === null) return null
    const full = exportsOf(found.unit)?.classes.get(found.name) ?? classNameIn(found.unit.path, found.name)
    const declared = found.unit.classes.find(one => one.name === full)
    return declared ? { unit: found.unit, declared } : null
  }

  return {
    ...nothingElse,
    classNamed,
    functionNamed: () => null,
    exporting,
    looksLike(module, from, test) {
      return keptLook(`${isScript(from) ? 'js' : 'ts'} ${module}`, () => {
        const file = fileOf(module, from)
        const text = file === null ? null : files.read(file)
        return text !== null && test(text)
      })
    },
    handedOn(unit) {
      const table = exportsOf(unit)
      if (!table) return []
      const named = Array.from(table.handedOn, ([exported, other]): HandedOn => ({ exported, ...other }))
      return [...named, ...table.wholes.map(module => ({ exported: null, module, name: null }))]
    },
    outcomes: files.outcomes,
    unitOf: ({ path: file, text }, lower) => files.keep(file, text, lower),
    textOf: files.textOf,
    reads,
  }
}

function isScript({ path: file }: UnitIr): boolean {
  return /\.[cm]?jsx?$/.test(file)
}

function realPath(file: string): string | null {
  try {
    return fs.realpathSync.native(file).replaceAll('\\', '/')
  } catch {
    // What has gone in the meantime is not there.
    return null
  }
}
