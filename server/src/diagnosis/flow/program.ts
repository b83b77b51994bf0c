import type { ClassIr, FunctionIr, UnitIr } from './ir.ts'
import type { PlainOutcome } from './known-outcome.ts'
import type { Reads } from './reads.ts'

/** A class and the file that it stands in. */
export interface FoundClass {
  unit: UnitIr
  declared: ClassIr
}

/** A file, and the name under which it exports something; null for all that it exports. */
export interface Exporting {
  unit: UnitIr
  name: string | null
}

/** What a file exports, under a name or, where that is null, with all the names that it has there, and another one declares. */
export interface HandedOn {
  exported: string | null
  module: string
  name: string | null
}

/** What is known of the other files of the workspace. */
export interface Program {
  classNamed(name: string, from: UnitIr): FoundClass | null
  /** A function of a module, for languages that have such. */
  functionNamed(module: string, name: string, from: UnitIr): { unit: UnitIr; function: FunctionIr } | null
  /** The file that declares what a module exports, for languages in which files have values. */
  exporting(module: string, name: string | null, from: UnitIr): Exporting | null
  /** Whether the text of a module is like this, at a first look: always asked the same of it. */
  looksLike(module: string, from: UnitIr, test: (text: string) => boolean): boolean
  /** What a file exports and others declare. */
  handedOn(unit: UnitIr): readonly HandedOn[]
  /** The only class that can be seen to implement an interface; null where there are several, or none. */
  onlyImplementation(found: FoundClass): FoundClass | null
  /** What is known of calls, until a file is found to have changed. */
  outcomes(): WeakMap<FunctionIr, Map<string, PlainOutcome>>
  /** Takes a file that has just been lowered, so that it need not be read again; or gives the one that it has. */
  unitOf(source: { path: string; text: string }, lower: () => UnitIr): UnitIr
  /** The text of another file whose functions have been looked at, as it was then: places in it are offsets of that. */
  textOf(path: string): string | null
  /** Keys and values of a configuration file that code names; null where there is none. */
  properties(name: string, from: UnitIr): ReadonlyMap<string, string> | null
  /** What of other files is read for all this. */
  reads: Reads
}

/** What languages answer that have no such thing. */
export const nothingElse: Pick<Program, 'exporting' | 'looksLike' | 'handedOn' | 'onlyImplementation' | 'properties'> =
  {
    exporting: () => null,
    looksLike: () => false,
    handedOn: () => [],
    onlyImplementation: () => null,
    properties: () => null,
  }
