import type { SyntaxNode } from '../../../syntax/tree.ts'
import { lastPart } from '../last-part.ts'

/** What the names of a file mean, as far as the file itself tells. */
export interface Names {
  package: string | null
  /** Simple names of types to qualified ones: imported, or declared in the file. */
  types: Map<string, string>
  /** Members that are imported by name, to the type that has them. */
  members: Map<string, string>
  wildcards: string[]
}

/** Reads the package and the imports; `declare` adds the file's own classes. */
export function readNames(root: SyntaxNode): Names {
  const names: Names = { package: null, types: new Map(), members: new Map(), wildcards: [] }
  for (const node of root.namedChildren) {
    if (node.type === 'package_declaration') names.package = dotted(node)
    if (node.type === 'import_declaration') readImport(node, names)
  }
  if (names.package !== null) names.wildcards.push(names.package)
  return names
}

function readImport(node: SyntaxNode, names: Names): void {
  const path = dotted(node)
  const isStatic = node.children.some(child => child.type === 'static')
  if (path === null) return
  if (node.children.some(child => child.type === 'asterisk')) {
    names.wildcards.push(path)
  } else if (isStatic) {
    const dot = path.lastIndexOf('.')
    names.members.set(path.slice(dot + 1), path.slice(0, dot))
  } else {
    names.types.set(lastPart(path), path)
  }
}

function dotted(node: SyntaxNode): string | null {
  const path = node.namedChildren.find(child => child.type === 'scoped_identifier' || child.type === 'identifier')
  return path ? path.text.replaceAll(/\s+/g, '') : null
}

/** The qualified name of a type; null where the source leaves it to the compiler. */
export function typeName(node: SyntaxNode | null, names: Names): string | null {
  if (!node) return null
  switch (node.type) {
    case 'array_type': {
      const element = typeName(node.childForFieldName('element'), names)
      return element === null ? null : `${element}[]`
    }
    case 'generic_type':
    case 'annotated_type':
      return typeName(node.namedChildren.find(child => !child.type.includes('annotation')) ?? null, names)
    case 'catch_type':
      return node.namedChildren.length === 1 ? typeName(node.namedChildren[0] ?? null, names) : 'java.lang.Exception'
    default: {
      const text = withoutArguments(node.text)
      return text === 'var' ? null : qualified(text, names)
    }
  }
}

function withoutArguments(text: string): string {
  let plain = text
  while (plain.includes('<')) {
    const next = plain.replaceAll(/<[^<>]*>/g, '')
    if (next === plain) break
    plain = next
  }
  return plain.replaceAll(/\s+/g, '')
}

/** Qualifies a name by the imports; one that has a package already stays. */
export function qualified(name: string, names: Names): string {
  const dot = name.indexOf('.')
  const first = dot < 0 ? name : name.slice(0, dot)
  const known = names.types.get(first) ?? (isOfLanguage(first) ? `java.lang.${first}` : first)
  return dot < 0 ? known : known + name.slice(dot)
}

/** Types of `java.lang` that matter to models: they need no import. */
const ofLanguage = new Set(
  `String StringBuilder StringBuffer Object Integer Long Short Byte Character Boolean Double Float Math System Runtime ProcessBuilder
  Process Class ClassLoader Thread Exception RuntimeException Error Throwable Iterable CharSequence Number AutoCloseable Comparable
  IllegalArgumentException IllegalStateException NullPointerException UnsupportedOperationException Runnable Void Enum Record`.split(
    /\s+/,
  ),
)

function isOfLanguage(name: string): boolean {
  return ofLanguage.has(name)
}
