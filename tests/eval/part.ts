import type { Options } from './options.ts'

/** A table of the report, in words that can be printed. */
export interface Table {
  title: string
  /** What the figures mean, in a sentence or two. */
  note?: string
  head: string[]
  rows: string[][]
}

/** What a part has measured: for people, and as data. */
export interface PartResult {
  tables: Table[]
  figures: unknown
  /** A check that must hold does not. Figures below their goal are no failure. */
  hasFailed?: boolean
}

/** What a part gets to measure with. */
export interface Surroundings {
  options: Options
  /** An empty folder that is removed at the end. */
  scratch: string
  /** Tells whoever waits what is going on. */
  say: (progress: string) => void
  /** Has something done at the end, however it comes about. */
  atEnd: (end: () => void) => void
}

/** One measurement, in a file of its own. */
export type Part = (surroundings: Surroundings) => Promise<PartResult>

/** Why something cannot be measured here, in a sentence; the other parts go on. */
export class NotMeasured extends Error {}

/** A share as people read it. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`
}
