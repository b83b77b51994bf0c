import type { Finding } from '../finding.ts'
import type { Subject } from '../subject.ts'
import { layoutFaults } from './grammar-checks/python-layout.ts'

/** Kinds that are about what the program does, or how it is written, which a fault of its syntax leaves open. */
const dependent = new Set<Finding['kind']>(['flow', 'rule'])

/** What faults leave of the tree is no more than a guess: findings from there. */
export interface Shaken {
  /** Lines of the faults themselves. */
  lines: ReadonlySet<number>
  /** From each fault to the end of the outermost statement around it, as lines. */
  behind: readonly { from: number; to: number }[]
}

/** Leaves out what is told from inside of a fault, and, behind it in the same statement, that code is not needed: that is seldom meant. */
export function withoutShaken(findings: readonly Finding[], subject: Subject): readonly Finding[] {
  const faults = findings.filter(({ kind }) => kind === 'syntax')
  if (faults.length === 0 || isRead(subject)) return findings
  const { lines, behind } = shakenBy(faults, subject)
  return findings.filter(({ kind, range, isUnnecessary }) => {
    if (!dependent.has(kind)) return true
    if (lines.has(range.start.line)) return false
    return !isUnnecessary || !behind.some(({ from, to }) => range.end.line >= from && range.start.line <= to)
  })
}

/** Whether the tree is what was meant all the same: something is only where it may not be, or there twice. */
function isRead({ syntax, text, grammarName }: Subject): boolean {
  if (!syntax || syntax.tree.rootNode.hasError) return false
  return grammarName !== 'python' || layoutFaults(text, syntax.tree.rootNode).length === 0
}

function shakenBy(faults: readonly Finding[], { syntax, offsetAt, positionAt }: Subject): Shaken {
  const lines = new Set<number>()
  const statements = syntax?.tree.rootNode.children ?? []
  const behind = faults.map(({ range }) => {
    for (let line = range.start.line; line <= range.end.line; line++) lines.add(line)
    const at = offsetAt(range.start)
    // A line that is not indented as it should be may end the block that it was meant for.
    const around = statements.find(({ endIndex }) => endIndex > at)
    return { from: range.start.line, to: around ? positionAt(around.endIndex).line : Infinity }
  })
  return { lines, behind }
}
