import type { Severity } from '../config.ts'

/** A place in a text, as LSP has it: line and UTF-16 code unit in it, both from 0. */
export interface Position {
  line: number
  character: number
}

/** From a place up to, and without, another. */
export interface Range {
  start: Position
  end: Position
}

/** How a finding was made; `guest`: by a tool of the project's own, `suppression`: it is about a suppression. */
export type FindingKind = 'syntax' | 'rule' | 'flow' | 'metric' | 'secret' | 'guest' | 'suppression'

/** A step on the way to a finding: from a source to its sink, or what adds to a figure. */
export interface Step {
  /** Absolute path with `/` between its parts; null for the file of the finding. */
  path: string | null
  range: Range
  message: string
}

/** In the file of its finding. */
export interface TextEdit {
  range: Range
  newText: string
}

/** A way to mend a finding. Its edits do not overlap; all of them belong together. */
export interface Fix {
  title: string
  edits: TextEdit[]
}

/** Something that is wrong at a place, in words for people. Plain data: it goes from process to process. */
export interface Finding {
  /** What the catalog knows of it stands under this name. */
  rule: string
  kind: FindingKind
  severity: Severity
  /** One or two sentences: what is wrong here, naming what stands here. */
  message: string
  range: Range
  /** In their order, from the beginning to `range`; empty where the place says all. */
  steps: Step[]
  /** Not yet verified. The best one first. */
  fixes: Fix[]
  /** The code is never needed: editors show it faded. */
  isUnnecessary?: true
  /** A comment of the file says that it is not wanted, and why; only whoever asks for these too is told of it. */
  suppressed?: string
}

/** Whether no comment says that a finding is not wanted. */
export function isWanted({ suppressed }: Finding): boolean {
  return suppressed === undefined
}
