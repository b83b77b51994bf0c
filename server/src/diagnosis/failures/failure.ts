import type { Severity } from '../../config.ts'

/** A place that some output names, as it is printed there. */
export interface Frame {
  /** As printed, or for JVM languages as their package names it: `com/acme/Shop.java`. `/` between its parts. */
  file: string
  /** From 1. */
  line: number
  /** From 1; null where only the line is told. */
  column: number | null
  /** The function or method, as printed. */
  symbol: string | null
}

/** Something that went wrong elsewhere, and was printed: by a compiler, a test runner, or a program that fell over. */
export interface Failure {
  /** Which format it was printed in. */
  format: FormatName
  kind: 'exception' | 'compile' | 'test'
  severity: Severity
  /** What the format has for a name of it: `KeyError`, `java.lang.NullPointerException`, `TS2322`. */
  code: string | null
  message: string
  /** Where it went wrong first, then who called that. */
  frames: Frame[]
}

export type FormatName =
  'python' | 'jvm' | 'node' | 'go' | 'rust' | 'csharp' | 'ruby' | 'php' | 'lua' | 'shell' | 'typescript' | 'compiler'

/** Reads failures of one format out of the lines of an output, in their order. Cost is bounded by the length of the lines. */
export interface FailureFormat {
  read(lines: readonly string[]): Found[]
}

/** A failure and the lines that tell it, so that of two formats that read the same lines one can give way. */
export interface Found {
  failure: Failure
  /** The first line, and the first that does not belong to it any more; from 0. */
  from: number
  to: number
}
