import type { Finder } from '../diagnose-file.ts'
import type { Finding, Range } from '../finding.ts'
import type { Subject } from '../subject.ts'
import { faultsOf, type Fault } from './faults.ts'
import { grammarFaults } from './grammar-checks/grammar-checks.ts'

/** Where a text is no program of its language: one finding for each fault. */
export const syntaxFinder: Finder = {
  name: 'syntax',
  find: subject => [...faultsOf(subject), ...grammarFaults(subject)].map(fault => findingOf(fault, subject)),
}

function findingOf({ message, at, opener, fix }: Fault, { positionAt }: Subject): Finding {
  const rangeOf = ({ start, end }: { start: number; end: number }): Range => ({
    start: positionAt(start),
    end: positionAt(end),
  })
  return {
    rule: 'syntax-error',
    kind: 'syntax',
    severity: 'error',
    message,
    range: rangeOf(at),
    steps: opener ? [{ path: null, range: rangeOf(opener), message: 'It is opened here.' }] : [],
    fixes: fix ? [{ title: fix.title, edits: [{ range: rangeOf(fix), newText: fix.newText }] }] : [],
  }
}
