import type { SyntaxNode } from '../../../syntax/tree.ts'
import { literalOf } from './literals.ts'
import { codeChildren } from './lowering.ts'

/** What the names of a file mean, as far as the file itself tells. */
export interface Names {
  /** Local names of modules and of what they export: `fs`, `fs.readFile`. */
  imports: Map<string, string>
  /** Classes of the file. */
  classes: Set<string>
  /** Modules that are named in the file: conventions differ with them. */
  modules: Set<string>
}

/** The name that models have for a module. What stands in the workspace keeps its path. */
export function moduleName(specifier: string): string {
  if (isOfWorkspace(specifier) || specifier.startsWith('@/')) return specifier.replace(/^@\//, './')
  return specifier.replace(/^node:/, '').replaceAll('/', '.')
}

/** Learns what a statement imports; the module's own names are known before its code is read. */
export function readImport(node: SyntaxNode, names: Names): void {
  if (node.type === 'import_statement') readImportStatement(node, names)
  if (node.type === 'lexical_declaration' || node.type === 'variable_declaration')
    for (const declarator of node.namedChildren) readRequire(declarator, names)
}

function readImportStatement(node: SyntaxNode, names: Names): void {
  const clause = node.namedChildren.find(
    child => child.type === 'import_clause' || child.type === 'import_require_clause',
  )
  const source = node.childForFieldName('source') ?? clause?.namedChildren.find(child => child.type === 'string')
  const specifier = source ? literalOf(source) : undefined
  if (typeof specifier !== 'string') return
  const module = moduleName(specifier)
  names.modules.add(module)
  for (const child of clause?.namedChildren ?? []) {
    if (child.type === 'identifier') names.imports.set(child.text, module)
    if (child.type === 'namespace_import') {
      const name = child.namedChildren.find(one => one.type === 'identifier')?.text
      if (name !== undefined) names.imports.set(name, module)
    }
    for (const specific of child.type === 'named_imports' ? codeChildren(child) : []) {
      const [name, alias] = [specific.childForFieldName('name')?.text, specific.childForFieldName('alias')?.text]
      if (name === undefined) continue
      const local = alias ?? name
      names.imports.set(local, name === 'default' ? module : `${module}.${name}`)
    }
  }
}

/** Whether a declarator is only a name for something imported. */
export function isRequire(declarator: SyntaxNode, names: Names): boolean {
  return readRequire(declarator, names)
}

/** Whether a declarator has been taken for an import: `const fs = require('fs')`. */
export function readRequire(declarator: SyntaxNode, names: Names): boolean {
  const name = declarator.childForFieldName('name')
  const value = declarator.childForFieldName('value')
  const path = value && requiredPath(value, names)
  if (!name || path === null) return false
  if (name.type === 'identifier') {
    names.imports.set(name.text, path)
    return true
  }
  if (name.type !== 'object_pattern') return false
  const parts = codeChildren(name)
  if (!parts.every(isPlainName)) return false
  for (const part of parts) {
    const key = part.type === 'pair_pattern' ? part.childForFieldName('key') : part
    const local = part.type === 'pair_pattern' ? part.childForFieldName('value') : part
    if (key && local) names.imports.set(local.text, `${path}.${key.text}`)
  }
  return true
}

function isPlainName(part: SyntaxNode): boolean {
  if (part.type === 'shorthand_property_identifier_pattern') return true
  return part.type === 'pair_pattern' && part.childForFieldName('value')?.type === 'identifier'
}

/** What `require('a').b` names; null for anything else. `promisify` changes how a function answers, not what it does. */
function requiredPath(node: SyntaxNode, names: Names): string | null {
  if (node.type === 'await_expression') {
    const [value] = codeChildren(node)
    return value ? requiredPath(value, names) : null
  }
  if (node.type === 'member_expression') {
    const object = node.childForFieldName('object')
    const path = object && requiredPath(object, names)
    return path === null ? null : `${path}.${node.childForFieldName('property')?.text ?? ''}`
  }
  if (node.type !== 'call_expression') return null
  const called = node.childForFieldName('function')
  const [first] = codeChildren(node.childForFieldName('arguments') ?? node)
  if ((called?.type === 'identifier' && called.text === 'require') || called?.type === 'import') {
    const specifier = first ? literalOf(first) : undefined
    if (typeof specifier !== 'string') return null
    const module = moduleName(specifier)
    names.modules.add(module)
    return module
  }
  const isPromisify = called !== null && first !== undefined && /(^|\.)promisify(All)?$/.test(called.text.slice(-20))
  return isPromisify ? importedPath(first, names) : null
}

/** What an expression of imported names alone stands for; null where it begins with something else. */
export function importedPath(node: SyntaxNode, names: Names): string | null {
  if (node.type === 'identifier') return names.imports.get(node.text) ?? null
  if (node.type !== 'member_expression') return requiredPath(node, names)
  const object = node.childForFieldName('object')
  const path = object && importedPath(object, names)
  return path === null ? null : `${path}.${node.childForFieldName('property')?.text ?? ''}`
}

const plainTypes: Record<string, string> = { string: 'String', number: 'number', boolean: 'boolean', bigint: 'number' }

/** The qualified name of a type, without what only the compiler needs; null where it says nothing. */
export function typeName(node: SyntaxNode | null, names: Names): string | null {
  if (!node) return null
  switch (node.type) {
    case 'type_annotation':
    case 'parenthesized_type':
    case 'readonly_type':
      return typeName(codeChildren(node)[0] ?? null, names)
    case 'predefined_type':
      return plainTypes[node.text] ?? null
    case 'array_type':
    case 'tuple_type':
      return 'Array'
    case 'generic_type': {
      const name = typeName(node.namedChildren[0] ?? null, names)
      const inside = node.namedChildren[1]
      if (name === 'Promise' || name === 'Readonly' || name === 'Awaited')
        return typeName(inside ? (codeChildren(inside)[0] ?? null) : null, names)
      return name
    }
    case 'union_type': {
      const parts = codeChildren(node).filter(part => !/^(null|undefined)$/.test(part.text.slice(0, 10)))
      return parts.length === 1 ? typeName(parts[0] ?? null, names) : null
    }
    case 'type_identifier':
    case 'identifier':
      return nameOfType(node.text, names)
    case 'nested_type_identifier':
    case 'member_expression': {
      const [first, ...others] = node.text.replaceAll(/\s+/g, '').split('.')
      const path = nameOfType(first ?? '', names)
      return path === null ? null : [path, ...others].join('.')
    }
    default:
      return null
  }
}

/** What other files of the workspace declare says nothing here. */
function nameOfType(name: string, { imports }: Names): string | null {
  const path = imports.get(name) ?? name
  return name === 'any' || isOfWorkspace(path) ? null : path
}

/** Whether a module is one of the workspace, not of a package. */
export function isOfWorkspace(path: string | undefined): boolean {
  return path !== undefined && /^([./~]|@\.)/.test(path)
}
