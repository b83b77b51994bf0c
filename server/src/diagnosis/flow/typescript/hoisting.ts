import type { SyntaxNode } from '../../../syntax/tree.ts'
import { lowerFunction } from './functions.ts'
import { codeChildren, spanOf, type Lowering } from './lowering.ts'
import { readImport, readRequire, typeName } from './names.ts'
import { declareNames, namesIn } from './patterns.ts'

/** Deepest that is looked into for `var`. */
const deepest = 60

const functions = /^(generator_)?function_declaration$/
const blocks =
  /^(statement_block|if_statement|else_clause|for_statement|for_in_statement|while_statement|do_statement|try_statement|catch_clause|finally_clause|switch_statement|switch_body|switch_case|switch_default|labeled_statement)$/

/** Declares what statements declare before any of them runs: functions have their values then, the others only their names. */
export function hoist(statements: readonly SyntaxNode[], lowering: Lowering): void {
  const { builder, names } = lowering
  const declared = statements.flatMap(statement => declarationOf(statement) ?? [])
  for (const node of declared) {
    readImport(node, names)
    if (node.type === 'lexical_declaration') {
      for (const declarator of node.namedChildren)
        if (declarator.type === 'variable_declarator' && !readRequire(declarator, names)) {
          const type = typeName(declarator.childForFieldName('type'), names)
          declareNames(declarator.childForFieldName('name'), type, lowering)
        }
    }
    const name = functions.test(node.type) ? node.childForFieldName('name') : null
    if (name) builder.declare(name.text, null, spanOf(name))
  }
  for (const node of declared) {
    const name = functions.test(node.type) ? node.childForFieldName('name') : null
    const variable = name ? builder.lookup(name.text) : null
    if (name && variable !== null) builder.write(variable, lowerFunction(node, name.text, lowering), spanOf(name))
  }
}

/** The declaration that a statement is, or exports. */
export function declarationOf(statement: SyntaxNode): SyntaxNode | null {
  if (statement.type !== 'export_statement') return statement
  return statement.childForFieldName('declaration') ?? statement.childForFieldName('value')
}

/** Declares every `var` of a function: wherever it stands, the whole function sees it. */
export function declareVariables(body: SyntaxNode, lowering: Lowering, depth = 0): void {
  if (depth > deepest) return
  for (const child of codeChildren(body)) {
    const node = declarationOf(child)
    if (node?.type === 'variable_declaration') {
      for (const declarator of node.namedChildren)
        if (declarator.type === 'variable_declarator' && !readRequire(declarator, lowering.names)) {
          const type = typeName(declarator.childForFieldName('type'), lowering.names)
          const pattern = declarator.childForFieldName('name')
          if (namesIn(pattern).some(name => lowering.builder.isDeclared(name.text))) continue
          declareNames(pattern, type, lowering)
        }
    } else if (node && blocks.test(node.type)) declareVariables(node, lowering, depth + 1)
  }
}
