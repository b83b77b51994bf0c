import type { SyntaxNode } from '../../../syntax/tree.ts'

/** The type of a value where it can be read off; null where only a compiler knows. */
export function typeOfValue(value: SyntaxNode | undefined): string | null {
  switch (value?.type) {
    case 'int_literal':
      return 'int'
    case 'float_literal':
      return 'float64'
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return 'string'
    case 'rune_literal':
      return 'rune'
    case 'true':
    case 'false':
      return 'bool'
    case 'composite_literal':
      return value.childForFieldName('type')?.text ?? null
    case 'unary_expression': {
      const operand = value.childForFieldName('operand')
      if (value.child(0)?.type === '!') return 'bool'
      const type = value.child(0)?.type === '&' && operand?.type === 'composite_literal' ? typeOfValue(operand) : null
      return type === null ? null : `*${type}`
    }
    case 'call_expression':
      return typeOfCall(value)
    default:
      return null
  }
}

/** Of the calls whose type every program agrees on. */
function typeOfCall(call: SyntaxNode): string | null {
  const [first] = call.childForFieldName('arguments')?.namedChildren ?? []
  switch (call.childForFieldName('function')?.text) {
    case 'len':
    case 'cap':
      return 'int'
    case 'make':
      return first?.text ?? null
    case 'new':
      return first ? `*${first.text}` : null
    default:
      return null
  }
}

/** The types of the names before `range`, where what is walked over is written there. */
export function typesInRange(clause: SyntaxNode): (string | null)[] {
  const over = typeOfValue(clause.childForFieldName('right') ?? undefined)
  const element = /^\[\](.+)$/.exec(over ?? '')?.[1]
  return element === undefined ? [] : ['int', element]
}

const copied =
  /^(?:string|bool|byte|rune|error|any|u?int(?:8|16|32|64)?|uintptr|float(?:32|64)|complex(?:64|128)|interface\s*\{\s*\}|context\.Context|http\.ResponseWriter|io\.(?:Reader|Writer)|time\.(?:Time|Duration))$/

/** Whether a copy of a value of this type is as good as the value, whatever is done with it. */
export function isCopiedWhole(type: string): boolean {
  return copied.test(type) || /^(?:\*|\[\]|map\[|chan\b|<-chan\b|func\()/.test(type)
}
