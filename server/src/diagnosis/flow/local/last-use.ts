import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Found } from '../analysis.ts'
import type { Span } from '../ir.ts'

/**
 * Go takes no import, variable or label that nothing uses, and no function with a result whose last statement does not end it. A fix that
 * would leave such a one behind is taken off its finding.
 */
export function withoutBreakingFix(found: Found, { root, text }: { root: SyntaxNode; text: string }): Found {
  if (found.fix?.newText !== '') return found
  const { fix, ...rest } = found
  const within = functionAround(fix.span, root)
  if (!within) return rest
  return isLastUse(fix.span, within, root) || mayEndFunction(fix.span, within, root, text) ? rest : found
}

const functions = /^(?:func_literal|function_declaration|method_declaration)$/

function functionAround({ start, end }: Span, root: SyntaxNode): SyntaxNode | null {
  let node = root.descendantForIndex(start, end)
  while (node && !functions.test(node.type)) node = node.parent
  return node
}

/** Whether something is used in a span that is used nowhere else. */
function isLastUse(span: Span, within: SyntaxNode, root: SyntaxNode): boolean {
  const isRemoved = ({ startIndex, endIndex }: SyntaxNode): boolean => startIndex >= span.start && endIndex <= span.end
  const packages = packagesIn(root)
  const kept = new Set(packages.filter(one => !isRemoved(one)).map(({ text }) => text))
  if (packages.some(one => isRemoved(one) && !kept.has(one.text))) return true
  const names = within.descendantsOfType(['identifier', 'label_name'])
  const declared = new Map<string, number>()
  const used = new Set<string>()
  for (const name of names) {
    if (isRemoved(name)) continue
    const role = roleOf(name)
    if (role === 'declaration') declared.set(name.text, (declared.get(name.text) ?? 0) + 1)
    if (role === 'use') used.add(name.text)
  }
  return names.some(name => {
    const count = declared.get(name.text) ?? 0
    // Of two with the same name one may be used here only.
    return count > 0 && isRemoved(name) && (count > 1 || !used.has(name.text))
  })
}

/** What may be the name of a package: what stands before a dot. */
function packagesIn(root: SyntaxNode): SyntaxNode[] {
  return root.descendantsOfType(['selector_expression', 'qualified_type']).flatMap(node => {
    const first = node.namedChildren[0]
    return first && /^(?:package_)?identifier$/.test(first.type) ? [first] : []
  })
}

/** A parameter need not be used. */
function roleOf(name: SyntaxNode): 'declaration' | 'store' | 'use' {
  const { parent } = name
  if (parent?.type === 'labeled_statement') return 'declaration'
  if (parent?.type === 'var_spec') return 'declaration'
  if (parent?.type !== 'expression_list') return 'use'
  const statement = parent.parent
  const isLeft = statement?.childForFieldName('left')?.id === parent.id
  if (isLeft && /^(?:short_var_declaration|range_clause|receive_statement)$/.test(statement.type)) return 'declaration'
  if (statement?.type === 'type_switch_statement' && statement.childForFieldName('alias')?.id === parent.id)
    return 'declaration'
  return isLeft && statement.type === 'assignment_statement' ? 'store' : 'use'
}

/** Whether the compiler may need the statements to see that a function with a result does not just end. */
function mayEndFunction({ start }: Span, within: SyntaxNode, root: SyntaxNode, text: string): boolean {
  if (!within.childForFieldName('result')) return false
  const first = start + (/^\s*/.exec(text.slice(start))?.[0].length ?? 0)
  let node = root.descendantForIndex(first, first)
  while (node?.parent && !/^(?:block|statement_list|.*_case)$/.test(node.parent.type)) node = node.parent
  const before = node?.previousSibling?.type === '\n' ? node.previousSibling.previousSibling : node?.previousSibling
  return before?.type !== 'return_statement' && !before?.text.startsWith('panic(')
}
