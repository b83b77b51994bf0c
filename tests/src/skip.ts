import fs from 'node:fs'
import { metaModelFile } from './meta-model.ts'

/** Written into the name of a test that is left out; `npm test` lists what follows it. */
export const skippedBecause = 'skipped because'

/** `describe`, or, given a reason, the same left out with the reason in its name. */
export function describeUnless(reason: string | null): (name: string, tests: () => void) => void {
  return (name, tests) => {
    if (reason === null) describe(name, tests)
    else describe.skip(`${name} (${skippedBecause} ${reason})`, tests)
  }
}

/** `test`, or, given a reason, the same left out with the reason in its name. */
export function testUnless(reason: string | null): (name: string, run: () => Promise<void>) => void {
  return (name, run) => {
    if (reason === null) test(name, run)
    else test.skip(`${name} (${skippedBecause} ${reason})`, run)
  }
}

/** Why messages cannot be checked against the protocol's specification here, or null. */
export function noSpecification(): string | null {
  return fs.existsSync(metaModelFile) ? null : 'the specification of the protocol is not beside the repository'
}
