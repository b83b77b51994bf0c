import { docAbove, docstring } from './doc-comment.ts'
import { isReachable } from './reachable.ts'
import { importsIn, type Import } from './imports.ts'
import { tagsOf } from './tags/tags.ts'
import type { Capture, Grammar, SyntaxNode, SyntaxTree } from './tree.ts'

export const declarationKinds = [
  'class',
  'interface',
  'enum',
  'type',
  'function',
  'method',
  'constructor',
  'field',
  'variable',
  'macro',
  'module',
] as const
export type DeclarationKind = (typeof declarationKinds)[number]

/** Something that a file declares, for whoever wants to use it. */
export interface Declaration {
  name: string
  kind: DeclarationKind
  /** Name of the type, module or object it is a member of. */
  container: string | null
  /** Its head on one line: everything before its body. */
  signature: string
  /** The beginning of its doc comment; empty if it has none. */
  doc: string
  /** First and last line, from 0. */
  line: number
  endLine: number
  /** Whether other files can use it by its name. */
  isReachable: boolean
}

/** What a file declares and what it takes from others. */
export interface FileSymbols {
  /** Name of the package or namespace it says it belongs to. */
  namespace: string | null
  declarations: Declaration[]
  imports: Import[]
}

/** More than this in one file is generated code, or data. */
const mostDeclarations = 2000
/** Of what stands before the head of a C++ template. */
const longestTemplate = 40
const longestSignature = 240

/** Everything of a tree's file that other files can be told of. Its cost grows with the file: it is not for the request path. */
export function symbolsOf(grammar: Grammar, tree: SyntaxTree, text: string): FileSymbols {
  const tags = tagsOf(grammar.name)
  if (!tags) return { namespace: null, declarations: [], imports: [] }
  // One query: a tree is walked once for each.
  const query = grammar.query([tags.declarations, tags.imports, tags.namespace ?? ''].join('\n'))
  const matches = query.matches(tree.rootNode).map(({ captures }) => captures)
  const found = matches.flatMap(foundBy)
  const lines = text.split('\n')
  const imports = matches.flatMap(captures => {
    const statement = nodeOf(captures, 'import')
    return statement ? importsIn(grammar.name, text.slice(statement.startIndex, statement.endIndex)) : []
  })
  const namespace = matches.flatMap(captures => nodeOf(captures, 'namespace') ?? [])[0]
  return {
    namespace: namespace?.text ?? null,
    declarations: nested(found)
      .slice(0, mostDeclarations)
      .map(({ match, container }) => {
        const { kind, node } = match
        const signature = signatureOf(node, text)
        const [owner, name] = ownName(match.name, container && withoutTypeArguments(container))
        const declaration = {
          name,
          kind: isMember(kind, owner) ? 'method' : kind,
          container: owner,
          signature,
        } as const
        return {
          ...declaration,
          doc:
            (grammar.name === 'python' ? docstring(node, text) : '') ||
            docAbove(lines, outermost(node).startPosition.row),
          line: node.startPosition.row,
          endLine: lastLine(node),
          isReachable: isReachable(grammar.name, declaration, /^(export|ambient)/.test(outermost(node).type)),
        }
      }),
    imports,
  }
}

interface Match {
  kind: DeclarationKind
  name: string
  node: SyntaxNode
  /** Named by the declaration itself, such as the receiver of a method. */
  container: string | null
}

interface Found extends Omit<Match, 'kind'> {
  kind: DeclarationKind | 'scope'
  start: number
  end: number
}

function foundBy(captures: Capture[]): Found[] {
  const defined = captures.find(({ name }) => name === 'scope' || isKind(name))
  if (!defined) return []
  const node = wholeOf(defined.node)
  if (!node) return []
  return [
    {
      kind: isKind(defined.name) ? defined.name : 'scope',
      name: nodeOf(captures, 'name')?.text ?? '',
      container: nodeOf(captures, 'container')?.text ?? null,
      node,
      start: node.startIndex,
      end: node.endIndex,
    },
  ]
}

/** Gives each declaration the name of what it stands in. What stands in a function is that function's own business. */
function nested(found: Found[]): { match: Match; container: string | null }[] {
  const ordered = found.toSorted((one, other) => one.start - other.start || other.end - one.end)
  const around: Found[] = []
  const result: { match: Match; container: string | null }[] = []
  for (const match of ordered) {
    while (around.length > 0 && !contains(around.at(-1), match)) around.pop()
    const outer = around.at(-1)
    // A scope without a name is that of what it stands in.
    const container = match.container ?? (outer?.name || around.at(-2)?.name) ?? null
    around.push(match)
    if (match.kind === 'scope' || (outer && isClosed(outer, match))) continue
    result.push({ match: { ...match, kind: match.kind }, container })
  }
  return result
}

