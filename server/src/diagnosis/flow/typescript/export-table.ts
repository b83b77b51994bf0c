import type { SyntaxNode } from '../../../syntax/tree.ts'
import { classNameOf } from './classes.ts'
import { declarationOf } from './hoisting.ts'
import { literalOf } from './literals.ts'
import { codeChildren } from './lowering.ts'
import type { ExportedName, Names } from './names.ts'
import { namesIn } from './patterns.ts'
import { moduleAt } from './specifiers.ts'

/** What a file exports, as far as its own text tells. */
export interface ExportTable {
  /** Whether it has `export` at all: else it may export whatever it likes when it runs. */
  isModule: boolean
  /** What it exports of its own. */
  own: ReadonlySet<string>
  /** Of these, classes, by their qualified names. */
  classes: ReadonlyMap<string, string>
  /** What other files export, and this one hands on. */
  handedOn: ReadonlyMap<string, ExportedName>
  /** Files of which it hands on everything. */
  wholes: readonly string[]
}

/** Reads the `export` statements of a file. */
export function exportTable(statements: readonly SyntaxNode[], names: Names): ExportTable {
  const own = new Set<string>()
  const classes = new Map<string, string>()
  const handedOn = new Map<string, ExportedName>()
  const wholes: string[] = []
  const exports = statements.filter(one => one.type === 'export_statement')
  for (const statement of exports) {
    const source = statement.childForFieldName('source')
    if (source) readHandedOn(statement, source)
    else readOwn(statement)
  }

  function readHandedOn(statement: SyntaxNode, source: SyntaxNode): void {
    const specifier = literalOf(source)
    const module = typeof specifier === 'string' ? moduleAt(specifier, names.path) : null
    if (module === null) return
    const named = exportedNames(statement)
    const whole = statement.namedChildren.find(child => child.type === 'namespace_export')?.namedChildren[0]
    for (const { local, exported } of named) handedOn.set(exported, { module, name: local.text })
    if (whole) handedOn.set(whole.text, { module, name: null })
    else if (statement.children.some(child => child.type === '*')) wholes.push(module)
  }

  function readOwn(statement: SyntaxNode): void {
    const declared = declarationOf(statement)
    const isDefault = statement.children.some(child => child.type === 'default')
    if (isDefault) own.add('default')
    if (isDefault && declared?.type === 'class') classes.set('default', classNameOf(declared, names.path))
    const value = isDefault && declared?.type === 'identifier' ? [{ local: declared, exported: 'default' }] : []
    for (const { local, exported } of [...exportedNames(statement), ...value]) {
      const file = names.exported.get(local.text)
      const declaredClass = names.classes.get(local.text)
      if (file) handedOn.set(exported, file)
      else own.add(exported)
      if (declaredClass !== undefined) classes.set(exported, declaredClass)
    }
  }

  return { isModule: exports.length > 0, own, classes, handedOn, wholes }
}

/** The names that a statement exports something under, and what they are called where that is declared. */
export function exportedNames(statement: SyntaxNode): { local: SyntaxNode; exported: string }[] {
  const declared = declarationOf(statement)
  const isDefault = statement.children.some(child => child.type === 'default')
  const name = declared?.childForFieldName('name')
  const found: { local: SyntaxNode; exported: string }[] = []
  if (name && /^(abstract_)?class_declaration$|function_declaration$/.test(declared?.type ?? ''))
    found.push({ local: name, exported: isDefault ? 'default' : name.text })
  for (const declarator of declared && /^(lexical|variable)_declaration$/.test(declared.type)
    ? declared.namedChildren
    : [])
    for (const one of namesIn(declarator.childForFieldName('name'))) found.push({ local: one, exported: one.text })
  const clause = statement.namedChildren.find(child => child.type === 'export_clause')
  for (const specifier of clause ? codeChildren(clause) : []) {
    const local = specifier.childForFieldName('name')
    if (local) found.push({ local, exported: specifier.childForFieldName('alias')?.text ?? local.text })
  }
  return found
}
