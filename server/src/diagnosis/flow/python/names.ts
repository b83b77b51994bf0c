import path from 'node:path'
import type { SyntaxNode } from '../../../syntax/tree.ts'
import { codeChildren } from './lowering.ts'

/** Imported names to what they mean, qualified: those of a function, and of what is around it. */
export interface Imports {
  own: Map<string, string>
  around: Imports | null
}

/** What the names of a file mean, as far as the file itself tells. */
export interface Names {
  path: string
  /** The module's name: its path without ending, so that it is unique. */
  module: string
  /** Classes of the file to their qualified names. */
  classes: Map<string, string>
  functions: Set<string>
  /** Variables of the module. */
  variables: Set<string>
  /** Variables of the module that some function writes. */
  written: Set<string>
  wildcards: string[]
}

/** A module's name by its file; a package is named like its folder. */
export function moduleName(file: string): string {
  return file.replace(/\.pyi?$/, '').replace(/\/__init__$/, '')
}

/** What an import means, from the innermost function outwards. */
export function importedAs(name: string, imports: Imports): string | null {
  for (let one: Imports | null = imports; one; one = one.around) {
    const found = one.own.get(name)
    if (found !== undefined) return found
  }
  return null
}

/** Takes what an import statement brings. */
export function readImport(node: SyntaxNode, imports: Map<string, string>, names: Names): void {
  if (node.type === 'import_statement') {
    for (const child of node.namedChildren) {
      const full = dotted(child.type === 'aliased_import' ? child.childForFieldName('name') : child)
      const alias = child.type === 'aliased_import' ? child.childForFieldName('alias')?.text : undefined
      if (full === '') continue
      // `import a.b` brings `a`.
      if (alias === undefined) imports.set(full.split('.', 1)[0] ?? full, full.split('.', 1)[0] ?? full)
      else imports.set(alias, full)
    }
    return
  }
  const from = node.childForFieldName('module_name')
  if (!from) return
  const module = from.type === 'relative_import' ? relativeModule(from, names.path) : dotted(from)
  for (const child of node.namedChildren) {
    if (child.startIndex === from.startIndex) continue
    if (child.type === 'wildcard_import') names.wildcards.push(module)
    const name = dotted(child.type === 'aliased_import' ? child.childForFieldName('name') : child)
    const alias = child.type === 'aliased_import' ? child.childForFieldName('alias')?.text : undefined
    if (name !== '' && child.type !== 'wildcard_import') imports.set(alias ?? name, `${module}.${name}`)
  }
}

/** `from ..a import b` in a file: the folder above, as a module's name. */
function relativeModule(node: SyntaxNode, file: string): string {
  const dots = node.namedChildren.find(child => child.type === 'import_prefix')?.text.replaceAll(/\s/g, '').length ?? 1
  let folder = path.posix.dirname(file)
  for (let up = 1; up < dots; up++) folder = path.posix.dirname(folder)
  const rest = dotted(node.namedChildren.find(child => child.type === 'dotted_name') ?? null)
  return rest === '' ? folder : `${folder}/${rest.replaceAll('.', '/')}`
}

function dotted(node: SyntaxNode | null): string {
  return node?.type === 'dotted_name' || node?.type === 'identifier' ? node.text.replaceAll(/\s+/g, '') : ''
}

/** Qualifies a name such as `a.b.C` by imports and by the classes of the file. */
export function qualified(name: string, imports: Imports, names: Names): string {
  const dot = name.indexOf('.')
  const first = dot < 0 ? name : name.slice(0, dot)
  const known = importedAs(first, imports) ?? names.classes.get(first) ?? first
  return dot < 0 ? known : known + name.slice(dot)
}

/** The dotted text of a path of names; null for anything else. */
export function pathText(node: SyntaxNode | null): string | null {
  const parts: string[] = []
  let at = node
  for (; at?.type === 'attribute'; at = at.childForFieldName('object'))
    parts.push(at.childForFieldName('attribute')?.text ?? '')
  if (at?.type !== 'identifier') return null
  parts.push(at.text)
  return parts.reverse().join('.')
}

/** Types that stand for another one, whose argument counts. */
const wrappers = new Set(['Optional', 'Annotated', 'Final', 'ClassVar', 'Required', 'NotRequired', 'Awaitable'])

/** The qualified name of what an annotation says; null where it says several things, or nothing that has a name. */
export function typeName(node: SyntaxNode | null, imports: Imports, names: Names): string | null {
  if (!node) return null
  switch (node.type) {
    case 'type':
      return typeName(codeChildren(node)[0] ?? null, imports, names)
    case 'identifier':
    case 'attribute': {
      const text = pathText(node)
      return text === null ? null : simplified(qualified(text, imports, names))
    }
    case 'string': {
      const text = node.text.replaceAll(/^['"]|['"]$/g, '')
      return /^[A-Za-z_][\w.]*$/.test(text) ? simplified(qualified(text, imports, names)) : null
    }
    case 'generic_type':
    case 'subscript': {
      const [first, ...rest] = codeChildren(node)
      const name = first?.text.split('.').at(-1) ?? ''
      if (!wrappers.has(name)) return typeName(first ?? null, imports, names)
      const argument = rest[0]?.type === 'type_parameter' ? codeChildren(rest[0])[0] : rest[0]
      return typeName(argument ?? null, imports, names)
    }
    case 'union_type':
    case 'binary_operator': {
      const sides = codeChildren(node).filter(child => child.text !== 'None')
      return sides.length === 1 ? typeName(sides[0] ?? null, imports, names) : null
    }
    default:
      return null
  }
}

function simplified(name: string): string {
  const standard: Record<string, string> = {
    'typing.List': 'list',
    'typing.Dict': 'dict',
    'typing.Set': 'set',
    'typing.Tuple': 'tuple',
    'typing.Any': '',
  }
  return standard[name] ?? name
}
