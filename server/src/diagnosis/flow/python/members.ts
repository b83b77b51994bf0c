import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Temp, Variable } from '../ir.ts'
import { isBuiltin } from './builtins.ts'
import { spanOf, type Lowering } from './lowering.ts'
import { importedAs } from './names.ts'

/** What a bare name means. */
export type Meaning =
  | { kind: 'variable'; variable: Variable }
  /** Something imported, qualified. */
  | { kind: 'import'; name: string }
  | { kind: 'class'; name: string }
  /** A function, or a variable, of the module. */
  | { kind: 'function' | 'module-variable'; name: string }
  | { kind: 'builtin'; name: string }

/** Finds out what a name means here: names of functions first, innermost first, then those of the module, then the language's own. */
export function meaningOf(name: string, lowering: Lowering): Meaning {
  const { builder, names, imports, localClasses } = lowering
  const own = imports.own.get(name)
  if (own !== undefined) return { kind: 'import', name: own }
  const local = localClasses.get(name)
  if (local !== undefined) return { kind: 'class', name: local }
  if (!lowering.globals.has(name)) {
    const variable = builder.lookup(name)
    if (variable !== null) return { kind: 'variable', variable }
  }
  const outer = importedAs(name, imports)
  if (outer !== null) return { kind: 'import', name: outer }
  const declared = names.classes.get(name)
  if (declared !== undefined) return { kind: 'class', name: declared }
  if (names.functions.has(name)) return { kind: 'function', name }
  if (names.variables.has(name)) return { kind: 'module-variable', name }
  const [only, ...others] = names.wildcards
  if (only !== undefined && others.length === 0 && !isBuiltin(name)) return { kind: 'import', name: `${only}.${name}` }
  return { kind: 'builtin', name }
}

export function lowerIdentifier(node: SyntaxNode, lowering: Lowering): Temp {
  const { builder, names } = lowering
  const span = spanOf(node)
  // `str = str` in a module gives a name of the language's own.
  const isOwnName = lowering.isModule && isBuiltin(node.text)
  const meaning = isOwnName ? ({ kind: 'builtin', name: node.text } as const) : meaningOf(node.text, lowering)
  switch (meaning.kind) {
    case 'variable':
      return builder.read(meaning.variable, span)
    case 'import':
    case 'class':
      return builder.make({ op: 'global', name: meaning.name, span })
    case 'function':
      return builder.make({ op: 'global', name: `${names.module}.${meaning.name}`, span })
    case 'module-variable':
      return builder.make({ op: 'field', object: null, type: names.module, name: meaning.name, span })
    case 'builtin':
      return builder.make({ op: 'global', name: meaning.name, span })
  }
}

/** The qualified name of what an expression imports: `a.b` where `a` is imported; null for any value. */
export function importPath(node: SyntaxNode | null, lowering: Lowering): string | null {
  const parts: string[] = []
  let at = node
  for (; at?.type === 'attribute'; at = at.childForFieldName('object'))
    parts.push(at.childForFieldName('attribute')?.text ?? '')
  if (at?.type !== 'identifier') return null
  const meaning = meaningOf(at.text, lowering)
  return meaning.kind === 'import' || meaning.kind === 'class' ? [meaning.name, ...parts.reverse()].join('.') : null
}
