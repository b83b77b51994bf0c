import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Fault } from '../faults.ts'
import { descend } from './descent.ts'
import { jumpFault, type JumpForms } from './jumps.ts'
import { Scopes } from './scopes.ts'

const functions = [
  'arrow_function',
  'class_static_block',
  'function_declaration',
  'function_expression',
  'generator_function',
  'generator_function_declaration',
  'method_definition',
]
const blocks = [
  'catch_clause',
  'class_body',
  'for_in_statement',
  'for_statement',
  'program',
  'statement_block',
  'switch_body',
]
const types = [
  ...functions,
  ...blocks,
  'ambient_declaration',
  'await_expression',
  'break_statement',
  'class_declaration',
  'continue_statement',
  'do_statement',
  'export_statement',
  'field_definition',
  'import_statement',
  'labeled_statement',
  'lexical_declaration',
  'public_field_definition',
  'return_statement',
  'switch_statement',
  'while_statement',
]

const forms: JumpForms = {
  loops: /^(?:do|for|for_in|while)_statement$/,
  switches: /^switch_statement$/,
  walls: new RegExp(`^(?:${functions.join('|')})$`),
  label: 'statement_identifier',
}

/** What JavaScript and TypeScript do not take although their grammars read it. */
export function checkJavascript(_: string, root: SyntaxNode, path: string): Fault[] {
  const faults: Fault[] = []
  const scopes = new Scopes()
  const isTypescript = /\.[cm]?tsx?$/.test(path)
  const isDeclared = /\.d\.(?:\w+\.)?[cm]?ts$/.test(path)
  const isModule = root.namedChildren.some(({ type }) => type === 'import_statement' || type === 'export_statement')
  for (const { node, around } of descend(root, types)) {
    if (isDeclared || around.some(({ type }) => type === 'ambient_declaration')) continue
    switch (node.type) {
      case 'break_statement':
      case 'continue_statement':
        add(jumpFault(node, around, forms), node)
        break
      case 'lexical_declaration':
        for (const fault of declarationFaults(node, around, scopes)) add(fault.message, fault.node)
        break
      case 'class_declaration': {
        const name = node.childForFieldName('name')
        if (name && !scopes.declare(around.findLast(isBlock) ?? root, name.text)) add(twice(name.text), name)
        break
      }
      case 'class_body':
        add('There is one `constructor` already in this class.', secondConstructor(node))
        break
      case 'return_statement':
        // In modules of Node that are no ES modules there is a function around all.
        if ((isModule || isTypescript) && !around.some(({ type }) => forms.walls.test(type)))
          add('`return` stands outside of a function.', node.child(0))
        break
      case 'await_expression':
        if (isAwaitMisplaced(node, around)) add('`await` stands in a function that is not `async`.', node.child(0))
        break
      default:
        if (forms.walls.test(node.type))
          add('There is one parameter with this name already.', secondParameter(node, around, isModule))
    }
  }
  return faults

  function add(message: string | null, at: SyntaxNode | null): void {
    if (message === null || !at) return
    const isWord = at.type === 'break_statement' || at.type === 'continue_statement'
    const end = isWord ? at.startIndex + (at.type === 'break_statement' ? 5 : 8) : at.endIndex
    faults.push({ message, at: { start: at.startIndex, end }, fix: null })
  }
}

function isBlock({ type }: SyntaxNode): boolean {
  return blocks.includes(type)
}

function twice(name: string): string {
  return `\`${name}\` is declared already in this block.`
}

function* declarationFaults(
  node: SyntaxNode,
  around: readonly SyntaxNode[],
  scopes: Scopes,
): Generator<{ message: string; node: SyntaxNode }> {
  const isConstant = node.child(0)?.type === 'const'
  for (const declarator of node.namedChildren) {
    const name = declarator.type === 'variable_declarator' ? declarator.childForFieldName('name') : null
    if (!name) continue
    const isPattern = name.type.endsWith('_pattern')
    const isFilled = declarator.childForFieldName('value') !== null
    if (!isFilled && (isConstant || isPattern))
      yield {
        message: `Expected \`=\` and a value${isConstant ? ', for this `const`' : ', to take apart'}.`,
        node: name,
      }
    if (!isPattern && !scopes.declare(around.findLast(isBlock) ?? null, name.text))
      yield { message: twice(name.text), node: name }
  }
}

function secondConstructor(body: SyntaxNode): SyntaxNode | null {
  const constructors = body.namedChildren.filter(
    method =>
      method.type === 'method_definition' &&
      method.childForFieldName('name')?.text === 'constructor' &&
      method.children.every(({ type }) => !/^(?:static|get|set|async|\*)$/.test(type)),
  )
  return constructors[1]?.childForFieldName('name') ?? null
}

/** In old programs the last of two parameters is the one that is read. */
function secondParameter(node: SyntaxNode, around: readonly SyntaxNode[], isModule: boolean): SyntaxNode | null {
  const list = node.childForFieldName('parameters')
  if (!list) return null
  const parameters = list.namedChildren.filter(({ isExtra }) => !isExtra)
  const names = parameters.map(one =>
    one.type === 'required_parameter' ? (one.childForFieldName('pattern') ?? one) : one,
  )
  const isStrict =
    isModule ||
    /^(?:arrow_function|method_definition)$/.test(node.type) ||
    around.some(({ type }) => type === 'class_body')
  if (!isStrict) return null
  const seen = new Set<string>()
  for (const name of names) {
    if (name.type !== 'identifier') continue
    if (seen.has(name.text)) return name
    seen.add(name.text)
  }
  return null
}

/** Before parentheses and the like `await` may be the name of a function, outside of modules. */
function isAwaitMisplaced(node: SyntaxNode, around: readonly SyntaxNode[]): boolean {
  const at = around.findLastIndex(({ type }) => forms.walls.test(type) || /field_definition$/.test(type))
  const within = around[at]
  const operand = node.namedChildren.find(({ isExtra }) => !isExtra)
  if (!within || !operand || !/^[\w$]/.test(operand.text) || !forms.walls.test(within.type)) return false
  const body = within.childForFieldName('body') ?? within
  // What a parameter is by default is run where the function is called.
  if (node.startIndex < body.startIndex) return false
  return within.children.every(({ type }) => type !== 'async')
}
