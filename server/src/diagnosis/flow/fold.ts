import type { BinaryOperator, Constant } from './ir.ts'
import type { Value } from './values.ts'

/** Longest text that is made of constants. */
const longestText = 10_000

/** The result of an operator on constants, and of comparing with null what is known not to be; undefined where it is not known. */
export function foldBinary(operator: BinaryOperator, a: Value, b: Value): Constant | undefined {
  const isComparison = operator === '==' || operator === '!='
  if (isComparison) {
    const isNull = (one: Value): boolean => one.constant === null || one.nullness === 'null'
    const isOther = (a.nullness === 'not-null' && isNull(b)) || (b.nullness === 'not-null' && isNull(a))
    if (isOther) return operator === '!='
    if (isNull(a) && isNull(b)) return operator === '=='
  }
  const [left, right] = [a.constant, b.constant]
  if (left === undefined || right === undefined) return undefined
  if (typeof left === 'number' && typeof right === 'number') return foldNumbers(operator, left, right)
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string')) {
    const text = String(left) + String(right)
    return text.length > longestText ? undefined : text
  }
  if (typeof left === 'boolean' && typeof right === 'boolean') {
    if (operator === '&') return left && right
    if (operator === '|') return left || right
  }
  // Texts are compared by identity in some languages: only what differs is certain.
  if (isComparison && typeof left === typeof right) return (left === right) === (operator === '==')
  return undefined
}

function foldNumbers(operator: BinaryOperator, a: number, b: number): Constant | undefined {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return b === 0 ? undefined : a / b
    case '//':
      if (b === 0) return undefined
      return Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(a / b) : a / b
    case '%':
      return b === 0 ? undefined : a % b
    case '==':
      return a === b
    case '!=':
      return a !== b
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
    case '&':
      return a & b
    case '|':
      return a | b
    case '^':
      return a ^ b
  }
}

export function foldUnary(operator: '-' | '!' | '~', value: Constant | undefined): Constant | undefined {
  if (operator === '!' && typeof value === 'boolean') return !value
  if (operator === '-' && typeof value === 'number') return -value
  if (operator === '~' && typeof value === 'number') return ~value
  return undefined
}

/** Whether a condition holds; undefined where it is not known. Languages disagree on texts, but not on the empty one. */
export function truthOf({ constant, nullness }: Value): boolean | undefined {
  if (constant === null || nullness === 'null') return false
  if (typeof constant === 'boolean') return constant
  if (typeof constant === 'number') return constant !== 0 && !Number.isNaN(constant)
  if (typeof constant === 'string') return constant === '' ? false : constant === '0' ? undefined : true
  return undefined
}

type TextFunction = (text: string, first?: Constant, second?: Constant) => Constant | undefined

/** Functions on texts, by the names that models give them. What they are called on comes first. */
const functions: Record<string, TextFunction> = {
  'char-at': (text, at) => (typeof at === 'number' ? text[at] : undefined),
  length: text => text.length,
  'is-empty': text => text === '',
  equals: (text, other) => text === other,
  'equals-ignoring-case': (text, other) =>
    typeof other === 'string' ? text.toLowerCase() === other.toLowerCase() : false,
  substring: (text, from, to) =>
    typeof from === 'number' && (to === undefined || typeof to === 'number') ? text.substring(from, to) : undefined,
  trim: text => text.trim(),
  upper: text => text.toUpperCase(),
  lower: text => text.toLowerCase(),
  'index-of': (text, part) => (typeof part === 'string' ? text.indexOf(part) : undefined),
  contains: (text, part) => (typeof part === 'string' ? text.includes(part) : undefined),
  'starts-with': (text, part) => (typeof part === 'string' ? text.startsWith(part) : undefined),
  'ends-with': (text, part) => (typeof part === 'string' ? text.endsWith(part) : undefined),
  concat: (text, other) => (typeof other === 'string' ? text + other : undefined),
  replace: (text, from, to) =>
    typeof from === 'string' && typeof to === 'string' ? text.replaceAll(from, () => to) : undefined,
  text: text => text,
}

/** The result of a function on constants; undefined where it is not known. */
export function foldCall(name: string, values: readonly Value[]): Constant | undefined {
  const constants: Constant[] = []
  for (const { constant } of values) {
    if (constant === undefined) return undefined
    constants.push(constant)
  }
  const [first, second, third] = constants
  if (name === 'text' && first !== undefined) return String(first)
  return typeof first === 'string' ? functions[name]?.(first, second, third) : undefined
}
