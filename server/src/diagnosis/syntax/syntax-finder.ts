import type { Finder } from '../diagnose-file.ts'
import type { Finding } from '../finding.ts'
import type { Subject } from '../subject.ts'
import type { SyntaxNode } from '../../syntax/tree.ts'

/** Where a text is no program of its language: one finding for each fault. */
export const syntaxFinder: Finder = { name: 'syntax', find: subject => (subject.syntax ? faultsOf(subject) : []) }

function faultsOf(subject: Subject): Finding[] {
  const findings: Finding[] = []
  const visit = (node: SyntaxNode): void => {
    if (!node.hasError && !node.isMissing) return
    if (node.isMissing || node.isError) {
      findings.push(findingAt(node, subject))
      return
    }
    for (let index = 0; index < node.childCount; index++) {
      const child = node.child(index)
      if (child) visit(child)
    }
  }
  if (subject.syntax) visit(subject.syntax.tree.rootNode)
  return findings
}

function findingAt(node: SyntaxNode, { positionAt, text }: Subject): Finding {
  const range = { start: positionAt(node.startIndex), end: positionAt(node.endIndex) }
  const message = node.isMissing
    ? `Expected ${node.type} here.`
    : `Unexpected ${excerpt(text.slice(node.startIndex, node.endIndex))}.`
  return { rule: 'syntax-error', kind: 'syntax', severity: 'error', message, range, steps: [], fixes: [] }
}

function excerpt(text: string): string {
  const line = text.split('\n', 1)[0]?.trim() ?? ''
  return line.length > 40 ? `${line.slice(0, 39)}…` : line
}