/** Two names of one and the same declaration stand beside each other. */
function contains(outer: Found | undefined, { start, end }: Found): boolean {
  return outer !== undefined && outer.end >= end && (outer.start < start || outer.end > end)
}

function isClosed(outer: Found, inner: Found): boolean {
  if (['function', 'method', 'constructor', 'macro'].includes(outer.kind)) return true
  return outer.kind === 'variable' && inner.kind !== 'method'
}

/** C and C++ declare a function by what surrounds its name; the whole of it is further out. Null for one inside a body, which is no declaration. */
function wholeOf(node: SyntaxNode): SyntaxNode | null {
  if (node.type !== 'function_declarator') return node
  let whole = node
  for (let outer = node.parent; outer; outer = outer.parent) {
    if (/^(function_definition|declaration|field_declaration)$/.test(outer.type)) {
      const isInBody = outer.type === 'declaration' && outer.parent?.type === 'compound_statement'
      return isInBody ? null : outer
    }
    if (!/declarator$/.test(outer.type)) return null
    whole = outer
  }
  return whole
}

/** What is written around a declaration and belongs to it: `export`, `const`, `template <…>`. */
const wrappers = new Set([
  'ambient_declaration',
  'const_declaration',
  'decorated_definition',
  'export_statement',
  'lexical_declaration',
  'template_declaration',
  'type_declaration',
  'var_declaration',
  'variable_declaration',
])

function outermost(node: SyntaxNode): SyntaxNode {
  let outer = node
  while (outer.parent && wrappers.has(outer.parent.type)) outer = outer.parent
  return outer
}

/** Everything up to the body, on one line. */
function signatureOf(node: SyntaxNode, text: string): string {
  const body = bodyOf(node)
  const start = withMacros(headStart(node), text)
  const isShortList = body !== null && /enum|interface_body/.test(body.type) && body.endIndex - start < longestSignature
  const end = body && !isShortList ? body.startIndex : node.endIndex
  const head = text.slice(start, Math.min(end, start + 4 * longestSignature)).replaceAll(/\s+/g, ' ')
  return shortened(
    head
      .replace(/\s*([{:=;,]|=>)\s*$/, '')
      .replaceAll(/([([]) | (?=[)\]])/g, '$1')
      .replaceAll(/,(?=[)\]])/g, '')
      .trim(),
  )
}

/** Not every grammar has a field for it. */
function bodyOf(node: SyntaxNode): SyntaxNode | null {
  const body = node.childForFieldName('body') ?? node.childForFieldName('value')?.childForFieldName('body')
  if (body) return body
  const last = node.child(node.childCount - 1)
  return last && /_body$/.test(last.type) ? last : null
}

/** `const total = …` begins with `const`, unless that word stands above for several. */
function headStart(node: SyntaxNode): number {
  const { parent } = node
  if (!parent || !wrappers.has(parent.type) || /export|decorated|ambient/.test(parent.type)) return node.startIndex
  // What a template takes may be longer than all the rest, and says less of how it is used.
  const isShort = parent.type === 'template_declaration' && node.startIndex - parent.startIndex <= longestTemplate
  return isShort || parent.startPosition.row === node.startPosition.row ? parent.startIndex : node.startIndex
}

/** Words of the preprocessor in front belong to a head, though the grammar is not shown them. */
function withMacros(start: number, text: string): number {
  const before = text.slice(Math.max(0, start - 200), start)
  return start - (/(?<=^|\n|[^\S\n])(?:\b[A-Z][A-Z0-9_]{2,}(?:\([^()\n]*\))?[^\S\n]+)+$/.exec(before)?.[0].length ?? 0)
}

function shortened(signature: string): string {
  return signature.length <= longestSignature ? signature : `${signature.slice(0, longestSignature - 1)}…`
}

/** Some grammars count the end of a line to what stands on it. */
function lastLine({ startPosition, endPosition }: SyntaxNode): number {
  const isBefore = endPosition.column === 0 && endPosition.row > startPosition.row
  return isBefore ? endPosition.row - 1 : endPosition.row
}

/** `Basket<T>::total` says itself what it is a member of. */
function ownName(name: string, container: string | null): [string | null, string] {
  const parts = withoutTypeArguments(name).split(/::|\.|:/)
  const own = parts.at(-1) ?? name
  return parts.length > 1 ? [parts.at(-2) ?? container, own] : [container, own]
}

function withoutTypeArguments(name: string): string {
  const shorter = name.replaceAll(/<[^<>]*>/g, '')
  return shorter === name ? name : withoutTypeArguments(shorter)
}

function isMember(kind: DeclarationKind, container: string | null): boolean {
  return kind === 'function' && container !== null
}

function nodeOf(captures: Capture[], name: string): SyntaxNode | undefined {
  return captures.find(capture => capture.name === name)?.node
}

function isKind(name: string): name is DeclarationKind {
  return (declarationKinds as readonly string[]).includes(name)
}
