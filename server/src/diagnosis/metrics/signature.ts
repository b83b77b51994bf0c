import type { SyntaxNode } from '../../syntax/tree.ts'

const listTypes =
  /^(?:formal_parameters|parameter_list|parameters|function_value_parameters|method_parameters|lambda_parameters|block_parameters|closure_parameters|class_parameters|bindings)$/

/** The node of a function's name: its own, or that of the variable or property that it is given to. */
export function nameOf(node: SyntaxNode): SyntaxNode | null {
  const own = node.childForFieldName('name') ?? declaredName(node)
  if (own) return own
  const { parent } = node
  if (!parent || !/^(?:variable_declarator|pair|assignment_expression|public_field_definition)$/.test(parent.type))
    return null
  return parent.childForFieldName('name') ?? parent.childForFieldName('key') ?? parent.childForFieldName('left')
}

/** In C and C++ the name is inside of what declares it. */
function declaredName(node: SyntaxNode): SyntaxNode | null {
  let declarator = node.childForFieldName('declarator')
  for (let depth = 0; declarator && depth < 10; depth++) {
    const inner = declarator.childForFieldName('declarator')
    if (!inner) return declarator
    declarator = inner
  }
  return null
}

/** How many parameters a function takes, without the object that a method belongs to. */
export function parametersOf(node: SyntaxNode): number {
  const list = parameterList(node)
  const children = (list ?? node).children
  // Where there are nodes of just this name, what stands beside them are default values.
  const plain = children.filter(({ type }) => type === 'parameter')
  const parameters = plain.length > 0 || !list ? plain : children.filter(isParameter)
  return parameters.reduce((sum, parameter) => sum + namesIn(parameter), 0)
}

function parameterList(node: SyntaxNode): SyntaxNode | null {
  const declared = node.childForFieldName('declarator')?.childForFieldName('parameters')
  const own = node.childForFieldName('parameters') ?? declared
  return own ?? node.children.find(({ type }) => listTypes.test(type)) ?? null
}

function isParameter(node: SyntaxNode): boolean {
  if (!node.isNamed || /comment|receiver_parameter|self_parameter|separator/.test(node.type)) return false
  // What follows these in Python tells how arguments are passed.
  return !/^(?:self|cls|void|\*|\/)$/.test(node.text)
}

/** In Go, `a, b int` are two. */
function namesIn(parameter: SyntaxNode): number {
  if (parameter.type !== 'parameter_declaration') return 1
  return Math.max(1, parameter.children.filter(({ type }) => type === 'identifier').length)
}

/** The name that a call calls, where it is a plain one or one of the same object. */
export function calledName(node: SyntaxNode): string | null {
  if (
    !/^(?:call|call_expression|method_invocation|invocation_expression|function_call|function_call_expression)$/.test(
      node.type,
    )
  )
    return null
  const object = node.childForFieldName('object') ?? node.childForFieldName('receiver')
  if (object && !/^(?:this|self|super)$/.test(object.text)) return null
  const called =
    node.childForFieldName('name') ??
    node.childForFieldName('method') ??
    node.childForFieldName('function') ??
    node.child(0)
  const text = called && called.endIndex - called.startIndex < 200 ? called.text : ''
  return /^(?:(?:this|self|\$this)(?:\.|->|:))?([\w$]+)$/.exec(text)?.[1] ?? null
}
