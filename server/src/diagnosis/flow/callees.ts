import { takes } from './arguments.ts'
import type { FunctionIr, UnitIr } from './ir.ts'
import { lastPart } from './last-part.ts'
import type { FoundClass, Program } from './program.ts'
import type { Closure } from './values.ts'

export interface Callee {
  unit: UnitIr
  function: FunctionIr
  /** Of a function value: see `Closure`. */
  cells?: Closure['cells'] | undefined
}

/** Most types above a class that are looked at. */
const mostAbove = 8

/** The class of a name, of the file itself or of another. */
export function findClass(name: string, from: UnitIr, program: Program): FoundClass | null {
  const own = from.classes.find(one => one.name === name) ?? null
  return own ? { unit: from, declared: own } : program.classNamed(name, from)
}

/** The method of a class that takes so many arguments, of its own or inherited; null where it is not certain which. */
export function findMethod(found: FoundClass, name: string, count: number | null, program: Program): Callee | null {
  const seen = new Set<string>()
  const open: FoundClass[] = [found]
  for (let one = open.shift(); one && seen.size < mostAbove; one = open.shift()) {
    if (seen.has(one.declared.name)) continue
    seen.add(one.declared.name)
    const { unit } = one
    const fitting = (one.declared.methods.get(name) ?? []).filter(method => count === null || takes(method, count))
    if (fitting.length > 1) return null
    const [method] = fitting
    if (method && !method.isAbstract) return { unit, function: method }
    if (method && one === found) {
      const implementation = program.onlyImplementation(found)
      return implementation && findMethod(implementation, name, count, program)
    }
    for (const above of one.declared.supertypes) {
      const next = findClass(above, unit, program)
      if (next) open.push(next)
    }
  }
  return null
}

/** The function that a bare name calls: a method of the classes around, or a function of the file. */
export function findFree(
  name: string,
  className: string | null,
  count: number | null,
  unit: UnitIr,
  program: Program,
): Callee | null {
  for (let around = className; around !== null; around = outerOf(around)) {
    const declared = unit.classes.find(one => one.name === around)
    const found = declared && findMethod({ unit, declared }, name, count, program)
    if (found) return found
    if (declared?.methods.has(name)) return null
  }
  const functions = unit.functions.filter(one => one.name === name && name !== '')
  const [only] = functions
  return only && functions.length === 1 ? { unit, function: only } : null
}

function outerOf(name: string): string | null {
  const dot = name.lastIndexOf('.')
  return dot < 0 ? null : name.slice(0, dot)
}

/** The constructor of a class that takes so many arguments. */
export function findConstructor(found: FoundClass, count: number | null): Callee | null {
  const { unit, declared } = found
  const fitting = (declared.methods.get(lastPart(declared.name)) ?? []).filter(
    method => count === null || takes(method, count),
  )
  const [only] = fitting
  return only && fitting.length === 1 ? { unit, function: only } : null
}
