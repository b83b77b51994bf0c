import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Subject } from '../../subject.ts'
import type { Fault } from '../faults.ts'
import { trustOf } from '../trust.ts'
import { checkGo } from './go-checks.ts'
import { checkJava } from './java-checks.ts'
import { checkJavascript } from './javascript-checks.ts'
import { checkPython } from './python-checks.ts'

type Check = (text: string, root: SyntaxNode, path: string) => Fault[]

const checks: Partial<Record<string, Check>> = {
  go: checkGo,
  java: checkJava,
  javascript: checkJavascript,
  python: checkPython,
  tsx: checkJavascript,
  typescript: checkJavascript,
}

/** More in a file are of no use to anybody. */
const mostFaults = 20

/**
 * What the compilers of a language reject although its grammar, which is wider, reads it. Nothing is said of a text that the grammar cannot read
 * either: what is around a thing is not known there.
 */
export function grammarFaults({ syntax, text, path }: Subject): Fault[] {
  const check = syntax && checks[syntax.grammar.name]
  if (!check || syntax.tree.rootNode.hasError) return []
  if (trustOf(syntax.grammar.name, path, text) === 'none') return []
  return check(text, syntax.tree.rootNode, path).slice(0, mostFaults)
}
