import type { SyntaxNode } from '../../syntax/tree.ts'
import { ancestorsOf, type Code } from './code.ts'
import { isBlock, isFunction } from './statements.ts'

/** Where a new function stands, and how it is called. */
export interface Place {
  /** The code beside which it stands: a function, a method, or a statement of the file. */
  host: SyntaxNode
  /** Where to insert: with the decorators and the `export` of the host. */
  outer: SyntaxNode
  /** Before the host, where it has to be there by the time that the host's code runs; else behind it. */
  isBefore: boolean
  /** What stands before the name in a call: `this.`; empty for a function. */
  prefix: string
  /** What names the object, as the first parameter: `self` in Python, the receiver in Go. */
  receiver: SyntaxNode | null
  isStatic: boolean
}

/** Null where there is no good place: then nothing is offered. */
export function placeFor(owner: SyntaxNode, usesThis: boolean, code: Code): Place | null {
  switch (code.family) {
    case 'python':
      return pythonPlace(owner)
    case 'java':
      return javaPlace(owner)
    case 'go':
      return goPlace(owner)
    case 'script':
      return scriptPlace(owner, usesThis)
  }
}

function pythonPlace(host: SyntaxNode): Place | null {
  if (host.type !== 'function_definition') return null
  const decorated = host.parent?.type === 'decorated_definition' ? host.parent : null
  const outer = decorated ?? host
  const isNested = [...ancestorsOf(outer)].some(({ type }) => type === 'function_definition')
  const isMethod = outer.parent?.parent?.type === 'class_definition'
  const place: Place = {
    host,
    outer,
    isBefore: isNested || decorated !== null,
    prefix: '',
    receiver: null,
    isStatic: false,
  }
  if (!isMethod) return place
  if (
    decorated &&
    /@(?:staticmethod|classmethod)\b/.test(decorated.text.slice(0, host.startIndex - decorated.startIndex))
  )
    return null
  const [first] = host.childForFieldName('parameters')?.namedChildren ?? []
  if (first?.type !== 'identifier') return null
  return { ...place, isBefore: false, prefix: `${first.text}.`, receiver: first }
}

/** Not in a lambda: nobody knows which exceptions it may throw. */
function javaPlace(host: SyntaxNode): Place | null {
  if (!/^(?:method|constructor)_declaration$/.test(host.type)) return null
  // An interface of old has no private methods.
  if (!/^(?:class_body|enum_body_declarations|record_body)$/.test(host.parent?.type ?? '')) return null
  if (host.childForFieldName('type_parameters')) return null
  const modifiers = host.namedChildren.find(({ type }) => type === 'modifiers')?.text ?? ''
  return { host, outer: host, isBefore: false, prefix: '', receiver: null, isStatic: /\bstatic\b/.test(modifiers) }
}

function goPlace(owner: SyntaxNode): Place | null {
  const host = [owner, ...ancestorsOf(owner)].find(({ type }) => /^(?:function|method)_declaration$/.test(type))
  if (!host || host.childForFieldName('type_parameters')) return null
  return { host, outer: host, isBefore: false, prefix: '', receiver: null, isStatic: false }
}

/** A method of the same class where all functions around have its `this`; else a function of the file. */
function scriptPlace(owner: SyntaxNode, usesThis: boolean): Place | null {
  let hasOwnThis = true
  let node: SyntaxNode = owner
  for (;;) {
    if (node.type === 'method_definition' && node.parent?.type === 'class_body') {
      // A method for what needs no object would be odd, but a function behind the class would be far away.
      if (!hasOwnThis) return null
      const isStatic = node.children.some(({ type }) => type === 'static')
      return { host: node, outer: node, isBefore: false, prefix: 'this.', receiver: null, isStatic }
    }
    const isOwnThis = isFunction(node, 'script') && node.type !== 'arrow_function'
    if (isOwnThis) hasOwnThis = false
    const { parent } = node
    if (!parent) return null
    if (parent.type === 'program' || parent.type === 'export_statement') {
      const outer = parent.type === 'export_statement' ? parent : node
      if (outer.parent?.type !== 'program' || usesThis) return null
      return { host: node, outer, isBefore: false, prefix: '', receiver: null, isStatic: false }
    }
    if (
      parent.type === 'class_static_block' ||
      parent.type === 'field_definition' ||
      parent.type === 'public_field_definition'
    )
      return null
    node = parent
  }
}

/** A name for a new function that nothing in the file has. */
export function freeName({ text, family }: Code, host: SyntaxNode, owner: SyntaxNode, what: string): string {
  const named =
    owner.childForFieldName('name') ?? owner.parent?.childForFieldName('name') ?? host.childForFieldName('name')
  const own = /^[\w$]+$/.test(named?.text ?? '') && !/constructor/.test(owner.type) ? (named?.text ?? '') : 'init'
  const bare = own.replaceAll(/^[_$]+|[_$]+$/g, '') || 'new'
  const start = bare.charAt(0).toLowerCase() + bare.slice(1)
  const base =
    family === 'python'
      ? `_${bare.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase()}_${what}`
      : `${start === 'constructor' ? 'init' : start}${what.charAt(0).toUpperCase()}${what.slice(1)}`
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}${number}`
    if (!new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(text)) return name
  }
}

/** Whether a statement stands in a block, as all that can be extracted does. */
export function isInBlock(node: SyntaxNode): boolean {
  const parent = node.parent?.type === 'statement_list' ? node.parent.parent : node.parent
  return parent !== null && isBlock(parent)
}
