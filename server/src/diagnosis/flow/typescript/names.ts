import type { SyntaxNode } from '../../../syntax/tree.ts'
import { literalOf } from './literals.ts'
import { codeChildren } from './lowering.ts'
import { moduleAt } from './specifiers.ts'

/** What the names of a file mean, as far as the file itself tells. */
export interface Names {
  /** The file. */
  path: string
  /** Local names of modules and of what they export: `fs`, `fs.readFile`. */
  imports: Map<string, string>
  /** Of these, what other files of the workspace export. */
  exported: Map<string, ExportedName>
  /** Classes of the file to their qualified names. */
  classes: Map<string, string>
  /** Modules that are named in the file: conventions differ with them. */
  modules: Set<string>
}

/** What a file of the workspace exports under a name; all that it exports where that is null. */
export interface ExportedName {
  /** An absolute path, as it is imported: the ending of the file may be missing. */
  module: string
  name: string | null
}

/** The qualified name of a class: of no two files the same. */
export function classNameIn(path: string, name: string): string {
  return `${path}.${name}`
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
  const place = moduleAt(specifier, names.path)
  const bring = (local: string, name: string | null): void => {
    if (place !== null) names.exported.set(local, { module: place, name })
  }
  for (const child of clause?.namedChildren ?? []) {
    if (child.type === 'identifier') {
      names.imports.set(child.text, module)
      bring(child.text, clause?.type === 'import_clause' ? 'default' : null)
    }
    if (child.type === 'namespace_import') {
      const name = child.namedChildren.find(one => one.type === 'identifier')?.text
      if (name !== undefined) names.imports.set(name, module)
      if (name !== undefined) bring(name, null)
    }
    for (const specific of child.type === 'named_imports' ? codeChildren(child) : []) {
      const [name, alias] = [specific.childForFieldName('name')?.text, specific.childForFieldName('alias')?.text]
      if (name === undefined) continue
      const local = alias ?? name
      names.imports.set(local, name === 'default' ? module : `${module}.${name}`)
      bring(local, name)
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
  const whole = value && requiredFile(value, names)
  if (name.type === 'identifier') {
    names.imports.set(name.text, path)
    if (whole) names.exported.set(name.text, whole)
    return true
  }
  if (name.type !== 'object_pattern') return false
  const parts = codeChildren(name)
  if (!parts.every(isPlainName)) return false
  for (const part of parts) {
    const key = part.type === 'pair_pattern' ? part.childForFieldName('key') : part
    const local = part.type === 'pair_pattern' ? part.childForFieldName('value') : part
    if (!key || !local) continue
    names.imports.set(local.text, `${path}.${key.text}`)
    if (whole?.name === null) names.exported.set(local.text, { module: whole.module, name: key.text })
  }
  return true
}

function isPlainName(part: SyntaxNode): boolean {
  if (part.type === 'shorthand_property_identifier_pattern') return true
  return part.type === 'pair_pattern' && part.childForFieldName('value')?.type === 'identifier'
}

/** What `require('./a').b` of a file of the workspace stands for; null for anything else. */
export function requiredFile(node: SyntaxNode, names: Pick<Names, 'path'>): ExportedName | null {
  if (node.type === 'await_expression' || node.type === 'parenthesized_expression') {
    const [value] = codeChildren(node)
    return value ? requiredFile(value, names) : null
  }
  if (node.type === 'member_expression') {
    const object = node.childForFieldName('object')
    const whole = object && requiredFile(object, names)
    return whole?.name === null ? { module: whole.module, name: node.childForFieldName('property')?.text ?? '' } : null
  }
  const called = node.type === 'call_expression' ? node.childForFieldName('function') : null
  if (!called || !(called.type === 'import' || (called.type === 'identifier' && called.text === 'require'))) return null
  const [first] = codeChildren(node.childForFieldName('arguments') ?? node)
  const specifier = first ? literalOf(first) : undefined
  const module = typeof specifier === 'string' ? moduleAt(specifier, names.path) : null
  return module === null ? null : { module, name: null }
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

/** Begins what a type is called in another file: it may be a class there, or nothing that there is when the program runs. */
const elsewhere = '\0'

/** The qualified name of a type, without what only the compiler needs; null where it says nothing. */
export function typeName(node: SyntaxNode | null, names: Names): string | null {
  const name = nameOf(node, names)
  return name?.startsWith(elsewhere) === true ? null : name
}

/** What a type is called that another file of the workspace declares; null for any other. */
export function importedTypeName(node: SyntaxNode | null, names: Names): string | null {
  const name = nameOf(node, names)
  return name?.startsWith(elsewhere) === true ? name.slice(elsewhere.length) : null
}

function nameOf(node: SyntaxNode | null, names: Names): string | null {
  if (!node) return null
  switch (node.type) {
    case 'type_annotation':
    case 'parenthesized_type':
    case 'readonly_type':
      return nameOf(codeChildren(node)[0] ?? null, names)
    case 'predefined_type':
      return plainTypes[node.text] ?? null
    case 'array_type':
    case 'tuple_type':
      return 'Array'
    case 'generic_type': {
      const name = nameOf(node.namedChildren[0] ?? null, names)
      const inside = node.namedChildren[1]
      if (name === 'Promise' || name === 'Readonly' || name === 'Awaited')
        return nameOf(inside ? (codeChildren(inside)[0] ?? null) : null, names)
      return name
    }
    case 'union_type': {
      const parts = codeChildren(node).filter(part => !/^(null|undefined)$/.test(part.text.slice(0, 10)))
      return parts.length === 1 ? nameOf(parts[0] ?? null, names) : null
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

function nameOfType(name: string, { imports, exported, classes }: Names): string | null {
  const file = exported.get(name)
  if (file) return `${elsewhere}${file.module}${file.name === null ? '' : `.${file.name}`}`
  const own = imports.has(name) ? undefined : classes.get(name)
  if (own !== undefined) return own
  const path = imports.get(name) ?? name
  return name === 'any' || isOfWorkspace(path) ? null : path
}

/** Whether a module is one of the workspace, not of a package. */
export function isOfWorkspace(path: string | undefined): boolean {
  return path !== undefined && /^([./~]|@\.)/.test(path)
}
