import type { Finder } from './diagnose-file.ts'
import { createFlowFinder } from './flow/flow-finder.ts'
import { syntaxFinder } from './syntax/syntax-finder.ts'

/** Every way of finding what is wrong, set up once for a process. */
export function createFinders(): Promise<readonly Finder[]> {
  return Promise.resolve([syntaxFinder, createFlowFinder()])
}
