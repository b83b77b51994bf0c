import type { SyntaxNode } from '../../../syntax/tree.ts'

/** What has a form that no Python 3 takes although the grammar, which is wider, does. */
export const formTypes = [
  'as_pattern_target',
  'assignment',
  'augmented_assignment',
  'comparison_operator',
  'concatenated_string',
  'delete_statement',
  'exec_statement',
  'expression_statement',
  'for_statement',
  'integer',
  'list_pattern',
  'pattern_list',
  'print_statement',
  'raise_statement',
  'return_statement',
  'string',
  'try_statement',
  'tuple',
  'tuple_pattern',
]

/** What is wrong with a form, and where. */
export interface FormFault {
  message: string
  start: number
  end: number
}

/** Says what is wrong with a form; null where nothing is. */
export function formFault(node: SyntaxNode): FormFault | null {
  const first = node.namedChildren.find(({ isExtra }) => !isExtra)
  switch (node.type) {
    case 'print_statement':
    case 'exec_statement': {
      const word = node.type === 'print_statement' ? 'print' : 'exec'
      // What else may follow goes on with an expression that begins with the function's name.
      const isStatement = /^\w+[ \t]+(?!(?:and|or|in|is|if|not|for|else)\b)["'\w]|^\w+["']/.test(node.text)
      return isStatement ? over(node, `This is Python 2: \`${word}\` is a function, so it needs parentheses.`) : null
    }
    case 'integer':
      return numberFault(node)
    case 'string':
      return stringFault(node)
    case 'concatenated_string':
      return new Set(node.namedChildren.filter(isString).map(isBytes)).size > 1
        ? over(node, 'Text and bytes cannot be joined.')
        : null
    case 'comparison_operator': {
      const mark = node.children.find(({ type }) => type === '<>')
      return mark ? over(mark, 'This is Python 2: unequal is written `!=`.') : null
    }
    case 'raise_statement':
      return first?.type === 'expression_list'
        ? over(first, 'This is Python 2: expected `raise Error(message)`.')
        : null
    case 'try_statement':
      return tryFault(node)
    case 'delete_statement':
      return first && isNoTarget(first) ? over(first, `\`${excerpt(first)}\` cannot be deleted.`) : null
    case 'as_pattern_target':
      return first && isNoTarget(first) ? over(first, cannotAssign(first)) : null
    case 'augmented_assignment':
    case 'assignment':
      return assignmentFault(node)
    case 'for_statement': {
      const left = node.childForFieldName('left')
      return left?.type === 'list_splat_pattern' ? over(left, loneStar) : null
    }
    case 'expression_statement':
      if (first?.type === 'named_expression' && !node.children.some(isComma))
        return over(first, '`:=` needs parentheses around it here; a statement assigns with `=`.')
      return isLoneSplat(node) && first ? over(first, loneStar) : null
    case 'return_statement':
    case 'tuple':
      return isLoneSplat(node) && first ? over(first, loneStar) : null
    case 'list_pattern':
    case 'pattern_list':
    case 'tuple_pattern': {
      const [, second] = node.namedChildren.filter(({ type }) => type === 'list_splat_pattern')
      return second ? over(second, 'There is one `*` already among these targets.') : null
    }
    default:
      return null
  }
}

const loneStar = 'A `*` stands for several values only inside of a list, a tuple, a set or a call.'

function over({ startIndex, endIndex }: SyntaxNode, message: string): FormFault {
  return { message, start: startIndex, end: endIndex }
}

function excerpt({ text }: SyntaxNode): string {
  const [line = ''] = text.split('\n', 1)
  return line.length > 30 || line !== text ? `${line.slice(0, 30)}…` : line
}

function isComma({ type }: SyntaxNode): boolean {
  return type === ','
}

function cannotAssign(node: SyntaxNode): string {
  return `Nothing can be assigned to \`${excerpt(node)}\`.`
}

/** One that stands alone, without the comma that makes a tuple of it. */
function isLoneSplat(node: SyntaxNode): boolean {
  return (
    !node.children.some(isComma) &&
    node.namedChildren.every(({ type, isExtra }) => type === 'list_splat' || isExtra) &&
    node.namedChildren.some(({ type }) => type === 'list_splat')
  )
}

const noTargets =
  /^(?:binary_operator|call|concatenated_string|false|float|integer|lambda|none|string|true|unary_operator)$/

function isNoTarget(node: SyntaxNode): boolean {
  return noTargets.test(node.type) || (node.type === 'expression_list' && node.namedChildren.some(isNoTarget))
}

function assignmentFault(node: SyntaxNode): FormFault | null {
  const left = node.childForFieldName('left')
  if (!left) return null
  if (isNoTarget(left)) return over(left, cannotAssign(left))
  if (left.type === 'list_splat_pattern') return over(left, loneStar)
  const isSeveral =
    left.type === 'list_pattern' || (/^(?:pattern_list|tuple_pattern)$/.test(left.type) && left.children.some(isComma))
  if (isSeveral && node.type === 'augmented_assignment')
    return over(left, 'Several targets cannot be changed by one operator.')
  if (isSeveral && node.childForFieldName('type')) return over(left, 'Several targets cannot have one type.')
  return null
}

function tryFault(node: SyntaxNode): FormFault | null {
  const clauses = node.namedChildren.filter(({ type }) => /^(?:except|finally|else)/.test(type))
  if (!clauses.some(({ type }) => /^(?:except|finally)/.test(type)))
    return {
      message: 'Expected `except` or `finally`, for this `try`.',
      start: node.startIndex,
      end: node.startIndex + 3,
    }
  const catching = clauses.filter(({ type }) => type === 'except_clause')
  const all = catching.findIndex(clause => clause.child(1)?.type === ':')
  const behind = catching[all + 1]
  return all >= 0 && behind
    ? {
        message: 'The `except` before this one takes everything: it must be the last.',
        start: behind.startIndex,
        end: behind.startIndex + 6,
      }
    : null
}

function numberFault(node: SyntaxNode): FormFault | null {
  const { text } = node
  if (/[lL]$/.test(text)) return over(node, 'This is Python 2: a number has no `L` behind it.')
  if (/__|_$/.test(text)) return over(node, 'An underscore stands between two digits.')
  if (!/^0[\d_]*[1-9][\d_]*$/.test(text)) return null
  return over(
    node,
    /[89]/.test(text)
      ? 'A number does not begin with `0`.'
      : 'A number does not begin with `0`; to the base of eight it is written with `0o`.',
  )
}

function isString({ type }: SyntaxNode): boolean {
  return type === 'string'
}

function isBytes(node: SyntaxNode): boolean {
  return /b/i.test(node.namedChildren[0]?.text ?? '')
}

function stringFault(node: SyntaxNode): FormFault | null {
  const start = node.namedChildren[0]
  if (start?.type !== 'string_start') return null
  if (start.text === '`') return over(node, 'This is Python 2: expected `repr(…)`.')
  if (/ur|ru/i.test(start.text)) return over(start, 'This is Python 2: a text is either `u` or `r`.')
  const isInBytes = isBytes(node)
  // eslint-disable-next-line no-control-regex -- what ASCII is
  const beyond = isInBytes ? node.text.search(/[^\x00-\x7f]/) : -1
  if (beyond >= 0) {
    const at = node.startIndex + beyond
    return { message: 'Bytes may hold characters of ASCII only.', start: at, end: at + 1 }
  }
  const isPlain = !/r/i.test(start.text) && node.namedChildren.every(({ type }) => type !== 'interpolation')
  return isPlain ? escapeFault(node, isInBytes) : null
}

/** How an escape goes on, by its letter. */
const escapes = new Map([
  ['x', /^[\da-f]{2}/i],
  ['u', /^[\da-f]{4}/i],
  ['U', /^(?:000[\da-f]|0010)[\da-f]{4}/i],
  ['N', /^\{[^}]+\}/],
])

function escapeFault({ text, startIndex }: SyntaxNode, isInBytes: boolean): FormFault | null {
  if (!text.includes('\\')) return null
  for (const { index, 0: escape } of text.matchAll(/\\[^]/g)) {
    const letter = escape.charAt(1)
    const form = isInBytes && letter !== 'x' ? undefined : escapes.get(letter)
    if (form && !form.test(text.slice(index + 2, index + 100)))
      return {
        message: `\`${escape}\` begins an escape that is not complete; a backslash itself is written \`\\\\\`.`,
        start: startIndex + index,
        end: startIndex + index + 2,
      }
  }
  return null
}
