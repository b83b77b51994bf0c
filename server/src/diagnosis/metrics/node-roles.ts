import type { GrammarName } from '../../syntax/grammars.ts'
import type { SyntaxNode } from '../../syntax/tree.ts'

/** What a node of a syntax tree is to somebody who counts branches. */
export type Role =
  | 'function'
  | 'lambda'
  | 'if'
  | 'else-if'
  | 'else'
  | 'switch'
  | 'loop'
  | 'catch'
  | 'ternary'
  | 'case'
  | 'logical'
  | 'jump'

/** Names of nodes, of all grammars together: they agree so well that few names mean different things. */
const names: Record<Role, string> = {
  function:
    'method_declaration constructor_declaration compact_constructor_declaration function_declaration secondary_constructor local_function_statement accessor_declaration destructor_declaration operator_declaration conversion_operator_declaration function_definition function_item method singleton_method init_declaration deinit_declaration method_definition generator_function_declaration',
  lambda:
    'lambda_expression anonymous_method_expression anonymous_function arrow_function func_literal closure_expression lambda lambda_literal function_expression generator_function',
  if: 'if_statement if_expression if unless if_modifier unless_modifier guard_statement',
  'else-if': 'elif_clause else_if_clause elsif elseif_statement',
  else: 'else_clause else_statement else',
  switch:
    'switch_expression switch_statement expression_switch_statement type_switch_statement select_statement match_statement match_expression when_expression case case_match',
  loop: 'for_statement enhanced_for_statement while_statement do_statement do_while_statement do_while_expression foreach_statement for_range_loop for_expression while_expression loop_expression for while until while_modifier until_modifier repeat_while_statement repeat_statement c_style_for_statement for_in_statement',
  catch: 'catch_clause catch_block except_clause except_group_clause rescue rescue_modifier',
  ternary: 'ternary_expression conditional_expression conditional',
  case: 'switch_label switch_section switch_expression_arm case_statement switch_case match_conditional_expression expression_case type_case communication_case case_clause match_arm when_entry when in_clause switch_entry case_item',
  logical:
    'binary_expression boolean_operator binary infix_expression conjunction_expression disjunction_expression list',
  jump: 'goto_statement break_statement continue_statement break_expression continue_expression labeled_expression control_transfer_statement',
}

const roles = new Map(
  Object.entries(names).flatMap(([role, types]) => types.split(' ').map(type => [type, role as Role] as const)),
)
/** Where a name means something else. */
const exceptions: Partial<Record<GrammarName, Record<string, Role | null>>> = {
  bash: { case_statement: 'switch' },
  lua: { function_definition: 'lambda' },
  python: { list: null, do_statement: null },
  // A block that is handed to a call.
  ruby: { block: 'lambda', do_block: 'lambda', method: 'function', list: null },
  rust: { match_arm: 'case' },
  scala: { do_statement: null },
  // `do` only begins a scope in which something may be thrown.
  swift: { do_statement: null },
}

/** The role of a node; null for one that has none. */
export function roleOf(node: SyntaxNode, grammar: GrammarName): Role | null {
  // Keywords are nodes too, and may have the name of what they begin.
  if (!node.isNamed) return null
  const own = exceptions[grammar]?.[node.type]
  return own === undefined ? (roles.get(node.type) ?? null) : own
}

/** The logical operator of a node: `&&` and `and` are one. Null where it computes something else. */
export function logicalOperator(node: SyntaxNode): '&&' | '||' | null {
  for (const child of node.children.slice(1)) {
    const word = child.childCount === 0 ? child.text : ''
    if (word === '&&' || word === 'and') return '&&'
    if (word === '||' || word === 'or') return '||'
  }
  return null
}

/** Whether a jump leads elsewhere than to the end of the innermost loop. */
export function isJumpToLabel(node: SyntaxNode): boolean {
  if (node.type === 'goto_statement') return true
  if (node.type === 'labeled_expression') return /^(?:break|continue)@/.test(node.text)
  if (node.type === 'control_transfer_statement') return /^(?:break|continue)\s+\w/.test(node.text)
  return node.children.some(({ type }) => /^(?:identifier|statement_identifier|label_name|label)$/.test(type))
}

/** Whether a case is one of those that are taken when no other is. */
export function isDefaultCase(node: SyntaxNode): boolean {
  const text = node.text.slice(0, 20)
  return /^(?:default\b|else\b|case _|_|\*\))/.test(text)
}
