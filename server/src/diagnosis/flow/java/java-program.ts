import path from 'node:path'
import type { Grammar } from '../../../syntax/tree.ts'
import { readConfiguration } from '../configuration-file.ts'
import type { UnitIr } from '../ir.ts'
import { lastPart } from '../last-part.ts'
import { nothingElse, type FoundClass, type Program } from '../program.ts'
import { createSourceFiles } from '../source-files.ts'
import { lowerJava } from './lower-java.ts'

/** Most files of a package that are searched for implementations. */
const mostSearched = 200

export interface JavaProgramOptions {
  grammar: (file: string) => Grammar | null
  now: () => number
}

/** Finds classes of other files by their names: folders are packages. */
export function createJavaProgram({ grammar, now }: JavaProgramOptions): Program {
  const files = createSourceFiles({ grammar, lower: lowerJava, now })

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
        const unit = files.unitOf(`${path.posix.join(root, ...parts.slice(0, count))}.java`)
        const declared = unit?.classes.find(one => one.name === name)
        if (unit && declared) return { unit, declared }
      }
    }
    return null
  }

  return {
    ...nothingElse,
    classNamed,
    functionNamed: () => null,
    onlyImplementation({ unit, declared }) {
      const folder = path.posix.dirname(unit.path)
      const simple = lastPart(declared.name)
      const mention = new RegExp(`\\b(implements|extends)\\b[^{;]*\\b${simple}\\b`)
      const found: FoundClass[] = []
      for (const name of [...files.namesIn(folder)].slice(0, mostSearched)) {
        const file = path.posix.join(folder, name)
        const text = name.endsWith('.java') ? files.read(file) : null
        if (text === null || !mention.test(text)) continue
        const other = files.unitOf(file)
        for (const one of other?.classes ?? [])
          if (other && one.supertypes.some(above => classNamed(above, other)?.declared === declared))
            found.push({ unit: other, declared: one })
        if (found.length > 1) return null
      }
      return found[0] ?? null
    },
    outcomes: files.outcomes,
    unitOf: ({ path: file, text }, lower) => files.keep(file, text, lower),
    textOf: files.textOf,
    reads: files.reads,
    properties(name, from) {
      for (const place of resourceFolders(from)) {
        const file = path.posix.join(place, name.replace(/^\//, ''))
        const text = file.startsWith(place) ? files.read(file) : null
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
