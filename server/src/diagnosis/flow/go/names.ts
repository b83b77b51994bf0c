import path from 'node:path'
import type { SyntaxNode } from '../../../syntax/tree.ts'
import { isNumberType } from '../values.ts'

/** What the names of a file mean, as far as the file itself tells. */
export interface Names {
  /** The folder, which is the package: its types are named by it. */
  folder: string
  /** Names of packages to their import paths, without the version. */
  imports: Map<string, string>
  /** Types that the file declares, and what they are made of. */
  types: Map<string, SyntaxNode>
  /** Functions that the file declares. */
  functions: Set<string>
  /** Variables and constants of the package that the file declares. */
  globals: Set<string>
  /** The type whose static members those are. */
  globalType: string
}

const basicTypes = new Set(
  `string bool byte rune int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr float32 float64 complex64 complex128 error
  any comparable`.split(/\s+/),
)

/** Packages of the language's own library that are known by their names: code that is not finished may lack their imports. */
const ownPackages = new Map(
  `bytes bufio context errors fmt html io log math net os path regexp sort strconv strings time slices net/url net/http os/exec
  path/filepath encoding/json encoding/xml encoding/base64 database/sql io/ioutil`
    .split(/\s+/)
    .map(full => [full.slice(full.lastIndexOf('/') + 1), full] as const),
)

/** The import path of a package by its name in the file; undefined where there is none. */
export function importOf(name: string, { imports, globals, functions, types }: Names): string | undefined {
  const written = imports.get(name)
  if (written !== undefined) return written
  return globals.has(name) || functions.has(name) || types.has(name) ? undefined : ownPackages.get(name)
}

/** Reads the imports and what the file declares. */
export function readNames(file: string, root: SyntaxNode): Names {
  const names: Names = {
    folder: path.posix.dirname(file),
    imports: new Map(),
    types: new Map(),
    functions: new Set(),
    globals: new Set(),
    globalType: file,
  }
  for (const node of root.namedChildren) {
    if (node.type === 'import_declaration') readImports(node, names)
    else if (node.type === 'function_declaration') names.functions.add(nameOf(node))
    else if (node.type === 'type_declaration')
      for (const spec of node.namedChildren) {
        const type = spec.childForFieldName('type')
        if (type) names.types.set(nameOf(spec), type)
      }
    else if (node.type === 'var_declaration' || node.type === 'const_declaration')
      for (const spec of specsOf(node)) for (const name of namesOf(spec)) names.globals.add(name.text)
  }
  return names
}

export function nameOf(node: SyntaxNode): string {
  return node.childForFieldName('name')?.text ?? ''
}

/** `var ( … )` and `const ( … )` have several. */
export function specsOf(node: SyntaxNode): SyntaxNode[] {
  return node.namedChildren.flatMap(child =>
    child.type === 'var_spec_list' ? child.namedChildren : /^(var|const)_spec$/.test(child.type) ? [child] : [],
  )
}

/** The names that a `var_spec`, `const_spec` or parameter declares, which come before all else. */
export function namesOf(spec: SyntaxNode): SyntaxNode[] {
  const names: SyntaxNode[] = []
  for (const child of spec.namedChildren) {
    if (child.type !== 'identifier') break
    names.push(child)
  }
  return names
}

function readImports(node: SyntaxNode, names: Names): void {
  const specs = node.namedChildren.flatMap(child => (child.type === 'import_spec_list' ? child.namedChildren : [child]))
  for (const spec of specs) {
    const written = spec.childForFieldName('path')?.text.slice(1, -1)
    if (spec.type !== 'import_spec' || written === undefined) continue
    const full = withoutVersion(written)
    const alias = spec.childForFieldName('name')?.text
    // What is imported for its effects has no name.
    if (alias !== '_') names.imports.set(alias ?? packageNameOf(full), full)
  }
}

/** `example.com/a/v2` and `gopkg.in/a.v2` are versions of the same. */
function withoutVersion(written: string): string {
  return written.replace(/(?<=\/[^/]+)\/v\d+(?=\/|$)/, '').replace(/^(gopkg\.in\/.+)\.v\d+$/, '$1')
}

/** What a package calls itself is not known here; it is mostly the end of its path. */
function packageNameOf(full: string): string {
  const last = full.slice(full.lastIndexOf('/') + 1)
  return last.replace(/^go-|-go$|\.go$/g, '')
}

/** The qualified name of a type; null where it says nothing. Pointers are named like what they point at, maps and channels like lists. */
export function typeName(node: SyntaxNode | null, names: Names): string | null {
  switch (node?.type) {
    case undefined:
      return null
    case 'type_identifier':
    case 'identifier':
      return ownTypeName(node.text, names)
    case 'qualified_type':
    case 'selector_expression': {
      const [place, name] = node.namedChildren
      const full = importOf(place?.text ?? '', names)
      return full === undefined || !name ? node.text : `${full}.${name.text}`
    }
    case 'pointer_type':
    case 'parenthesized_type':
      return typeName(node.namedChildren[0] ?? null, names)
    case 'generic_type':
      return typeName(node.childForFieldName('type'), names)
    case 'slice_type':
    case 'array_type':
    case 'implicit_length_array_type':
      return `${typeName(node.childForFieldName('element'), names) ?? ''}[]`
    case 'map_type':
      return `${typeName(node.childForFieldName('value'), names) ?? ''}[]`
    case 'channel_type':
      return `${typeName(node.childForFieldName('value'), names) ?? ''}[]`
    default:
      return null
  }
}

function ownTypeName(name: string, { folder, types }: Names): string | null {
  if (name === 'any' || name === 'comparable') return null
  const declared = types.get(name)
  // A number by another name is one all the same.
  if (declared?.type === 'type_identifier' && isNumberType(declared.text)) return declared.text
  return basicTypes.has(name) && !declared ? name : `${folder}.${name}`
}

/** Whether a name that is called is a type: then the call is a conversion. */
export function isTypeName(name: string, names: Names): boolean {
  return names.types.has(name) || basicTypes.has(name)
}

/** The types of results, in their order; each once for every name that it has. */
export function resultTypes(node: SyntaxNode | null, names: Names): (string | null)[] {
  if (!node) return []
  if (node.type !== 'parameter_list') return [typeName(node, names)]
  return node.namedChildren.flatMap(child => {
    if (child.type !== 'parameter_declaration') return []
    const type = typeName(child.childForFieldName('type'), names)
    return Array.from({ length: Math.max(1, namesOf(child).length) }, () => type)
  })
}

/** The type of a function's result as one name: those of several with commas between. */
export function resultName(types: readonly (string | null)[]): string | null {
  if (types.length <= 1) return types[0] ?? null
  return types.map(type => type ?? '').join(', ')
}
