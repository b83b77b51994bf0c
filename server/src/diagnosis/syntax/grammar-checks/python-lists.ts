import type { SyntaxNode } from '../../../syntax/tree.ts'

/** What is wrong with a list of parameters or arguments, and where. */
export interface ListFault {
  message: string
  node: SyntaxNode
}

/** The first thing that Python does not take in a list of parameters. */
export function parameterFault(list: SyntaxNode): ListFault | null {
  const names = new Set<string>()
  const parameters = list.namedChildren.filter(({ isExtra }) => !isExtra)
  let hasDefault = false
  let star: SyntaxNode | null = null
  let isPositional = false
  let isEnded = false
  for (const [at, node] of parameters.entries()) {
    const shape = shapeOf(node)
    if (isEnded) return { message: 'Nothing may come behind the parameter with `**`.', node }
    const isBare = node.type === 'keyword_separator'
    if (isBare || shape === 'list_splat_pattern') {
      if (star) return { message: 'There is one `*` already among these parameters.', node }
      star = node
      const follower = parameters[at + 1]
      if (isBare && (!follower || shapeOf(follower) === 'dictionary_splat_pattern'))
        return { message: 'Expected a parameter with a name behind `*`.', node }
    } else if (node.type === 'positional_separator') {
      if (at === 0) return { message: 'Expected a parameter before `/`.', node }
      if (isPositional || star) return { message: '`/` stands once, and before `*`.', node }
      isPositional = true
    } else if (shape === 'dictionary_splat_pattern') isEnded = true
    else if (shape === 'tuple_pattern')
      return { message: 'This is Python 2: a parameter cannot be taken apart in the list.', node }
    else if (/^(?:typed_)?default_parameter$/.test(node.type)) hasDefault = true
    else if (hasDefault && !star)
      return { message: `\`${node.text}\` needs a value, because a parameter before it has one.`, node }
    const name = nameOf(node)
    if (name !== null && names.has(name.text))
      return { message: `There are two parameters with the name \`${name.text}\`.`, node: name }
    if (name) names.add(name.text)
  }
  return null
}

/** The first argument of a call that Python does not take where it stands. */
export function argumentFault(list: SyntaxNode): ListFault | null {
  const names = new Set<string>()
  let hasSplat = false
  for (const node of list.namedChildren) {
    if (node.isExtra) continue
    if (node.type === 'keyword_argument') {
      const name = node.childForFieldName('name')
      if (name && names.has(name.text)) return { message: `\`${name.text}\` is given twice.`, node }
      if (name) names.add(name.text)
    } else if (node.type === 'dictionary_splat') hasSplat = true
    else if (hasSplat) return { message: 'An argument by position stands behind one with `**`.', node }
    else if (names.size > 0 && node.type !== 'list_splat')
      return { message: 'An argument by position stands behind one by name.', node }
  }
  return null
}

/** What a parameter is apart from its type. */
function shapeOf(node: SyntaxNode): string {
  return node.type === 'typed_parameter' ? (node.namedChildren[0]?.type ?? '') : node.type
}

function nameOf(node: SyntaxNode): SyntaxNode | null {
  if (node.type === 'identifier') return node
  if (/splat_pattern$|^typed_parameter$/.test(node.type))
    return node.namedChildren[0] ? nameOf(node.namedChildren[0]) : null
  const name = node.childForFieldName('name')
  return name?.type === 'identifier' ? name : null
}
