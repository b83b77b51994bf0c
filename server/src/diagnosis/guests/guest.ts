import type { Severity } from '../../config.ts'

/** What a tool says of a place, in its own terms. */
export interface GuestFinding {
  /** As printed: absolute, or from the folder in which the tool ran. */
  file: string
  /** As the tool calls it: `no-eval`, `TS2322`. */
  rule: string
  severity: Severity
  message: string
  /** From 1. */
  line: number
  /** From 1, in the guest's unit. */
  column: number
  /** Behind the last character; null where only the beginning is told. */
  end: { line: number; column: number } | null
  /** Where the tool's makers explain the rule. */
  url?: string
}

/** What columns of a tool count: UTF-16 code units, the same with tabs that reach to the next multiple of 8, characters, or bytes of UTF-8. */
export type ColumnUnit = 'utf16' | 'tabbed' | 'character' | 'byte'

/** What a tool has printed. */
export interface GuestOutput {
  output: string
  errors: string
  code: number
}

/** A part of the workspace that a tool is run on. */
export interface GuestProject {
  /** Absolute; where the tool runs. */
  folder: string
  /** Text of the file that says that the project uses the tool; empty where there is none. */
  config: string
  /** Files to look at, from the folder; null for all that the tool finds. */
  files: readonly string[] | null
  programs: Programs
}

/** Where programs are. Each gives the beginning of a command, or null. */
export interface Programs {
  /** A script of a Node package that is installed in the folder or above, such as `eslint/bin/eslint.js`. */
  ofNode(folder: string, script: string): string[] | null
  /** A program of a virtual environment in the folder or above, else of the path. */
  ofPython(folder: string, name: string): string[] | null
  /** A file of the project, such as `gradlew`, in the folder or above. */
  own(folder: string, file: string): string[] | null
  onPath(name: string): string[] | null
}

/** A linter or compiler that a project uses already. */
export interface Guest {
  /** As `--with` names it, and as its rules begin. */
  name: string
  /** Names of files that say that a project uses it, with what must stand in them. */
  configs: readonly { name: RegExp; text?: RegExp }[]
  /** Whether a folder below one that uses it is another project, if it has such a file too. */
  isNested: boolean
  /** Paths that it looks at. */
  files: RegExp
  /** `some`: it may be given files; `must`: it has to be; `none`: it always looks at the whole project. */
  takes: 'some' | 'must' | 'none'
  unit: ColumnUnit
  /** What to run; null where it is not installed. */
  command: (project: GuestProject) => string[] | null
  /** What it has found; null where its output is not to be understood. */
  read: (output: GuestOutput) => GuestFinding[] | null
}
