import path from 'node:path'
import type { Grammar } from '../../../syntax/tree.ts'
import { readConfiguration } from '../configuration-file.ts'
import type { FunctionIr, UnitIr } from '../ir.ts'
import { nothingElse, type FoundClass, type Program } from '../program.ts'
import { createKept } from '../reads.ts'
import { createSourceFiles } from '../source-files.ts'
import { importsOf, lowerPython } from './lower-python.ts'
import { moduleName } from './names.ts'

/** Most folders above a file in which its imports are searched. */
const mostFolders = 6
/** Most imports that hand on what they import. */
const mostHops = 4

export interface PythonProgramOptions {
  grammar: (file: string) => Grammar | null
  now: () => number
}

/** Finds modules of the workspace by their names: folders are packages. */
export function createPythonProgram({ grammar, now }: PythonProgramOptions): Program {
  const files = createSourceFiles({ grammar, lower: lowerPython, now })
  const { namesIn, reads } = files
  const keptPlace = createKept<{ module: string | null; rest: readonly string[] }>(reads, now, 10_000)
  const keptRoot = createKept<string | null>(reads, now, 2000)

  /** The file of a module, by its path without ending. */
  function fileOf(module: string): string | null {
    const [folder, name] = [path.posix.dirname(module), path.posix.basename(module)]
    if (namesIn(folder).has(`${name}.py`)) return `${module}.py`
    return namesIn(folder).has(name) && namesIn(module).has('__init__.py') ? `${module}/__init__.py` : null
  }

  function isModule(module: string): boolean {
    const [folder, name] = [path.posix.dirname(module), path.posix.basename(module)]
    return namesIn(folder).has(`${name}.py`) || (namesIn(folder).has(name) && !name.includes('.'))
  }

  function unitOf(module: string, from: UnitIr): UnitIr | null {
    if (module === moduleName(from.path)) return from
    const file = fileOf(module)
    return file === null ? null : files.unitOf(file)
  }

  /** The folder in which the first part of a name is a module or package. */
  function rootOf(first: string, from: UnitIr): string | null {
    const start = path.posix.dirname(from.path)
    return keptRoot(`${start}\n${first}`, () => findRoot(first, start))
  }

  function findRoot(first: string, start: string): string | null {
    let folder = start
    for (let count = 0; count < mostFolders; count++) {
      const names = namesIn(folder)
      if (names.has(`${first}.py`) || names.has(first)) return folder
      if (names.has('src') && namesIn(`${folder}/src`).has(first)) return `${folder}/src`
      const isTop = ['.git', 'pyproject.toml', 'setup.py', 'setup.cfg', 'requirements.txt'].some(one => names.has(one))
      const above = path.posix.dirname(folder)
      if (isTop || above === folder) return null
      folder = above
    }
    return null
  }

  /** Where a qualified name is declared: a module of the workspace, and what is left of the name in it. */
  function place(name: string, from: UnitIr): { unit: UnitIr; rest: readonly string[] } | null {
    const key = name.includes('/') ? name : `${path.posix.dirname(from.path)}\n${name}`
    const found = keptPlace(key, () => moduleOf(name, from))
    const unit = found.module === null ? null : unitOf(found.module, from)
    return unit && { unit, rest: found.rest }
  }

  function moduleOf(name: string, from: UnitIr): { module: string | null; rest: readonly string[] } {
    const isAbsolute = name.includes('/')
    const slash = name.lastIndexOf('/') + 1
    const [first = '', ...parts] = name.slice(slash).split('.')
    const root = isAbsolute ? name.slice(0, Math.max(0, slash - 1)) : rootOf(first, from)
    if (root === null || first === '') return { module: null, rest: [] }
    let module = `${root}/${first}`
    while (parts[0] !== undefined && isModule(`${module}/${parts[0]}`)) module += `/${parts.shift() ?? ''}`
    return { module, rest: parts }
  }

  function classNamed(name: string, from: UnitIr, hops = 0): FoundClass | null {
    const found = place(name, from)
    if (!found) return null
    const { unit, rest } = found
    const full = [moduleName(unit.path), ...rest].join('.')
    const declared = unit.classes.find(one => one.name === full)
    if (declared) return { unit, declared }
    const handedOn = importsOf(unit).get(rest[0] ?? '')
    if (handedOn === undefined || hops >= mostHops) return null
    return classNamed([handedOn, ...rest.slice(1)].join('.'), unit, hops + 1)
  }

  function functionNamed(
    module: string,
    name: string,
    from: UnitIr,
    hops = 0,
  ): { unit: UnitIr; function: FunctionIr } | null {
    const found = place(module, from)
    if (!found || found.rest.length > 0) return null
    const { unit } = found
    const [only, ...others] = unit.classes[0]?.methods.get(name) ?? []
    if (only && others.length === 0) return { unit, function: only }
    const handedOn = importsOf(unit).get(name)
    const dot = handedOn?.lastIndexOf('.') ?? -1
    if (handedOn === undefined || dot < 0 || hops >= mostHops) return null
    return functionNamed(handedOn.slice(0, dot), handedOn.slice(dot + 1), unit, hops + 1)
  }

  return {
    ...nothingElse,
    classNamed: (name, from) => classNamed(name, from),
    functionNamed: (module, name, from) => functionNamed(module, name, from),
    outcomes: files.outcomes,
    unitOf: ({ path: file, text }, lower) => files.keep(file, text, lower),
    textOf: files.textOf,
    reads: files.reads,
    properties(name, from) {
      let folder = path.posix.dirname(from.path)
      for (let count = 0; count < mostFolders; count++) {
        const file = path.posix.join(folder, name)
        const text = file.startsWith(folder) ? files.read(file) : null
        if (text !== null) return readConfiguration(file, text)
        folder = path.posix.dirname(folder)
      }
      return null
    },
  }
}
